"""To which day a time belongs, where a person's day need not begin at midnight."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta


def day_of(at: datetime, starts_at: timedelta) -> date:
    """Return the day that a time belongs to, in the zone the time is told in.

    `starts_at` is how long after midnight a day begins: with four hours, 02:30 is the day before.
    """
    # By the clock on the wall, so that a change of clocks moves no entry to another day.
    return (at.replace(tzinfo=None) - starts_at).date()


def beginning(day: date, starts_at: timedelta) -> datetime:
    """Return when a day begins in this computer's zone."""
    return (datetime.combine(day, time()) + starts_at).astimezone()


def same_time(day: date, now: datetime, starts_at: timedelta) -> datetime:
    """Return the time of day that it is now, on another day, in this computer's zone."""
    since = now.replace(tzinfo=None) - datetime.combine(day_of(now, starts_at), time())
    return (datetime.combine(day, time()) + since).astimezone()
