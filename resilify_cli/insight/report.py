"""What a page to keep has in it: gathered from the store by what the person chose, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from resilify_cli.days import Days, day_of
from resilify_cli.insight.overview import pictures
from resilify_cli.insight.pictures import Picture
from resilify_cli.store.entry_rows import local_time
from resilify_cli.store.journal import Filter

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.series import Span
    from resilify_cli.store.store import Store

# More than any journal has.
_EVERY = 10**9
_PLAN = "plan"


class Entries(Enum):
    """Which entries of the journal to put in: none, those written in programs, or all of them."""

    NONE = "none"
    PROGRAM = "program"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose. `program` is the key of the only program to tell of, or None for all."""

    entries: Entries = Entries.NONE
    program: str | None = None
    progress: bool = True
    plans: bool = True
    measures: bool = True


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session of a program: the day on which it was finished, or None; and whether it is under way."""

    title: str
    finished: date | None
    under_way: bool = False


@dataclass(frozen=True, slots=True)
class Pass:
    """One way through a program."""

    title: str
    begun: date
    finished: date | None
    sessions: tuple[SessionLine, ...]

    @property
    def done(self) -> int:
        """How many sessions are finished."""
        return sum(session.finished is not None for session in self.sessions)


@dataclass(frozen=True, slots=True)
class Report:
    """All that is on the page, oldest first in each part. `since` is the first day it tells of, if any."""

    today: date
    since: date | None
    passes: tuple[Pass, ...]
    plans: tuple[Entry, ...]
    pictures: tuple[Picture, ...]
    entries: tuple[Entry, ...]

    def __bool__(self) -> bool:
        """Whether there is anything on it."""
        return bool(self.passes or self.plans or self.pictures or self.entries)


def gather(store: Store, programs: Mapping[str, Program], span: Span, choice: Choice) -> Report:
    """Return the report of the days of `span`, with what was chosen.

    `programs` are those that the person has been in, by key; one that is missing is told by the ids
    that the store knows. Plans are told as plans and never among the entries, so that leaving them out
    leaves them out.
    """
    written = _written(store, span, choice)
    wants_entries = choice.entries is not Entries.NONE
    return Report(
        today=span.today,
        since=span.since,
        passes=tuple(_passes(store, programs, span, choice)) if choice.progress else (),
        plans=tuple(entry for entry in written if choice.plans and entry.activity_kind == _PLAN),
        pictures=tuple(pictures(store, programs, span, choice.program)) if choice.measures else (),
        entries=tuple(entry for entry in written if wants_entries and entry.activity_kind != _PLAN),
    )


def _written(store: Store, span: Span, choice: Choice) -> Sequence[Entry]:
    """Return the entries of the span that the choice may have use for, oldest first."""
    if choice.entries is Entries.NONE and not choice.plans:
        return ()
    wanted = Filter(
        program=choice.program or "",
        days=Days(span.since, None, span.starts_at) if span.since else None,
        kind="" if choice.entries is Entries.ALL else "response",
    )
    return store.journal.page(wanted, _EVERY).entries[::-1]


def _passes(store: Store, programs: Mapping[str, Program], span: Span, choice: Choice) -> Iterator[Pass]:
    """Yield the ways through programs on which something happened in the span."""
    for enrollment in sorted(store.enrollments.every(), key=lambda one: one.started_at):
        if choice.program not in (None, enrollment.program_key):
            continue
        finished = store.enrollments.finished_sessions(enrollment)
        last = _day(max([enrollment.updated_at, *finished.values()]), span)
        if span.since is None or last >= span.since:
            yield Pass(
                enrollment.title,
                _day(enrollment.started_at, span),
                _day(enrollment.finished_at, span) if enrollment.finished_at else None,
                _sessions(enrollment, programs.get(enrollment.program_key), finished, span),
            )


def _sessions(
    enrollment: Enrollment, program: Program | None, finished: Mapping[str, int], span: Span
) -> tuple[SessionLine, ...]:
    """Return the program's sessions, then finished ones that it no longer has, by what their ids say."""
    titles = {session.id: session.title for session in program.sessions} if program else {}
    for ident in sorted(finished, key=lambda known: finished[known]):
        titles.setdefault(ident, ident.replace("-", " ").capitalize())
    return tuple(
        SessionLine(
            title,
            _day(finished[ident], span) if ident in finished else None,
            under_way=ident == enrollment.session_id and bool(enrollment.step_id),
        )
        for ident, title in titles.items()
    )


def _day(at: int, span: Span) -> date:
    """Return the day of a time in Unix milliseconds, in this computer's zone."""
    return day_of(local_time(at, 0).astimezone(), span.starts_at)
