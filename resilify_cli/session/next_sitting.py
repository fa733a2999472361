"""When and where a person means to go on with a program, in their own words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.days import day_of

if TYPE_CHECKING:
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store

KIND = "next-sitting"
# What was said longer ago is a reminder of what did not come to be.
_MOST_DAYS = 60


class NextSitting(NamedTuple):
    """What a person said about the next sitting.

    Attributes:
        words: When and where, as they wrote it.
        said_on: The person's day on which they wrote it.
    """

    words: str
    said_on: date


def next_sitting(
    store: Store, enrollment: Enrollment, today: date, starts_at: timedelta = timedelta()
) -> NextSitting | None:
    """Return when and where a person means to go on, as long as they have not begun another session.

    Args:
        store: Where it is kept.
        enrollment: The pass through the program.
        today: The person's day.
        starts_at: How long after midnight a day of the person begins.

    Returns:
        What they said last; None where they said nothing, went on since, or said it long ago.
    """
    if enrollment.step_id:
        return None
    said = [
        row
        for row in store.entries.of_kinds(enrollment, (KIND,))
        if row.session_id == enrollment.session_id and row.text.strip()
    ]
    if not said:
        return None
    day = day_of(said[-1].at, starts_at, said[-1].named_day)
    return NextSitting(said[-1].text, day) if (today - day).days < _MOST_DAYS else None
