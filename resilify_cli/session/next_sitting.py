"""When and where a person means to go on with a program, in their own words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from resilify_cli.days import day_of

if TYPE_CHECKING:
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store

KIND = "next-sitting"
# What was said longer ago is a reminder of what did not come to be.
_MOST_DAYS = 60


def next_sitting(
    store: Store, enrollment: Enrollment, today: date, starts_at: timedelta = timedelta()
) -> str:
    """Return when and where a person means to go on, as long as they have not begun another session.

    Args:
        store: Where it is kept.
        enrollment: The pass through the program.
        today: The person's day.
        starts_at: How long after midnight a day of the person begins.

    Returns:
        Their words; empty where they said nothing, went on since, or said it long ago.
    """
    if enrollment.step_id:
        return ""
    said = [
        row
        for row in store.entries.of_kinds(enrollment, (KIND,))
        if row.session_id == enrollment.session_id and row.text.strip()
    ]
    if not said:
        return ""
    day = day_of(said[-1].at, starts_at, said[-1].named_day)
    return said[-1].text if (today - day).days < _MOST_DAYS else ""
