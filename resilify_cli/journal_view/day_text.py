"""Days and moments as the journal tells them."""

from datetime import date, datetime, timedelta

from resilify_cli.days import clock_of, day_of


def day_text(day: date) -> str:
    """Return a day in words: `Tuesday 3 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def moment_text(at: datetime, day_start: timedelta, named_day: date | None = None) -> str:
    """Return the day that a time belongs to, and its clock time: `Tuesday 3 November 2026, 20:15`.

    Args:
        at: the time, in the zone to tell it in.
        day_start: how long after midnight a day begins.
        named_day: the day that was named for it, if one was.
    """
    day = day_of(at, day_start, named_day)
    return f"{day_text(day)}, {clock_of(at, day)}"
