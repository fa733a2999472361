"""To which day a time or an entry belongs, where a person's day need not begin at midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Days(NamedTuple):
    """A span of days: from `first` to `last`, both included; None is no limit on that side.

    `starts_at` is how long after midnight a day begins.
    """

    first: date | None = None
    last: date | None = None
    starts_at: timedelta = timedelta()


def date_text(day: date) -> str:
    """Return a day as it is read out: `3 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def day_of(at: datetime, starts_at: timedelta, named: date | None = None) -> date:
    """Return the day that an entry belongs to: the one `named` for it, else that of its time.

    This is the one meaning of a day; `store.entry_days` says the same to SQLite.

    Args:
        at: The entry's time, in the zone it was written in: the clock on the wall counts.
        starts_at: How long after midnight a day begins: with four hours, 02:30 is the day before.
        named: A day that was told without a time, so that no clock decides about it.
    """
    # By the clock on the wall, which is what Python subtracts from: a change of clocks moves no entry to
    # another day.
    return named or (at - starts_at).date()


def clock_of(at: datetime, day: date) -> str:
    """Return the time of day to tell beside a day, with "at night" where it is of the date after.

    Three in the night of Tuesday would be taken for three on Tuesday's own morning.
    """
    clock = _clock_text(at.hour, at.minute)
    return f"{clock} at night" if at.date() > day else clock


@lru_cache(maxsize=24 * 60)  # Of many entries each minute of a day comes again and again.
def _clock_text(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"


def same_time(day: date, now: datetime, starts_at: timedelta, zone: tzinfo) -> datetime:
    """Return the time of day that it is now, on another day, in the zone."""
    since = now.replace(tzinfo=None) - datetime.combine(day_of(now, starts_at), time())
    return from_wall(datetime.combine(day, time()) + since, zone)


def from_wall(naive: datetime, zone: tzinfo) -> datetime:
    """Return the moment that a clock on the wall shows a time, with the zone's distance from UTC then.

    A time that the clocks leave out in spring is as much later; of one that comes twice it is the first.

    Args:
        naive: What the clock shows.
        zone: The zone of the clock.

    Raises:
        OSError, OverflowError: the zone can't tell of a time so far away.
    """
    early, late = (naive.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if early == late:
        # The two differ where the clocks change, and only there.
        return naive.replace(tzinfo=timezone(early or timedelta()), fold=0)
    first = in_zone(naive.replace(tzinfo=zone, fold=0), zone)
    if first.replace(tzinfo=None) == naive:
        return first
    # Where there is no such time, one of the two readings is before the change, and the other after it.
    return max(first, in_zone(naive.replace(tzinfo=zone, fold=1), zone))


def in_zone(at: datetime, zone: tzinfo) -> datetime:
    """Return a moment as a clock in the zone shows it, with the zone's distance from UTC at that moment.

    What is returned carries that distance alone, so that times compare and subtract as moments do.

    Raises:
        OSError, OverflowError: the zone can't tell of a time so far away.
    """
    # By way of UTC, since a time that is in the zone already may be one that the clocks leave out.
    moved = at.astimezone(UTC).astimezone(zone)
    return moved.replace(tzinfo=timezone(moved.utcoffset() or timedelta()), fold=0)


def month_number(day: date) -> int:
    """Return the number of the month that a day is in; months are numbered on from January of the year 0."""
    return day.year * 12 + day.month - 1


def first_of_month(number: int) -> date:
    """Return the first day of the month with a number as `month_number` gives.

    Raises:
        ValueError: The month is before the year 1 or after the year 9999.
    """
    return date(number // 12, number % 12 + 1, 1)


def last_of_month(number: int) -> date:
    """Return the last day of the month with a number as `month_number` gives.

    Raises:
        ValueError: The month is before the year 1, or the last of the year 9999 or after it.
    """
    return first_of_month(number + 1) - timedelta(days=1)
