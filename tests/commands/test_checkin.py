"""`resilify checkin`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.checkin.word_lists import ACTIVITIES, FEELINGS, MOODS
from resilify_cli.store.store import Store
from tests.checkins import PARTS, ask_in_plain_lines, checkins, offered_words
from tests.conftest import Run
from tests.zones import BERLIN


@pytest.mark.parametrize(
    ("arguments", "stdin", "kept"),
    [
        (["--mood", "3"], "", {"mood": 3, "word": "okay"}),
        (["-m", "very low"], "", {"mood": 1, "word": "very low"}),
        (["--mood", " GOOD "], "", {"mood": 4, "word": "good"}),
        (["--feeling", "tired"], "", {"feelings": ["tired"]}),
        (["-f", "Tired, calm", "-f", "tired"], "", {"feelings": ["tired", "calm"]}),
        (["-f", "my own"], "", {"feelings": ["my own"]}),
        (["-a", "work", "--activity", "my  Cat"], "", {"activities": ["work", "my cat"]}),
        (["--note", "a #day"], "", {"note": "a #day"}),
        (["--note", "-"], "from a pipe\n\nof lines\n", {"note": "from a pipe\n\nof lines"}),
        (["--note", "caf\udce9"], "", {"note": "caf\xe9"}),
        (
            ["--mood", "5", "--feeling", "happy", "--activity", "friends", "--note", "-"],
            "yes\n",
            {"mood": 5, "word": "very good", "feelings": ["happy"], "activities": ["friends"], "note": "yes"},
        ),
    ],
)
def test_each_part_can_be_given_alone(
    resilify: Run, arguments: list[str], stdin: str, kept: dict[str, Any]
) -> None:
    """Mood by number or word, feelings, activities and note: each is kept, and what is left out is empty."""
    ran = resilify("checkin", *arguments, stdin=stdin, check=True)
    assert ran.stderr.startswith("Kept as ")
    nothing: dict[str, Any] = {"mood": None, "word": "", "feelings": [], "activities": [], "note": ""}
    assert checkins(resilify) == [{**nothing, **kept}]


def test_several_a_day_are_fine(resilify: Run) -> None:
    """Each check-in is its own entry of the journal."""
    for mood in "133":
        resilify("checkin", "--mood", mood, check=True)
    assert [checkin["mood"] for checkin in checkins(resilify)] == [3, 3, 1]


def test_a_check_in_can_be_about_another_time(resilify: Run) -> None:
    """With --date a check-in stands where it belongs."""
    berlin = {"TZ": BERLIN}
    resilify("checkin", "--mood", "3", "--date", "2026-11-03 18:30", check=True, env=berlin)
    (entry,) = json.loads(resilify("journal", "--json").stdout)["entries"]
    assert datetime.fromisoformat(entry["at"]) == datetime.fromisoformat("2026-11-03T18:30+01:00")


def test_the_lowest_mood_names_where_help_is(resilify: Run) -> None:
    """A very low mood is answered with a kind line that names help-now, and no other mood is."""
    assert "help-now" in resilify("checkin", "--mood", "1", check=True).stderr
    for mood in "2345":
        assert "help-now" not in resilify("checkin", "--mood", mood, check=True).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--mood", "0"],
        ["--mood", "6"],
        ["--mood", ""],
        ["--mood", "fine"],
        ["--mood", "٣"],
        ["--mood", "3.5"],
        ["--mood", "caf\udce9"],
        ["--note", " "],
        ["--note", "\n"],
        ["--feeling", " , "],
        ["--date", "someday", "--mood", "3"],
        ["--mood", "3", "--json"],
        ["--note", "words", "--words"],
        ["--mood", "3", "--hide", "sad"],
        ["--date", "yesterday", "--unhide", "sad"],
        [],
    ],
)
def test_what_is_no_check_in_is_told_and_makes_nothing(
    resilify: Run, home: Path, arguments: list[str]
) -> None:
    """What can't be read, says nothing, or would be left unheeded is a mistake in the call."""
    ran = resilify("checkin", *arguments)
    assert ran.returncode == 2
    assert ran.stderr
    assert "Traceback" not in ran.stderr
    assert not home.exists()


def test_it_asks_in_plain_lines(resilify: Run) -> None:
    """Without options it asks for the four parts in turn, also from a pipe."""
    code, said = ask_in_plain_lines(resilify, "".join(PARTS))
    assert code == 0
    for asked in ("mood", "feel", "doing", "add"):
        assert asked in said
    assert checkins(resilify) == [
        {
            "mood": 2,
            "word": "low",
            "feelings": ["sad? my own"],
            "activities": list(ACTIVITIES[:2]),
            "note": "a #long day\nand more",
        }
    ]


@pytest.mark.parametrize("skipped", range(4))
def test_any_part_can_be_skipped(resilify: Run, skipped: int) -> None:
    """A part that is skipped is empty, and the others are kept."""
    parts = [":skip\n" if at == skipped else part for at, part in enumerate(PARTS)]
    assert ask_in_plain_lines(resilify, "".join(parts))[0] == 0
    (kept,) = checkins(resilify)
    empty = [not kept[name] for name in ("mood", "feelings", "activities", "note")]
    assert empty == [at == skipped for at in range(4)]


def test_all_parts_can_be_skipped(resilify: Run) -> None:
    """Who skips everything has checked nothing in, and is told so without reproach."""
    code, said = ask_in_plain_lines(resilify, ":skip\n" * 4)
    assert code == 0
    assert "nothing to keep" in said
    assert checkins(resilify) == []


def test_leaving_at_once_promises_nothing(resilify: Run) -> None:
    """Who leaves before choosing anything is not told that something is kept."""
    code, said = ask_in_plain_lines(resilify, ":quit\n")
    assert code == 130
    assert "kept" not in said.replace("kept when", "")


def test_a_word_given_by_option_is_offered_once_used_twice(resilify: Run) -> None:
    """It is kept with its check-in at once, and stands in the list, behind ours, from its second use on."""
    resilify("checkin", "-f", "wobbly", "-a", "my cat", check=True)
    assert checkins(resilify)[0]["feelings"] == ["wobbly"]
    assert offered_words(resilify)["offered"] == {"feeling": list(FEELINGS), "activity": list(ACTIVITIES)}
    resilify("checkin", "-f", "wobbly", "-a", "my cat", check=True)
    offered = offered_words(resilify)["offered"]
    assert offered == {"feeling": [*FEELINGS, "wobbly"], "activity": [*ACTIVITIES, "my cat"]}
    assert f"{len(FEELINGS) + 1}. wobbly" in ask_in_plain_lines(resilify, "3\n:quit\n")[1]


def test_a_word_typed_where_it_is_asked_for_is_offered_at_once(resilify: Run) -> None:
    """Who types a word into the list means it, and finds it there the next time."""
    assert ask_in_plain_lines(resilify, "".join(PARTS))[0] == 0
    assert "sad? my own" in offered_words(resilify)["offered"]["feeling"]


def test_taking_a_check_in_back_takes_its_word_back(resilify: Run) -> None:
    """What no check-in has any more is not offered, and is again when the check-in comes back."""
    for _ in range(2):
        resilify("checkin", "-f", "wobbly", check=True)
    resilify("undo", "--yes", check=True)
    resilify("undo", "--yes", check=True)
    assert offered_words(resilify)["offered"]["feeling"] == list(FEELINGS)
    (entry, _) = json.loads(resilify("journal", "restore", "--json", check=True).stdout)["entries"]
    resilify("journal", "restore", entry["id"], check=True)
    assert offered_words(resilify)["offered"]["feeling"] == [*FEELINGS, "wobbly"]


def test_words_are_hidden_and_offered_again(resilify: Run) -> None:
    """A hidden word, ours or one's own, is not asked for until it is offered again; check-ins keep it."""
    resilify("checkin", "-f", "wobbly", "-f", "sad", check=True)
    resilify("checkin", "--hide", "Wobbly", "--hide", "sad, work", check=True)
    found = offered_words(resilify)
    assert found["hidden"] == {"feeling": ["sad", "wobbly"], "activity": ["work"]}
    assert not {"sad", "wobbly", "work"} & {*found["offered"]["feeling"], *found["offered"]["activity"]}
    assert ". sad" not in ask_in_plain_lines(resilify, "3\n:quit\n")[1]
    assert checkins(resilify)[0]["feelings"] == ["wobbly", "sad"]
    resilify("checkin", "--unhide", "sad", "--unhide", "wobbly", "--unhide", "work", check=True)
    assert offered_words(resilify)["offered"] == {
        "feeling": [*FEELINGS, "wobbly"],
        "activity": list(ACTIVITIES),
    }


@pytest.mark.parametrize("arguments", [["--hide", "no such word"], ["--unhide", "sad"]])
def test_a_word_that_is_not_there_is_told(resilify: Run, arguments: list[str]) -> None:
    """Hiding what is not offered, or offering what is not hidden, is a mistake in the call."""
    ran = resilify("checkin", *arguments)
    assert ran.returncode == 2
    assert "checkin --words" in ran.stderr


def test_keys_of_the_json_are_these(resilify: Run, home: Path) -> None:
    """The words are told with moods, those offered and those hidden, before there is any store too."""
    found = offered_words(resilify)
    assert found == {
        "schema_version": 1,
        "moods": [{"mood": number, "word": word} for number, word in MOODS.items()],
        "offered": {"feeling": list(FEELINGS), "activity": list(ACTIVITIES)},
        "hidden": {"feeling": [], "activity": []},
    }
    assert not home.exists()


def test_the_words_are_told_in_lines(resilify: Run, store: Store) -> None:
    """With --words the feelings and activities are told, and the hidden ones below them."""
    store.checkins.hide("feeling", "sad")
    lines = resilify("checkin", "--words", check=True).stdout.splitlines()
    assert lines == [
        f"Feelings: {', '.join(word for word in FEELINGS if word != 'sad')}",
        "Hidden: sad",
        f"Activities: {', '.join(ACTIVITIES)}",
    ]


def test_words_steer_no_terminal(resilify: Run) -> None:
    """Escape sequences in a word of one's own are shown, not obeyed."""
    resilify("checkin", "-f", "\x1b[31mred", check=True)
    assert "\x1b" not in resilify("checkin", "--words", check=True).stdout
    assert "\x1b" not in resilify("journal", check=True).stdout
    assert "\x1b" not in resilify("checkin", "--hide", "\x1b[31mblue").stderr
