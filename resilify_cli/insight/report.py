"""Gathers what the report has in it: what the person chose, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from resilify_cli.activities.follow_up_answer import EXPERIMENT
from resilify_cli.content.renamed_ids import under_current_ids
from resilify_cli.days import Days
from resilify_cli.insight.experiments import KEY as EXPERIMENTS
from resilify_cli.insight.experiments import experiment_outcomes
from resilify_cli.insight.mood_calendar import calendar_start, mood_calendar
from resilify_cli.insight.overview import all_insights
from resilify_cli.insight.private_answers import private_answers
from resilify_cli.insight.program_history import program_histories
from resilify_cli.store.journal import Filter

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.insight.charts import DataTable, Insight, MoodCalendar
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.series import DaySpan
    from resilify_cli.store.store import Store

# What a person meant to do: if then, or to see whether it goes as they expect.
_PLANS = frozenset({"plan", "experiment"})


class EntrySelection(Enum):
    """Which entries of the journal to put in: none, those written in programs, or all of them."""

    NONE = "none"
    PROGRAM = "program"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the person wants in the report.

    Attributes:
        entries: Which journal entries.
        program: The key of the only program to tell of, or None for all.
        progress: Whether the sessions of each enrollment.
        plans: Whether the plans, and the tests of a guess with what came of them.
        measures: Whether the charts, and the numbers of logs.
    """

    entries: EntrySelection = EntrySelection.NONE
    program: str | None = None
    progress: bool = True
    plans: bool = True
    measures: bool = True


@dataclass(frozen=True, slots=True)
class SessionProgress:
    """A session of a program, the day on which it was finished if it is, and whether it is under way."""

    title: str
    finished: date | None
    under_way: bool = False


@dataclass(frozen=True, slots=True)
class EnrollmentProgress:
    """An enrollment in a program, how far it has come, and the day on which it was put down, if it is."""

    title: str
    begun: date
    finished: date | None
    sessions: tuple[SessionProgress, ...]
    put_down: date | None = None

    @property
    def done(self) -> int:
        """How many sessions are finished."""
        return sum(session.finished is not None for session in self.sessions)


class ReportEntries(Protocol):
    """The entries of a report, oldest first."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Entry]: ...


class StoredEntries:
    """The entries of a report, read from the open store each time they are gone through: they may be many.

    Args:
        read: Yields them.
    """

    def __init__(self, read: Callable[[], Iterator[Entry]]) -> None:
        self._read = read
        self._count: int | None = None

    def __bool__(self) -> bool:
        """Whether there are any; no more than the first is read."""
        return any(True for _ in self._read())

    def __len__(self) -> int:
        """Return how many there are; at once, if they were gone through before."""
        if self._count is None:
            self._count = sum(1 for _ in self._read())
        return self._count

    def __iter__(self) -> Iterator[Entry]:
        count = 0
        for entry in self._read():
            yield entry
            count += 1
        self._count = count


@dataclass(frozen=True, slots=True)
class Report:
    """All that is on the page, oldest first in each part; `since` is its first day, None for all days.

    `entries` may be read from the store only as they are gone through.
    """

    today: date
    since: date | None
    enrollments: tuple[EnrollmentProgress, ...]
    plans: tuple[Entry, ...]
    insights: tuple[Insight, ...]
    entries: ReportEntries
    tests: tuple[DataTable, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything on it."""
        return bool(self.enrollments or self.plans or self.tests or self.insights or self.entries)


def build_report(
    store: Store, programs: Mapping[str, Program], span: DaySpan, options: ReportOptions
) -> Report:
    """Return the report of the days of `span`; the store must be open until its entries have been read.

    Plans stand among the plans and never among the entries, so that leaving them out leaves them out. What a
    program keeps private is in neither.

    Args:
        store: Where the data are.
        programs: The programs that the person has been in, by key. The sessions of one that is missing
            are named by their ids.
        span: The days to tell of.
        options: What the person wants in it.
    """
    private = private_answers(store, programs)
    wanted = Filter(
        program=options.program or "",
        days=Days(span.since, None, span.starts_at) if span.since else None,
        kind="" if options.entries is EntrySelection.ALL else "response",
    )

    def plans() -> Iterator[Entry]:
        found = store.journal.oldest_first(wanted, _PLANS)
        hidden = private | _shown_tests(store, programs)
        return (entry for entry in found if (entry.enrollment_id, entry.activity_id) not in hidden)

    def entries() -> Iterator[Entry]:
        return (
            entry
            for entry in store.journal.oldest_first(wanted)
            if entry.activity_kind not in _PLANS and (entry.enrollment_id, entry.activity_id) not in private
        )

    return Report(
        today=span.today,
        since=span.since,
        enrollments=tuple(_find_enrollments(store, programs, span, options)) if options.progress else (),
        plans=tuple(plans()) if options.plans else (),
        insights=_find_insights(store, programs, span, options),
        entries=() if options.entries is EntrySelection.NONE else StoredEntries(entries),
        tests=tuple(_find_tests(store, programs, span, options)) if options.plans else (),
    )


def _find_tests(
    store: Store, programs: Mapping[str, Program], span: DaySpan, options: ReportOptions
) -> Iterator[DataTable]:
    """Yield the experiments of each program, with their outcomes."""
    for history in program_histories(store, programs, options.program):
        yield from experiment_outcomes(store, history, span)


def _shown_tests(store: Store, programs: Mapping[str, Program]) -> set[tuple[str, str]]:
    """Return the experiments whose outcomes stand in a table, by enrollment and id."""
    return {
        (enrollment.id, stored_id)
        for enrollment in store.enrollments.all()
        if (program := programs.get(enrollment.program_key)) is not None
        for activity_id, (_, activity) in program.activities.items()
        if activity.kind == EXPERIMENT
        for stored_id in program.stored_ids(activity_id)
    }


def _find_insights(
    store: Store, programs: Mapping[str, Program], span: DaySpan, options: ReportOptions
) -> tuple[Insight, ...]:
    """Return the charts of the report, the calendar of moods last; one program's report has no check-ins."""
    if not options.measures:
        return ()
    every = all_insights(store, programs, span, options.program)
    # They are words, and stand among the plans.
    found = [insight for insight in every if not insight.key.startswith(EXPERIMENTS)]
    calendar = None if options.program else _find_calendar(store, span)
    return (*found, *([calendar] if calendar else []))


def _find_calendar(store: Store, span: DaySpan) -> MoodCalendar | None:
    begin = calendar_start(span.today)
    in_year = span._replace(since=max(span.since, begin) if span.since else begin)
    return mood_calendar(store.series.moods(in_year), span.today)


def _find_enrollments(
    store: Store, programs: Mapping[str, Program], span: DaySpan, options: ReportOptions
) -> Iterator[EnrollmentProgress]:
    """Yield the enrollments that were begun or changed in the span."""
    for enrollment in sorted(store.enrollments.walks(), key=lambda one: one.started_at):
        if options.program not in (None, enrollment.program_key):
            continue
        finished = store.enrollments.finished_sessions(enrollment)
        last = span.day_at(max([enrollment.updated_at, *finished.values()]))
        if span.since is None or last >= span.since:
            yield EnrollmentProgress(
                enrollment.title,
                span.day_at(enrollment.started_at),
                span.day_at(enrollment.finished_at) if enrollment.finished_at else None,
                _session_progress(enrollment, programs.get(enrollment.program_key), finished, span),
                span.day_at(enrollment.paused_at) if enrollment.paused_at is not None else None,
            )


def _session_progress(
    enrollment: Enrollment, program: Program | None, finished: Mapping[str, int], span: DaySpan
) -> tuple[SessionProgress, ...]:
    """Return the program's sessions, then finished ones that it no longer has, named by their ids."""
    finished = under_current_ids(program.renamed, finished) if program else finished
    here = program.current_id(enrollment.session_id) if program else enrollment.session_id
    titles = {session.id: session.title for session in program.sessions} if program else {}
    for ident in sorted(finished, key=lambda known: finished[known]):
        titles.setdefault(ident, ident.replace("-", " ").capitalize())
    return tuple(
        SessionProgress(
            title,
            span.day_at(finished[ident]) if ident in finished else None,
            under_way=ident == here and bool(enrollment.step_id),
        )
        for ident, title in titles.items()
    )
