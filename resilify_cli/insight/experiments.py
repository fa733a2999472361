"""Tests of a guess: what was expected beside what happened, in the person's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from resilify_cli.activities.experiment import Experiment
from resilify_cli.activities.follow_up import FollowUp
from resilify_cli.activities.follow_up_answer import EXPERIMENT, Next, Went, followed_id, went_of
from resilify_cli.days import day_of
from resilify_cli.insight.charts import DataTable, TableRow
from resilify_cli.insight.phrases import counted

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.content.models import Program
    from resilify_cli.insight.program_history import ProgramHistory
    from resilify_cli.store.answer_rows import AnswerRow
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.series import DaySpan
    from resilify_cli.store.store import Store

KEY = "experiments:"
_FOLLOW_UP = "follow-up"
# The belief is a number from 0 to 100, as it was asked.
_COLUMNS = ("I expected", "Sure (0 to 100)", "What happened", "Sure after", "I learned")
_OPEN = "still open"
_WENT = {Went.DONE: "I did it", Went.DIFFERENTLY: "I did it differently", Went.NOT_YET: "not yet"}
_LET_GO = "let go"


def experiment_outcomes(store: Store, history: ProgramHistory, span: DaySpan) -> Iterator[DataTable]:
    """Yield the table of a program's tests, oldest first; none where it has none, or is missing.

    Args:
        store: Where they are.
        history: The program, and the passes through it.
        span: The days to look at.
    """
    if history.program is None or not _has_tests(history.program):
        return
    rows = [
        row
        for enrollment in reversed(history.enrollments)
        for row in _find_rows(store, history.program, enrollment, span)
    ]
    if rows:
        answered = sum(row.cells[2] != _OPEN for row in rows)
        said = f"{counted(len(rows), 'test')} of a guess, {answered} of them with what came of it."
        title = f"What you expected, and what happened ({history.title})"
        yield DataTable(f"{KEY}{history.slug}", title, said, _COLUMNS, tuple(rows))


def _has_tests(program: Program) -> bool:
    return any(isinstance(activity, Experiment) for _, activity in program.activities.values())


def _find_rows(store: Store, program: Program, enrollment: Enrollment, span: DaySpan) -> Iterator[TableRow]:
    kept = store.entries.of_kinds(enrollment, (EXPERIMENT, _FOLLOW_UP))
    asked: dict[str, list[AnswerRow]] = {}
    for row in kept:
        if row.activity_kind == _FOLLOW_UP and not _is_private(program, row.activity_id):
            asked.setdefault(program.current_id(followed_id(row.activity_id)), []).append(row)
    tests = [row for row in kept if row.activity_kind == EXPERIMENT]
    for at, row in enumerate(tests):
        name = program.current_id(row.activity_id)
        activity = program.find_activity(row.activity_id)
        day = day_of(row.at, span.starts_at, row.named_day)
        is_shown = isinstance(activity, Experiment) and not activity.private
        if not is_shown or (span.since is not None and day < span.since):
            continue
        assert isinstance(activity, Experiment)
        later = [one.at for one in tests[at + 1 :] if program.current_id(one.activity_id) == name]
        told = [one for one in asked.get(name, ()) if one.at >= row.at and (not later or one.at < later[0])]
        yield TableRow(day, _cells_of(activity, row.values, told))


def _is_private(program: Program, activity_id: str) -> bool:
    activity = program.find_activity(activity_id)
    return activity is not None and activity.private


def _cells_of(
    experiment: Experiment, values: Sequence[AnswerValue], told: Sequence[AnswerRow]
) -> tuple[str, ...]:
    """Return the cells of one test: what was expected, and what its last follow-up says of it."""
    expected = experiment.fields_of(values)
    before = _belief_text(expected)
    prediction = str(expected.get("prediction", ""))
    if not told:
        return (prediction, before, _OPEN, "", "")
    last = told[-1].values
    outcome = _outcome_fields(experiment, last)
    happened = str(outcome.get("happened", "")) or _outcome_words(last)
    return (prediction, before, happened, _belief_text(outcome), str(outcome.get("learned", "")))


def _outcome_fields(experiment: Experiment, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
    asked = FollowUp(
        id="", line=0, of=experiment.id, again="", lines=dict.fromkeys(Went, ""), target=experiment
    )
    return asked.fields_of(values)


def _outcome_words(values: Sequence[AnswerValue]) -> str:
    if Next.LET_GO.value in values[1:2]:
        return _LET_GO
    return _WENT.get(went_of(values) or Went.NOT_YET, "")


def _belief_text(fields: Mapping[str, AnswerValue]) -> str:
    belief = fields.get("belief")
    return str(belief) if isinstance(belief, int) else ""
