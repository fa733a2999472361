from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from resilify_cli.insight.charts import BarChart
from resilify_cli.insight.practice import MOST_NAMES, practice_by_name
from resilify_cli.insight.program_history import ProgramHistory
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.series import DaySpan
from resilify_cli.store.store import Store
from tests.insight.conftest import ALL, TODAY

Answer = Callable[..., str]


def test_practice_is_counted_by_name(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """The last seven days are one number, and each exercise has its own over all days."""
    for ago, activity in ((0, "breath"), (6, "breath"), (7, "breath"), (3, "old-one"), (9, "old-one")):
        answer(activity, "x", ago=ago, practice=True)
    answer("log", "in the session")
    (found,) = practice_by_name(store, [history], ALL)
    assert isinstance(found, BarChart)
    assert [(bar.label, bar.value) for bar in found.bars] == [("A slow breath", 3), ("old one", 2)]
    assert found.description == (
        "You practiced 3 times in the last 7 days. Altogether: A slow breath 3 times and old one twice."
    )


def test_a_week_without_practice_is_not_held_up(
    store: Store, history: ProgramHistory, answer: Answer
) -> None:
    """Where the last week has none, it says when the last one was."""
    answer("breath", "x", ago=30, practice=True)
    (found,) = practice_by_name(store, [history], ALL)
    assert found.description.startswith("You practiced once, last on 22 October 2026.")


@pytest.mark.parametrize(
    ("days", "told"),
    [(3, "once in the last 3 days"), (1, "once today"), (60, "twice in the last 7 days")],
)
def test_a_short_span_is_named_as_it_is(
    store: Store, history: ProgramHistory, answer: Answer, days: int, told: str
) -> None:
    """A span of fewer than seven days is not called seven."""
    answer("breath", "x", practice=True)
    answer("breath", "x", ago=5, practice=True)
    (found,) = practice_by_name(store, [history], DaySpan(TODAY, TODAY - timedelta(days=days - 1)))
    assert told in found.description


def test_without_practice_there_is_no_picture(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """Nobody is told that they practiced nothing."""
    answer("breath", "x")
    assert practice_by_name(store, [history], ALL) == []


def test_names_of_a_missing_program_come_from_ids(
    store: Store, enrollment: Enrollment, answer: Answer
) -> None:
    """Where the program is gone, an exercise is called by its id."""
    answer("slow-breath", "x", practice=True)
    (found,) = practice_by_name(store, [ProgramHistory((enrollment,), None)], ALL)
    assert isinstance(found, BarChart)
    assert found.bars[0].label == "slow breath"


def test_many_exercises_are_cut(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """The ten most frequent are named and the rest is a number."""
    for number in range(MOST_NAMES + 1):
        answer(f"a{number:02}", "x", practice=True)
    (found,) = practice_by_name(store, [history], ALL)
    assert isinstance(found, BarChart)
    assert len(found.bars) == MOST_NAMES
    assert "1 other less often" in found.description
