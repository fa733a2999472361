"""Finds the session of a program that a person names by its number, or that comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.errors import UsageError
from resilify_cli.session.program_progress import next_session, place_and_finished

if TYPE_CHECKING:
    from resilify_cli.content.models import Program, Session
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


def check_session(program: Program, number: int | None) -> None:
    """Check that a program has a session of this number that can be started; None is always right.

    Raises:
        UsageError: It has none.
    """
    if number is None:
        return
    if number > len(program.sessions):
        raise UsageError(
            f"There is no session {number}: this program has {len(program.sessions)}.",
            f"To see them: resilify show {program.slug}",
        )
    if program.sessions[number - 1].planned:
        raise UsageError(
            f"Session {number} is planned, and can't be started yet.",
            f"To see the sessions: resilify show {program.slug}",
        )


def is_look_back(program: Program, enrollment: Enrollment, store: Store, session: Session) -> bool:
    """Return whether a session was finished before, and the person is in another one."""
    _, finished = place_and_finished(store, enrollment, program.renamed)
    ahead = next_session(program, enrollment, store)
    return session.id in finished and ahead is not None and ahead is not session


def find_session(
    program: Program, enrollment: Enrollment, store: Store, number: int | None
) -> Session | None:
    """Return the session of this number, or the next one; None where all have been finished.

    Raises:
        UsageError: There is no session of this number that can be started.
    """
    if number is None:
        return next_session(program, enrollment, store)
    check_session(program, number)
    return program.sessions[number - 1]
