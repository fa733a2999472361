"""The day of an entry, in Python and in SQL.

A row has its time, its zone, and in `named_day` the day that was given for it without a time, if one was;
so every view follows when a person's day begins at another hour. `named_day` counts as `date.toordinal`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from resilify_cli.store.entry_times import (
    LAST_SEQ,
    MOST_DAYS_APART,
    MOST_MILLISECONDS,
    MOST_MINUTES,
    SEQ_SHIFT,
    local_time,
    near_day,
)

if TYPE_CHECKING:
    from resilify_cli.days import Days
    from resilify_cli.store.engine import Row

_DAY_MS = 86_400_000
_UNIX_DAY = date(1970, 1, 1).toordinal()
# How far the time of an entry can be from its day, in days: by its name, its zone, and when a day begins.
_BEFORE, _AFTER = MOST_DAYS_APART + 1, MOST_DAYS_APART + 3
# The time on the clock of an entry, in milliseconds, where it is not damaged.
_SOUND = (
    f"e.created_at BETWEEN -{MOST_MILLISECONDS} AND {MOST_MILLISECONDS}"
    f" AND e.utc_offset BETWEEN -{MOST_MINUTES} AND {MOST_MINUTES}"
)
_SOUND_WALL = "(e.created_at + e.utc_offset * 60000)"
# What is damaged is taken for the nearest that there is.
_WALL = (
    f"(max(-{MOST_MILLISECONDS}, min({MOST_MILLISECONDS}, e.created_at))"
    f" + max(-{MOST_MINUTES}, min({MOST_MINUTES}, e.utc_offset)) * 60000)"
)


def named_day(row: Row) -> date | None:
    """Return the day that the person named for an entry without a time, if any."""
    number = near_day(row["named_day"], local_time(row["created_at"], row["utc_offset"]))
    return date.fromordinal(number) if number is not None else None


def day_sql(starts_at: timedelta) -> str:
    """Return SQL for the day of an entry `e`, as a number that `date.fromordinal` takes."""
    start = starts_at // timedelta(milliseconds=1)
    # Nearly all entries are sound and have no named day. To see whether one is near takes twice as long as
    # the day itself, and to compare with the ends of what there can be a third of `min` and `max`.
    return (
        f"CASE WHEN e.named_day IS NULL AND {_SOUND} THEN {_day_number(start, _SOUND_WALL)}"
        f" WHEN {_NEAR_DAY} THEN e.named_day ELSE {_day_number(start)} END"
    )


def day_conditions(days: Days, key: str) -> list[tuple[str, int]]:
    """Return the conditions for an entry `e` to be of these days, each with its parameter.

    The rough ones on `key`, the number of the row, are what an index answers; the others look at each row.
    """
    conditions: list[tuple[str, int]] = []
    day = day_sql(days.starts_at)
    if days.first:
        conditions += [(f"{key} >= ?", first_seq(days.first)), (f"{day} >= ?", days.first.toordinal())]
    if days.last:
        conditions += [(f"{key} < ?", _end_seq(days.last)), (f"{day} <= ?", days.last.toordinal())]
    return conditions


def first_seq(day: date) -> int:
    """Return a row number at or below those of all entries of this day and later ones."""
    return _seq_of(day.toordinal() - _BEFORE)


def _end_seq(day: date) -> int:
    return _seq_of(day.toordinal() + _AFTER)


def _day_number(start: int, wall: str = _WALL) -> str:
    # Counted from the year 1, so that the division never meets a negative number, which SQLite would
    # round up.
    return f"({wall} + {_UNIX_DAY * _DAY_MS - start}) / {_DAY_MS}"


def _seq_of(day: int) -> int:
    """Return the lowest number of a row of a day in UTC."""
    seq = (day - _UNIX_DAY) * _DAY_MS << SEQ_SHIFT
    return max(-LAST_SEQ - 1, min(LAST_SEQ, seq))


_NEAR_DAY = (
    f"e.named_day BETWEEN {_day_number(0)} - {MOST_DAYS_APART} AND {_day_number(0)} + {MOST_DAYS_APART}"
)
# Whether the named day of an entry `e` is so far from its time that it must be damaged.
FAR_DAY = f"e.named_day IS NOT NULL AND NOT {_NEAR_DAY}"
