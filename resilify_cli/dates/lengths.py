"""Reads lengths of time as people type them: 30d, 8w, 6m, 1y."""

from __future__ import annotations

import re
from datetime import date, timedelta

from resilify_cli.errors import UsageError

_MONTHS = {"m": 1, "y": 12}
_DAYS = {"d": 1, "w": 7}


def first_day(text: str, today: date) -> date:
    """Return the first of the last so many days, weeks, months or years, `today` being the last day.

    Raises:
        UsageError: the text is no length of time.
    """
    found = re.fullmatch(r"([0-9]{1,4})([dwmy])", text.strip().lower())
    if found is None or not int(found[1]):
        raise UsageError(
            f"{text[:20]!r} is no length of time that can be read here.",
            "Write 30d for days, 8w for weeks, 6m for months or 1y for years.",
        )
    many, unit = int(found[1]), found[2]
    if unit in _MONTHS:
        return min(today, _months_before(today, many * _MONTHS[unit]) + timedelta(days=1))
    return date.fromordinal(max(1, today.toordinal() - many * _DAYS[unit] + 1))


def _months_before(day: date, months: int) -> date:
    """Return the same day some months earlier, or the last day of a month that is too short for it.

    Before the year 1 there is none, so that is where it ends.
    """
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if years < date.min.year:
        return date.min
    after = date(years + month // 11, (month + 1) % 12 + 1, 1)
    return min(date(years, month + 1, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))
