"""What was left half done on another day is taken up again in a real pseudo-terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.activities.questions import AnswerValue
from resilify_cli.session.draft import Draft, DraftDate
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]
_NOW = datetime(2026, 11, 12, 18, 40, tzinfo=UTC)
_THEN = _NOW - timedelta(days=8)


@pytest.fixture
def at_now(terminal: Start) -> Start:
    """Start the command in a terminal at the time that it is in these tests."""
    return partial(terminal, at=_NOW.isoformat())


@pytest.fixture
def half_done(home: Path) -> Callable[..., None]:
    """Leave a draft that was begun some time ago, about a date if one is given; nothing is suggested."""
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("suggestions = false\n")

    def leave(
        place: str, *parts: AnswerValue, about: datetime | None = None, begun: datetime = _THEN
    ) -> None:
        draft = Draft([*parts], len(parts) - 1, draft_date=DraftDate(begun, about))
        with open_store(home / "resilify.db", FixedClock()) as store:
            store.journal_drafts.save(place, draft.to_text())

    return leave


def _entries(resilify: Run) -> list[dict[str, Any]]:
    found = json.loads(resilify("journal", "--json", check=True).stdout)["entries"]
    return [{**entry, "at": datetime.fromisoformat(entry["at"])} for entry in found]


def _rest(run: Terminal) -> None:
    run.wait_for("doing?").press("page down").wait_for("Anything").press("page down").wait_for("Kept as")
    assert run.exit_code() == 0


def test_a_check_in_of_last_week_can_stay_of_then(
    at_now: Start, resilify: Run, half_done: Callable[..., None]
) -> None:
    """Its mood and feelings are shown with the question for which day it is; it is kept for that day."""
    half_done("checkin", "2", ["sad", "tired"], None)
    run = at_now("checkin")
    run.wait_for("is half done", f"{_THEN.day} {_THEN:%B}", "Mood: low (2 of 5)", "Feelings: sad, tired")
    _rest(run.press("enter"))
    (entry,) = _entries(resilify)
    assert entry["at"] == _THEN
    assert (entry["checkin"]["mood"], entry["checkin"]["feelings"]) == (2, ["sad", "tired"])


def test_it_can_be_for_now(at_now: Start, resilify: Run, half_done: Callable[..., None]) -> None:
    """The second way keeps what was chosen, for the time that it is."""
    half_done("checkin", "2", ["sad"], None)
    _rest(at_now("checkin").wait_for("For which day").press("down", "enter"))
    (entry,) = _entries(resilify)
    assert entry["at"] == _NOW
    assert entry["checkin"]["mood"] == 2


def test_a_new_one_leaves_it_for_later(at_now: Start, resilify: Run, half_done: Callable[..., None]) -> None:
    """The third way begins anew; what was half done is offered the next time, as it was."""
    half_done("checkin", "2", ["sad"], None)
    run = at_now("checkin").wait_for("For which day").press("down", "down", "enter")
    run.wait_for("How is your mood").press("4", "enter")
    _rest(run.wait_for("Which of these").press("page down"))
    assert [entry["checkin"]["mood"] for entry in _entries(resilify)] == [4]
    at_now("checkin").wait_for("is half done", "Mood: low (2 of 5)").press("ctrl-c")


def test_left_at_the_question_it_is_as_it_was(
    at_now: Start, resilify: Run, half_done: Callable[..., None]
) -> None:
    """Ctrl-C at the question keeps nothing and loses nothing."""
    half_done("checkin", "2", ["sad"], None)
    run = at_now("checkin").wait_for("For which day").press("ctrl-c").wait_for("kept as it was")
    assert run.exit_code() == 130
    assert _entries(resilify) == []
    at_now("checkin").wait_for("is half done", "Mood: low (2 of 5)")


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_a_date_that_was_named_is_not_lost(at_now: Start, resilify: Run, plain: tuple[str, ...]) -> None:
    """Left and resumed, `--date yesterday` is still offered, with the beginning of the note."""
    run = at_now("journal", "add", "--date", "yesterday", *plain).wait_for("write down?")
    # A terminal drops what it has not handed on yet at Ctrl-C.
    run.press("the walk", "enter").wait_for_draft("the walk").press("ctrl-c").wait_for("To go on")
    run.exit_code()
    again = at_now("journal", "add", *plain).wait_for("is half done", "the walk")
    yesterday = _NOW - timedelta(days=1)
    again.wait_for(f"for {yesterday:%A} {yesterday.day} {yesterday:%B}")
    again.press(*(["1", "enter"] if plain else ["enter"])).wait_for("write down?", "the walk")
    again.press(*([".", "enter"] if plain else ["ctrl-d"])).wait_for("Kept as").exit_code()
    (entry,) = _entries(resilify)
    assert (entry["text"].strip(), entry["at"].date()) == ("the walk", yesterday.date())


def test_tags_that_were_named_are_not_lost(at_now: Start, resilify: Run) -> None:
    """Left and resumed, `--tag` still puts its tag at the end of the note."""
    run = at_now("journal", "add", "--tag", "sea").wait_for("write down?").press("the walk")
    run.press("ctrl-c").wait_for("To go on").exit_code()
    again = at_now("journal", "add", "--tag", "rain").wait_for("the walk").press("ctrl-d")
    again.wait_for("Kept as").exit_code()
    assert [entry["tags"] for entry in _entries(resilify)] == [["sea", "rain"]]


def test_a_moment_later_it_goes_on_without_a_question(
    at_now: Start, resilify: Run, half_done: Callable[..., None]
) -> None:
    """Who was away for minutes sees what is there above the next question, and goes on."""
    half_done("checkin", "2", ["sad"], None, begun=_NOW)
    run = at_now("checkin").wait_for("doing?", "So far: Mood: low (2 of 5)")
    run.press("page down").wait_for("Anything").press("page down").wait_for("Kept as").exit_code()
    assert [entry["checkin"]["feelings"] for entry in _entries(resilify)] == [["sad"]]


def test_a_draft_of_an_earlier_version_is_taken_up(at_now: Start, resilify: Run, home: Path) -> None:
    """It does not say when it was begun; when it was written last is taken for that."""
    with open_store(home / "resilify.db", FixedClock()) as store:
        store.journal_drafts.save("checkin", json.dumps({"values": ["2"], "typed": None, "later": []}))
    run = at_now("checkin").wait_for("is half done", "3 November 2026", "Mood: low").press("enter")
    run.wait_for("Which of these").press("page down")
    _rest(run)
    assert _entries(resilify)[0]["at"].date() == FixedClock().time.date()
