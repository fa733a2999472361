"""What was left open is known from the entries, and asked about once where the program does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.questions import AnswerValue, Move
from resilify_cli.session.open_items import TELLING_KINDS, open_items
from resilify_cli.store.answer_rows import AnswerRow
from tests.conftest import FixedClock
from tests.session.conftest import Sittings

_NOON = datetime(2026, 11, 3, 12, tzinfo=timezone(timedelta(hours=1)))
_TODAY = _NOON.date()
_MIDNIGHT = timedelta()


def _row(name: str, kind: str, *values: AnswerValue, hours: float = 0) -> AnswerRow:
    at = _NOON + timedelta(hours=hours)
    return AnswerRow("0" * 28, "one", "Session one", name, kind, "words", values, at, practice=False)


def _open(*rows: AnswerRow, today: date = _TODAY, **days: int) -> list[str]:
    ordered = sorted(rows, key=lambda row: row.at)
    return [item.activity_id for item in open_items(ordered, today, _MIDNIGHT, days)]


def test_an_entry_opens_and_a_follow_up_closes() -> None:
    """Not yet keeps it open, unless it is let go; answered anew, it is open again."""
    test = _row("test", "experiment")
    assert _open(test) == ["test"]
    assert _open(test, _row("follow-up-test", "follow-up", "done", "x", hours=1)) == []
    assert _open(test, _row("follow-up-test", "follow-up", "not-yet", "keep", hours=1)) == ["test"]
    assert _open(test, _row("follow-up-test--later", "follow-up", "not-yet", "let-go", hours=1)) == []
    closed = _row("follow-up-test", "follow-up", "done", hours=1)
    assert _open(_row("test", "experiment", hours=2), closed) == ["test"]


def test_what_was_answered_anew_in_its_place_is_open_again() -> None:
    """A row that was changed after its follow-up counts from then, and of plans it is the newest."""
    again = _row("plan-1", "plan")._replace(revised_at=_NOON + timedelta(days=3))
    closed = _row("follow-up-plan-1", "follow-up", "done", hours=24)
    (item,) = open_items([again, closed, _row("plan-2", "plan", hours=48)], _TODAY, _MIDNIGHT)
    assert (item.activity_id, item.opened) == ("plan-1", _TODAY + timedelta(days=3))


def test_of_several_plans_the_newest_counts() -> None:
    """Whoever made another one has moved on; tests stay beside each other."""
    rows = [_row("a", "plan"), _row("b", "plan", hours=1), _row("c", "experiment"), _row("d", "note")]
    assert _open(*rows) == ["b", "c"]


@pytest.mark.parametrize(("kind", "days"), [("plan", 60), ("experiment", 60), ("log", 14), ("pick", 7)])
def test_what_is_open_falls_silent_by_itself(kind: str, days: int) -> None:
    """After its days nobody is reminded."""
    row = _row("x", kind)
    assert _open(row, today=_TODAY + timedelta(days=days - 1)) == ["x"]
    assert _open(row, today=_TODAY + timedelta(days=days)) == []


def test_a_pick_has_days_of_its_own() -> None:
    """Where the program says so."""
    assert _open(_row("x", "pick"), today=_TODAY + timedelta(days=10), x=14) == ["x"]


def test_an_item_is_named_without_the_words_of_the_person() -> None:
    """By its kind, its day and its session."""
    (item,) = open_items([_row("x", "plan", "secret")], _TODAY, _MIDNIGHT)
    assert item.describe() == "A plan of 3 November, in Session one"


_ROWS = st.builds(
    _row,
    st.sampled_from(["a", "b", "follow-up-a", "follow-up-b--later"]),
    st.sampled_from([*TELLING_KINDS, "note"]),
    st.sampled_from(["done", "not-yet", 3, None]) | st.lists(st.text(max_size=3), max_size=2),
    hours=st.integers(-3000, 24),
)


@given(st.lists(_ROWS, max_size=8))
def test_each_thing_is_open_once_and_one_plan_at_most(rows: list[AnswerRow]) -> None:
    """Whatever a store holds."""
    ordered = sorted(rows, key=lambda row: row.at)
    items = open_items(ordered, _TODAY, _MIDNIGHT)
    assert len({item.activity_id for item in items}) == len(items)
    assert sum(item.kind == "plan" for item in items) <= 1
    assert [item.opened for item in items] == sorted((item.opened for item in items), reverse=True)


_PLAN = "## One\n\n:::{plan} small\n:title: A small plan\nOne thing.\n:::\n"
_AFTER = "## Two\n\nA lesson.\n"
_PLANNED = (None, "it rains", "read", "", None, None)


def test_the_next_session_asks_about_what_nothing_else_does(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """Before its first step, with the person's words; not a second time once it is answered."""
    folder = full_program(_PLAN, _AFTER, _AFTER.replace("Two", "Three"))
    sit(folder, *_PLANNED)
    sat = sit(folder, None, "not-yet", "keep", None, None)
    question, screen = sat.prompter.asked[1]
    assert "If it rains, then I will read." in str(question.body)
    assert (screen.heading, screen.can_go_back) == ("Still open", False)
    assert sit.journal[-1] == "Not yet\nKeep it as it is"
    third = sit(folder, None, "done", "it rained", None, None)
    assert "How did it go?" in third.asked
    assert sit.journal[-1] == "I did it\nWhat happened: it rained"


@pytest.mark.parametrize("step", [":::{follow-up} small\n:::\n", ":::{recall} small\n:::\n"])
@pytest.mark.parametrize("number", [2, 3])
def test_what_a_step_comes_back_to_is_left_to_it(
    sit: Sittings, full_program: Callable[..., Path], step: str, number: int
) -> None:
    """In this session, or in a later one."""
    bodies = [_PLAN, _AFTER, _AFTER.replace("Two", "Three")]
    bodies[number - 1] += f"\n{step}"
    folder = full_program(*bodies)
    sit(folder, *_PLANNED)
    assert all(screen.heading != "Still open" for _, screen in sit(folder, None, None).prompter.asked)


def test_an_open_question_can_be_passed_over_or_left(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """Passed over, the session begins; left, it has not begun."""
    folder = full_program(_PLAN, _AFTER)
    sit(folder, *_PLANNED)
    left = sit(folder, None, Move.LEAVE)
    assert (left.ending.value, sit.states("session-2")) == ("left", {})
    assert sit(folder, None, Move.SKIP).asked[-1] == "A lesson."
    assert len(sit.journal) == 1


def test_what_is_private_is_not_asked_about(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """It would be shown again by itself."""
    folder = full_program(_PLAN.replace(":title:", ":private: yes\n:title:"), _AFTER)
    sit(folder, *_PLANNED)
    assert sit(folder, None, None).asked[1] == "A lesson."


def test_a_plan_that_is_made_anew_is_asked_about_again(
    sit: Sittings, clock: FixedClock, full_program: Callable[..., Path]
) -> None:
    """Whoever takes its session again after saying how it went has a plan that is open."""
    folder = full_program(_PLAN, _AFTER, _AFTER.replace("Two", "Three"))
    sit(folder, *_PLANNED)
    clock.time += timedelta(days=7)
    sit(folder, None, "done", "it rained", None, None)
    clock.time += timedelta(days=1)
    sit(folder, "it snows", "read", "", "", number=1)
    clock.time += timedelta(days=7)
    asked = sit(folder, None, Move.LEAVE, number=3).prompter.asked
    assert "If it snows, then I will read." in str(asked[1][0].body)
