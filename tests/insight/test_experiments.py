"""What was expected stands beside what happened, by test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from resilify_cli.activities.questions import AnswerValue
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.insight.experiments import experiment_outcomes
from resilify_cli.insight.program_history import ProgramHistory
from resilify_cli.insight.report import ReportOptions, build_report
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entries import Response
from resilify_cli.store.series import DaySpan
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.insight.conftest import ALL, TODAY

_BODY = """## One

:::{experiment} guess
Which guess?
:::

:::{experiment} hidden
:private: yes
Which guess?
:::

:::{follow-up} guess
How did it go?
:::
"""
_GUESS = ("They will laugh", 80, "I ask anyway", "Tuesday")
Given = Callable[..., None]


@pytest.fixture
def program(full_program: Callable[..., Path]) -> Program:
    return load_program(full_program(_BODY))


@pytest.fixture
def enrollment(store: Store, program: Program) -> Enrollment:
    return store.enrollments.begin(program.key, program.slug, program.title, "")


@pytest.fixture
def given(store: Store, clock: FixedClock, enrollment: Enrollment) -> Given:
    """Answer an activity of some kind some days before today."""

    def answer(activity_id: str, kind: str, *values: AnswerValue, ago: int = 0) -> None:
        clock.time = datetime(2026, 11, 21, 12, tzinfo=UTC) - timedelta(days=ago)
        text = "\n".join(map(str, values))
        kept = Response("session-1", "Session 1", activity_id, kind, "?", text, values)
        store.entries.answer(enrollment, kept)

    return answer


def _rows(
    store: Store, enrollment: Enrollment, program: Program, span: DaySpan = ALL
) -> list[tuple[str, ...]]:
    tables = list(experiment_outcomes(store, ProgramHistory((enrollment,), program), span))
    return [row.cells for table in tables for row in table.rows]


def test_a_prediction_stands_beside_its_outcome(
    store: Store, enrollment: Enrollment, program: Program, given: Given
) -> None:
    """With how sure the person was before and after it, and what was learned."""
    given("guess", "experiment", *_GUESS, ago=5)
    assert _rows(store, enrollment, program) == [("They will laugh", "80", "still open", "", "")]
    given("follow-up-guess", "follow-up", "done", "Nobody laughed", 30, "Asking costs less", ago=3)
    (table,) = experiment_outcomes(store, ProgramHistory((enrollment,), program), ALL)
    assert table.description == "1 test of a guess, 1 of them with what came of it."
    assert [(row.day, row.cells) for row in table.rows] == [
        (
            date(2026, 11, 16),
            ("They will laugh", "80", "Nobody laughed", "30", "Asking costs less"),
        )
    ]


@pytest.mark.parametrize(
    ("values", "told"),
    [(("not-yet", "keep"), "not yet"), (("not-yet", "let-go"), "let go"), (("differently",), "differently")],
)
def test_what_was_not_tried_is_said_plainly(
    store: Store, enrollment: Enrollment, program: Program, given: Given, values: tuple[str, ...], told: str
) -> None:
    """Without a word of blame; one that was asked about outside of the program counts too."""
    given("guess", "experiment", *_GUESS, ago=5)
    given("follow-up-guess--on-2026-11-20", "follow-up", *values, ago=1)
    assert told in _rows(store, enrollment, program)[0][2]


def test_private_ones_and_other_days_are_left_out(
    store: Store, enrollment: Enrollment, program: Program, given: Given
) -> None:
    """In the report too; and where the program is missing nothing is known to be not private."""
    given("hidden", "experiment", "SECRET", 10, "SECRET", "", ago=2)
    given("guess", "experiment", *_GUESS, ago=9)
    assert len(_rows(store, enrollment, program)) == 1
    assert _rows(store, enrollment, program, DaySpan(TODAY, TODAY - timedelta(days=3))) == []
    assert list(experiment_outcomes(store, ProgramHistory((enrollment,), None), ALL)) == []


def test_the_report_has_each_test_once(
    store: Store, enrollment: Enrollment, program: Program, given: Given
) -> None:
    """Among the tests, and so not among the plans; without plans there is neither."""
    given("guess", "experiment", *_GUESS, ago=5)
    given("hidden", "experiment", "SECRET", 10, "SECRET", "", ago=2)
    given("a-plan", "plan", "I walk", ago=2)
    programs = {program.key: program}
    report = build_report(store, programs, ALL, ReportOptions())
    assert [entry.text for entry in report.plans] == ["I walk"]
    assert [len(table.rows) for table in report.tests] == [1]
    assert [insight.key for insight in report.insights if insight.key.startswith("experiments")] == []
    assert "SECRET" not in str(report)
    assert build_report(store, programs, ALL, ReportOptions(plans=False)).tests == ()
    gone = build_report(store, {}, ALL, ReportOptions())
    assert (len(gone.plans), gone.tests) == (3, ())
