"""Lengths of time before a day, as people type them: 30d, 8w, 6m, 1y."""

from __future__ import annotations

import re
from datetime import date, timedelta

from resilify_cli.days import first_of_month, last_of_month, month_number
from resilify_cli.errors import UsageError

_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}


def first_day(text: str, today: date) -> date:
    """Parse a length of time that ends today, and return its first day.

    Args:
        text: such as `30d`.
        today: the last of the days.

    Returns:
        The first day, which is never before the year 1.

    Raises:
        UsageError: the text is no length of time.
    """
    found = re.fullmatch(r"([0-9]{1,4})([dwmy])", text.strip().lower())
    if found is None or not int(found[1]):
        raise UsageError(
            f"{text[:20]!r} is no length of time that can be read here.",
            "Write 30d for days, 8w for weeks, 6m for months or 1y for years.",
        )
    try:
        before = subtract(today, int(found[1]), found[2])
    except (ValueError, OverflowError):
        before = date.min
        if found[2] in _DAYS:
            return before
    return min(today, before + timedelta(days=1))


def subtract(day: date, count: int, unit: str) -> date:
    """Return the day that is so much before another.

    Args:
        day: the day to count back from.
        count: how many.
        unit: `d` for days, `w` for weeks, `m` for months, `y` for years. A month that is too short for the
            day gives its last day.

    Raises:
        ValueError, OverflowError: there is no such day.
    """
    if unit in _DAYS:
        return day - timedelta(days=count * _DAYS[unit])
    month = month_number(day) - count * _MONTHS[unit]
    return first_of_month(month).replace(day=min(day.day, last_of_month(month).day))
