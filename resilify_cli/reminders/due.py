"""Whether a reminder is due: its time has come, it was not shown yet, and what it is about is not done.

All times here are those of the clock on the wall, without a zone.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.days import day_of

if TYPE_CHECKING:
    from resilify_cli.reminders.reminder import Reminder

_DAY = timedelta(days=1)
# The last minute of a window is one of it.
_MINUTE = timedelta(minutes=1)
# A week, and the days before and after whose windows reach into it.
_DAYS_AROUND = 8


class Occasion(NamedTuple):
    """One time that a reminder comes.

    Attributes:
        begins: When its window begins.
        ends: When its window ends; the same where it is one minute.
        counts_from: What was done from then on is done for this occasion.
        shown_until: A reminder that is late is shown until then: the computer may have been off.
    """

    begins: datetime
    ends: datetime
    counts_from: datetime
    shown_until: datetime


def occasion_at(reminder: Reminder, now: datetime, starts_at: timedelta) -> Occasion | None:
    """Return the occasion that has begun last.

    What is done on a day counts for that day's occasion. Of several on a day, what is done counts for the one
    that it is nearer to, and so does a reminder that is late.

    Args:
        reminder: The reminder.
        now: The time.
        starts_at: How long after midnight a day of the person begins.
    """
    begun = [at for at in _window_starts(reminder, now.date()) if at[0] <= now]
    if not begun:
        return None
    begins, length = begun[-1]
    after = next(at for at, _ in _window_starts(reminder, begins.date()) if at > begins)
    day = day_of(begins, starts_at)
    counts_from = datetime.combine(day, time()) + starts_at
    if len(begun) > 1 and day_of(begun[-2][0], starts_at) == day:
        counts_from = _midpoint(begun[-2][0], begins)
    ends = begins + length
    return Occasion(begins, ends, counts_from, max(ends + _MINUTE, _midpoint(begins, after)))


def is_due(
    reminder: Reminder, now: datetime, starts_at: timedelta, done: datetime | None, shown: datetime | None
) -> bool:
    """Return whether a reminder is to be shown now.

    Args:
        reminder: The reminder.
        now: The time.
        starts_at: How long after midnight a day of the person begins.
        done: When what it is about was done last, as far as is known.
        shown: When it was shown last.
    """
    occasion = occasion_at(reminder, now, starts_at)
    if occasion is None or now >= occasion.shown_until:
        return False
    is_done = done is not None and occasion.counts_from <= done
    was_shown = shown is not None and occasion.begins <= shown
    return not (is_done or was_shown)


def next_beginning(reminder: Reminder, now: datetime) -> datetime:
    """Return when the window that comes next begins."""
    return next(at for at, _ in _window_starts(reminder, now.date()) if at > now)


def _window_starts(reminder: Reminder, around: date) -> list[tuple[datetime, timedelta]]:
    """Return when windows begin in the days around a date, the first first, each with its length."""
    first = datetime.combine(around, time()) - _DAYS_AROUND * _DAY
    days = (first + number * _DAY for number in range(2 * _DAYS_AROUND + 1))
    return [
        (day + timedelta(minutes=window.start), timedelta(minutes=window.length))
        for day in days
        if day.weekday() in reminder.weekdays
        for window in reminder.windows
    ]


def _midpoint(first: datetime, second: datetime) -> datetime:
    return first + (second - first) / 2
