"""How far a person is in a program, in a few words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.content.models import Program, Session
    from resilify_cli.content.program_summary import ProgramSummary
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


class SessionState(Enum):
    """Where a session lies, seen from the person."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"
    PLANNED = "planned"


def session_states(
    sessions: Sequence[str],
    enrollment: Enrollment | None,
    finished: Mapping[str, int],
    planned: Collection[str] = (),
) -> list[SessionState]:
    """Return each session's state, by the ids of the sessions in their order; some may be only planned."""
    here = current_session(sessions, enrollment, finished, planned) if enrollment else None
    return [
        SessionState.PLANNED
        if session in planned
        else SessionState.HERE
        if session == here
        else SessionState.DONE
        if session in finished
        else SessionState.AHEAD
        for session in sessions
    ]


def current_session(
    sessions: Sequence[str],
    enrollment: Enrollment,
    finished: Mapping[str, int],
    planned: Collection[str] = (),
) -> str | None:
    """Return the session to go on with: the one that was left, else the first not finished.

    None when all are finished that are not `planned`.
    """
    closed = {*finished, *planned}
    if enrollment.session_id in sessions and enrollment.step_id and enrollment.session_id not in planned:
        return enrollment.session_id
    after = sessions.index(enrollment.session_id) + 1 if enrollment.session_id in sessions else 0
    ahead = [session for session in sessions[after:] if session not in closed]
    behind = [session for session in sessions[:after] if session not in closed]
    return next(iter([*ahead, *behind]), None)


def next_session(program: Program, enrollment: Enrollment, store: Store) -> Session | None:
    """Return the session to go on with, or None when all are finished."""
    enrollment, finished = place_and_finished(store, enrollment, program.renamed)
    planned = [session.id for session in program.sessions if session.planned]
    ident = current_session([s.id for s in program.sessions], enrollment, finished, planned)
    return next((session for session in program.sessions if session.id == ident), None)


def place_and_finished(
    store: Store, enrollment: Enrollment, renamed: Mapping[str, str]
) -> tuple[Enrollment, dict[str, int]]:
    """Return a pass at its place, and when each session was finished, by the ids that sessions have today.

    Args:
        store: The store.
        enrollment: The pass.
        renamed: The new ids of the program by the old ones.
    """
    finished = store.enrollments.finished_sessions(enrollment)
    if not renamed:
        return enrollment, finished
    from resilify_cli.content.renamed_ids import current_id, under_current_ids

    finished = under_current_ids(renamed, finished)
    return enrollment._replace(session_id=current_id(renamed, enrollment.session_id)), finished


def standings(store: Store, programs: Iterable[ProgramSummary]) -> dict[str, str]:
    """Return words for how far the person is in each program by its slug: "" where it was never begun."""
    newest: dict[str, Enrollment] = {}
    for enrollment in sorted(store.enrollments.all(), key=lambda found: found.started_at):
        newest[enrollment.program_key] = enrollment
    return {card.slug: _progress_text(store, newest.get(card.key), card) for card in programs}


def _progress_text(store: Store, enrollment: Enrollment | None, card: ProgramSummary) -> str:
    if enrollment is None:
        return ""
    enrollment, finished = place_and_finished(store, enrollment, card.renamed)
    ids = [session.id for session in card.sessions]
    here = current_session(ids, enrollment, finished, [one.id for one in card.sessions if one.planned])
    if here is None:
        return "done"
    place = f"session {ids.index(here) + 1}"
    return f"put down at {place}" if enrollment.paused_at is not None else f"at {place}"
