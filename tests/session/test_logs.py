"""Logs are filled many times, for today and for days before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from resilify_cli.activities.questions import Move
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import PartialInput, ScriptedPrompter, ScriptStep
from resilify_cli.session.draft import DraftDate
from resilify_cli.session.logs import FoundLog, fill_row, find_logs, log_rows, match_log
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.session.conftest import Sittings

_BODY = """## One

:::{log} sleep
:name: sleep diary
How was it?
- Lights out: When? {#out .time}
- Rested: How rested? {#rested .0-10}
:::

:::{note} after
:when: sleep.rested above 5
You rested well.
:::
"""
_LATER = "## Two\n\n:::{log} urges\nWhat came?\n- What: What was it? {#what}\n:::\n"
_NO_DAY_START = timedelta()


@pytest.fixture
def folder(full_program: Callable[..., Path]) -> Path:
    return full_program(_BODY, _LATER)


def _logs(store: Store, folder: Path) -> list[FoundLog]:
    program = load_program(folder)
    return find_logs(store, {program.key: program})


def _fill(store: Store, found: FoundLog, when: DraftDate, *acts: ScriptStep) -> tuple[bool, ScriptedPrompter]:
    prompter = ScriptedPrompter(acts)
    return fill_row(store, prompter, found, _NO_DAY_START, when), prompter


def test_logs_come_from_sessions_that_were_begun(sit: Sittings, store: Store, folder: Path) -> None:
    """The others are ahead; the name may be a part of it, or the id."""
    sit(folder, None, "23:30", 6)
    logs = _logs(store, folder)
    assert [found.log.name for found in logs] == ["sleep diary"]
    assert match_log(logs, "Sleep") is match_log(logs, "sleep diary") is logs[0]
    assert (match_log(logs, "urges"), match_log(logs, " ")) == (None, None)


def test_each_row_is_an_entry_of_its_day(
    sit: Sittings, store: Store, folder: Path, clock: FixedClock
) -> None:
    """That of the session, one of now, and one of a day before; they are in the order of their days."""
    sit(folder, None, "23:30", 6)
    (found,) = _logs(store, folder)
    now, before = clock(), date(2026, 11, 1)
    assert _fill(store, found, DraftDate(now), "22:00", 8)[0]
    at = now - timedelta(days=2)
    assert _fill(store, found, DraftDate(now, at, before), "1:00", 3)[0]
    rows = log_rows(store, found, _NO_DAY_START)
    assert [(row.day.day, row.values, row.in_session) for row in rows] == [
        (1, ("1:00", 3), False),
        (3, ("23:30", 6), True),
        (3, ("22:00", 8), False),
    ]
    assert sit.journal[0] == "Lights out: 1:00\nRested: 3"
    assert store.entries.practice_counts(sit.enrollment) == {}


def test_a_condition_looks_at_the_newest_day(sit: Sittings, store: Store, folder: Path) -> None:
    """Not at the row that was written last."""
    sat = sit(folder, None, "23:30", 6)
    assert sat.asked[-1] == "You rested well."


def test_taking_the_step_again_changes_its_row(sit: Sittings, store: Store, folder: Path) -> None:
    """What was filled outside of the session stays."""
    sit(folder, None, "23:30", 6)
    (found,) = _logs(store, folder)
    _fill(store, found, DraftDate(store.database.clock()), "22:00", 8)
    sit(folder, Move.BACK, "23:40", 7)
    assert [row.values for row in log_rows(store, found, _NO_DAY_START)] == [("23:40", 7), ("22:00", 8)]


def test_a_half_done_row_is_gone_on_with(
    sit: Sittings, store: Store, folder: Path, clock: FixedClock
) -> None:
    """It is about the day that it was begun on."""
    sit(folder, None, "23:30", 6)
    (found,) = _logs(store, folder)
    begun = clock()
    assert not _fill(store, found, DraftDate(begun), "22:00", PartialInput(None, Move.LEAVE))[0]
    clock.time += timedelta(days=1)
    assert _fill(store, found, DraftDate(clock()), 9)[0]
    row = log_rows(store, found, _NO_DAY_START)[-1]
    assert (row.day, row.values) == (begun.date(), ("22:00", 9))


def test_a_row_of_another_day_is_begun_beside_a_half_done_one(
    sit: Sittings, store: Store, folder: Path, clock: FixedClock
) -> None:
    """What was typed for the one never ends up in the other, and stays."""
    sit(folder, None, "23:30", 6)
    (found,) = _logs(store, folder)
    now = clock()
    _fill(store, found, DraftDate(now), PartialInput("half typed", Move.LEAVE))
    earlier = now - timedelta(days=5)
    assert _fill(store, found, DraftDate(now, earlier, earlier.date()), "21:00", 1)[0]
    assert [row.values for row in log_rows(store, found, _NO_DAY_START)] == [("21:00", 1), ("23:30", 6)]
    kept = store.database.rows("SELECT content FROM drafts WHERE activity_id = ?", ("sleep",))
    assert "half typed" in kept[0]["content"]
