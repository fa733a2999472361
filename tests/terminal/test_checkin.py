"""A check-in in a real pseudo-terminal, from the person's side."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Run
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]


def _checkins(resilify: Run) -> list[dict[str, Any]]:
    found = json.loads(resilify("journal", "--kind", "checkin", "--json", check=True).stdout)
    return [entry["checkin"] for entry in found["entries"]]


def _feelings(terminal: Start, mood: str = "1", **how: object) -> Terminal:
    run = terminal("checkin", **how).wait_for("How is your mood", "very low", "nothing chosen yet")
    return run.press(*mood, "enter").wait_for("Which of these do you feel?", "Space mark")


def test_a_check_in_is_a_few_keys(terminal: Start, resilify: Run) -> None:
    """Mood, feelings, activities and a note take a few keys, and are in the journal."""
    run = _feelings(terminal, "3").press("space", "down", "space", "enter")
    run.wait_for("What have you been doing?").press("space", "enter")
    run.wait_for("Anything you would like to add?").press("a line", "enter", "another", "ctrl-d")
    run.wait_for("Kept as")
    assert run.exit_code() == 0
    assert _checkins(resilify) == [
        {
            "mood": 3,
            "word": "okay",
            "feelings": ["calm", "content"],
            "activities": ["work"],
            "note": "a line\nanother",
        }
    ]


def test_everything_can_be_skipped(terminal: Start, resilify: Run) -> None:
    """Page Down leaves out any part, also all of them, without a reproach."""
    run = terminal("checkin").wait_for("How is your mood").press("page down")
    run.wait_for("Which of these").press("page down").wait_for("doing?").press("page down")
    run.wait_for("Anything").press("page down").wait_for("nothing to keep")
    assert run.exit_code() == 0
    assert _checkins(resilify) == []


def test_words_typed_in_a_skipped_note_are_kept(terminal: Start, resilify: Run) -> None:
    """A note that was begun and passed over is kept all the same."""
    run = terminal("checkin").wait_for("How is your mood").press("page down")
    run.wait_for("Which of these").press("page down").wait_for("doing?").press("page down")
    run.wait_for("Anything").press("half a line").wait_for("half a line").press("page down")
    run.wait_for("Kept as").exit_code()
    assert [checkin["note"] for checkin in _checkins(resilify)] == ["half a line"]


@pytest.mark.parametrize("killed", [False, True], ids=["ctrl-c", "killed"])
def test_what_was_chosen_waits(terminal: Start, resilify: Run, killed: bool) -> None:
    """Left with Ctrl-C, or killed once it is on the disk, a check-in goes on where it was."""
    run = _feelings(terminal).press("space").wait_for("[x] calm").press("enter").wait_for("doing?")
    run.press("down", "space").wait_for("[x] study")
    if killed:
        run.wait_for_draft("study").kill()
    else:
        run.press("ctrl-c").wait_for("kept", "resilify checkin")
        assert run.exit_code() == 130
    assert _checkins(resilify) == []
    again = terminal("checkin").wait_for("doing?", "[x] study").press("page up")
    again.wait_for("Which of these", "[x] calm").press("enter").wait_for("doing?").press("enter")
    again.wait_for("Anything").press("ctrl-d").wait_for("Kept as").exit_code()
    (kept,) = _checkins(resilify)
    assert (kept["mood"], kept["feelings"], kept["activities"]) == (1, ["calm"], ["study"])


def test_the_lowest_mood_names_where_help_is(terminal: Start) -> None:
    """After a very low mood a kind line names help-now, when the check-in is kept."""
    run = _feelings(terminal).press("page down").wait_for("doing?").press("page down")
    run.wait_for("Anything").press("page down").wait_for("Kept as", "help-now")
    assert run.exit_code() == 0


def test_a_digit_goes_to_the_mood_of_that_number(terminal: Start, resilify: Run) -> None:
    """A mood's number moves to it; a number that no mood has moves nowhere."""
    run = _feelings(terminal, "49").press("page down")
    run.wait_for("doing?").press("page down").wait_for("Anything").press("page down")
    run.wait_for("Kept as").exit_code()
    assert [checkin["mood"] for checkin in _checkins(resilify)] == [4]


def test_letters_lead_to_a_word(terminal: Start, resilify: Run) -> None:
    """In the list of feelings letters narrow it to the words that have them."""
    run = _feelings(terminal).press("gra", "space").wait_for("[x] grateful").press("enter")
    run.wait_for("doing?").press("page down").wait_for("Anything").press("page down").wait_for(
        "Kept as"
    ).exit_code()
    assert _checkins(resilify)[0]["feelings"] == ["grateful"]


def test_leaving_at_once_promises_nothing(terminal: Start) -> None:
    """Who leaves before choosing anything is not told that something is kept."""
    run = terminal("checkin").wait_for("How is your mood").press("ctrl-c")
    assert run.exit_code() == 130
    assert "kept" not in run.text


@pytest.mark.parametrize(("columns", "rows"), [(40, 24), (80, 12)])
def test_small_terminals(terminal: Start, columns: int, rows: int) -> None:
    """At 40 columns, or in 12 rows, each question and its keys are in sight."""
    run = _feelings(terminal, columns=columns, rows=rows).wait_for("calm", "Ctrl-C leave")
    run.press("enter").wait_for("doing?", "work", "Ctrl-C leave")
    run.press("enter").wait_for("Anything you would", "Ctrl-C leave")


@pytest.mark.parametrize(("keys", "kept"), [((), ["calm", "anxious"]), (("down",), ["calm", "anxoius"])])
def test_a_word_that_looks_mistyped_is_asked_about(
    terminal: Start, resilify: Run, keys: tuple[str, ...], kept: list[str]
) -> None:
    """The known word comes first; a word that is meant as it stands is kept so, and offered from then on."""
    run = terminal("checkin", "-f", "calm", "-f", "anxoius").wait_for(
        "One of your words", "anxious", "anxoius"
    )
    run.press(*keys, "enter").wait_for("Kept as")
    assert run.exit_code() == 0
    assert _checkins(resilify)[0]["feelings"] == kept
    words = json.loads(resilify("checkin", "--words", "--json", check=True).stdout)["offered"]["feeling"]
    assert ("anxoius" in words) is ("anxoius" in kept)


def test_left_at_that_question_nothing_is_kept(terminal: Start, resilify: Run) -> None:
    """Ctrl-C is no answer, and says so."""
    run = terminal("checkin", "-f", "anxoius").wait_for("One of your words").press("ctrl-c")
    assert run.exit_code() == 130
    assert "Nothing was kept." in run.text
    assert _checkins(resilify) == []


def test_a_practice_may_be_offered_once(terminal: Start, resilify: Run) -> None:
    """With the reason, and the rule behind a key; a no is the end of it, and the setting turns it off."""
    run = _feelings(terminal, "2").press("page down").wait_for("doing?").press("page down")
    run.wait_for("Anything you would like").press("page down")
    run.wait_for("You noted a low mood.", "Would it suit this moment?").press("ctrl-g")
    run.wait_for("Why this is offered").press("enter").wait_for("Not now").press("down", "enter")
    run.wait_for("Kept as", "Thank you")
    assert run.exit_code() == 0
    resilify("settings", "suggestions", "false", check=True)
    run = _feelings(terminal, "2").press("page down").wait_for("doing?").press("page down")
    run.wait_for("Anything you would like").press("page down").wait_for("Thank you")
    assert run.exit_code() == 0
    assert "Would it suit" not in run.text
    assert [checkin["mood"] for checkin in _checkins(resilify)] == [2, 2]
