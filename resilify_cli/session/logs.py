"""The logs of a person: which there are, their rows, and how a row is filled outside of a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from resilify_cli.activities.log import Log
from resilify_cli.content.languages import find_language
from resilify_cli.days import day_of
from resilify_cli.session.activity_asker import ActivityAsker
from resilify_cli.session.draft import Draft, DraftDate
from resilify_cli.session.localized_prompter import localized
from resilify_cli.session.practice import Practice, run_practice
from resilify_cli.session.stored_history import StoredAnswerHistory

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.content.models import Program, Session, Step
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


@dataclass(frozen=True, slots=True)
class FoundLog:
    """A log that can be filled: its program and pass, and where in the program it stands."""

    program: Program
    enrollment: Enrollment
    session: Session
    step: Step
    log: Log


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of a log.

    Attributes:
        entry_id: Its entry's id.
        at: The time it is about, in the zone it was written in.
        day: The person's day that it belongs to.
        values: The value of each field.
        text: The row as words.
        in_session: Whether it was filled in the session itself.
    """

    entry_id: str
    at: datetime
    day: date
    values: tuple[AnswerValue, ...]
    text: str
    in_session: bool


def find_logs(store: Store, programs: Mapping[str, Program]) -> list[FoundLog]:
    """Return the logs of the sessions that were begun, those of the pass that was touched last first.

    Args:
        store: The store.
        programs: The programs that were begun, by their keys.
    """
    newest: dict[str, Enrollment] = {}
    for enrollment in store.enrollments.all():
        newest.setdefault(enrollment.program_key, enrollment)
    return [
        FoundLog(program, enrollment, session, step, step.content)
        for key, enrollment in newest.items()
        if (program := programs.get(key)) is not None
        for begun_sessions in [store.enrollments.begun_sessions(enrollment)]
        for session in program.sessions
        if not begun_sessions.isdisjoint(program.stored_ids(session.id))
        for step in session.steps
        if isinstance(step.content, Log)
    ]


def match_log(logs: Sequence[FoundLog], name: str) -> FoundLog | None:
    """Return the log whose id or name this is, whatever the case; part of a name is enough."""
    wanted = name.strip().lower()
    for found in logs:
        if wanted == found.log.name.lower() or wanted in found.program.stored_ids(found.log.id):
            return found
    return next((found for found in logs if wanted and wanted in found.log.name.lower()), None)


def log_rows(store: Store, found: FoundLog, starts_at: timedelta) -> list[LogRow]:
    """Return the rows of a log, those about the oldest time first.

    Args:
        store: The store.
        found: The log.
        starts_at: How long after midnight a day of the person begins.
    """
    return [
        LogRow(
            row.entry_id,
            row.at,
            day_of(row.at, starts_at, row.named_day),
            row.values,
            row.text,
            in_session=not row.practice,
        )
        for row in store.entries.kept(found.enrollment, *found.program.stored_ids(found.log.id))
    ]


def fill_row(
    store: Store, prompter: Prompter, found: FoundLog, starts_at: timedelta, date: DraftDate
) -> bool:
    """Ask for one row, and keep it. A half-done row of the same date is gone on with.

    Args:
        store: The store.
        prompter: Asks the person.
        found: The log.
        starts_at: How long after midnight a day of the person begins.
        date: When the row is about, as in `DraftDate`; one without a date is about the time it is begun on.

    Returns:
        Whether it was filled; what was typed is kept either way.
    """
    history = StoredAnswerHistory(store, found.enrollment, found.program, starts_at)
    asker = ActivityAsker(
        store,
        localized(prompter, find_language(found.program.language)),
        found.enrollment,
        history,
        found.session.id,
        found.session.title,
        practice=True,
        draft_date=_date_to_fill(store, found, starts_at, date),
    )
    practice = Practice(found.session, found.step, found.log, 0)
    return run_practice(found.program, practice, asker, "Log")


def _date_to_fill(store: Store, found: FoundLog, starts_at: timedelta, date: DraftDate) -> DraftDate:
    """Return the date of the half-done row that is gone on with, or the named one for a new row beside it."""
    draft = Draft.from_text(store.drafts.find(found.enrollment, found.log.id, True))
    half = draft.draft_date
    if not draft or half is None:
        return date
    named = date.about is not None or date.day is not None
    same = (half.about, half.day) == (date.about, date.day)
    if named and not same:
        store.drafts.begin_beside(found.enrollment, found.log.id, True)
        return date
    begun_today = day_of(half.begun, starts_at) == day_of(date.begun, starts_at)
    if same and not named and not begun_today:
        # It is about the day that it was begun on.
        return half._replace(about=half.begun)
    return half
