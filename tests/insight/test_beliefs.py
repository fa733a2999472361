from __future__ import annotations

from collections.abc import Callable

import pytest

from resilify_cli.content.models import Program
from resilify_cli.insight.beliefs import belief_changes
from resilify_cli.insight.charts import BarChart
from resilify_cli.insight.program_history import ProgramHistory
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.series import DaySpan
from resilify_cli.store.store import Store
from tests.insight.conftest import ALL, TODAY

Answer = Callable[..., str]


def found(store: Store, history: ProgramHistory) -> list[BarChart]:
    insights = list(belief_changes(store, history, ALL))
    assert all(isinstance(insight, BarChart) for insight in insights)
    return insights  # type: ignore[return-value]


def test_a_rate_stands_beside_the_one_it_compares(
    store: Store, history: ProgramHistory, answer: Answer
) -> None:
    """The two numbers of a pair are two bars on their scale."""
    answer("trust-before", 70, ago=1)
    answer("trust-after", 45)
    (insight,) = found(store, history)
    assert (insight.key, insight.title) == ("belief:a-program:trust-after", "Trust, before and after")
    assert [(bar.label, bar.value) for bar in insight.bars] == [("before", 70), ("after", 45)]
    assert (insight.low, insight.high) == (0, 100)
    assert insight.description == "On a scale from 0 to 100, it was 70 before and 45 after. That is lower."


@pytest.mark.parametrize("given", ["trust-before", "trust-after"])
def test_half_a_pair_is_no_picture(store: Store, history: ProgramHistory, answer: Answer, given: str) -> None:
    """Where one of the two was skipped, nothing is shown."""
    answer(given, 70)
    assert found(store, history) == []


def test_each_pass_has_its_own_pair(
    store: Store, program: Program, history: ProgramHistory, enrollment: Enrollment, answer: Answer
) -> None:
    """A number of one pass is not put beside one of another pass."""
    again = store.enrollments.begin(program.key, program.slug, program.title, "")
    answer("trust-before", 70, within=enrollment)
    answer("trust-after", 10, within=again)
    both = ProgramHistory((again, enrollment), program)
    assert found(store, both) == []
    answer("trust-after", 50, within=enrollment)
    answer("trust-before", 30, within=again)
    (insight,) = found(store, both)
    assert [bar.value for bar in insight.bars] == [50, 30]
    assert (
        "the mean of 2 times was 50 before and 30 after. Afterward it was lower twice." in insight.description
    )


def test_a_record_has_a_pair_in_each_row(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """Fields named x and x-now on one scale are a pair, in every row, in the session and in practice."""
    answer("log", "a", 80, 5, 60, "yes", "b", 40, 5, 45, ago=3)
    answer("log", "c", 90, 5, 30, "no", practice=True)
    (insight,) = found(store, history)
    assert (insight.key, insight.title) == ("belief:a-program:log:belief", "A log: Belief, before and after")
    assert [(bar.value, bar.note) for bar in insight.bars] == [(70, "3 times"), (45, "3 times")]
    assert "Afterward it was lower twice and about the same once." in insight.description


@pytest.mark.parametrize(
    "values", [("a", 80), ("a", None, 5, 60), ("a", 80, 5, None), ("a", "80", 5, 60), ("a", 80, 5, 600), ()]
)
def test_a_row_without_both_numbers_is_left_out(
    store: Store, history: ProgramHistory, answer: Answer, values: tuple[object, ...]
) -> None:
    """A row that was left early, or whose number is off the scale, is no pair."""
    answer("log", *values)
    assert found(store, history) == []


def test_a_missing_program_has_no_pairs(store: Store, enrollment: Enrollment, answer: Answer) -> None:
    """Which numbers belong together only the program knows."""
    answer("trust-before", 70)
    answer("trust-after", 45)
    assert found(store, ProgramHistory((enrollment,), None)) == []


def test_a_pair_begins_in_the_span(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """What was answered before the span is left out."""
    answer("log", "a", 80, 5, 60, ago=3)
    assert list(belief_changes(store, history, DaySpan(TODAY, TODAY))) == []


def test_the_bundled_thought_record_has_its_pair() -> None:
    """The rule finds the pairs of the bundled program: in session 2 and in session 5."""
    from pathlib import Path

    from resilify_cli.activities.record import Record
    from resilify_cli.content.loader import load_program
    from resilify_cli.insight.beliefs import _paired_fields

    program = load_program(Path(__file__).parents[2] / "programs" / "cultivating-self-compassion")
    record = program.activities["thought-record"][1]
    assert isinstance(record, Record)
    ((before, after),) = _paired_fields(record)
    assert (record.fields[before].label, record.fields[after].label) == ("Belief", "Belief now")
