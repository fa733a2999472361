"""Where the axes of a line chart have labels, and what the labels say."""

from __future__ import annotations

from calendar import month_abbr
from datetime import date, timedelta

from resilify_cli.days import first_of_month, month_number

_STEPS_IN_DAYS = (1, 2, 7, 14)
_STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_MOST_PARTS = 6


def number_ticks(low: float, high: float) -> dict[float, str]:
    """Return the labels of a number axis by their values: both ends, and even steps between them.

    The steps are whole numbers where six steps or fewer can be.
    """
    length = high - low
    parts = next((n for n in (length, 5, 4, 3, 2) if n <= _MOST_PARTS and (length / n).is_integer()), 2)
    parts = max(1, int(parts))
    values = [low + length * at / parts for at in range(parts + 1)]
    return {value: f"{value:.4g}" for value in values}


def day_ticks(first: date, last: date, most: int) -> dict[date, str]:
    """Return the labels of a time axis by their days: days, the first of months, or the first of years.

    Args:
        first: The first day of the axis.
        last: The last day.
        most: How many labels have room, at least 3: two are not enough for a month without its first.
    """
    length = (last - first).days
    for step in _STEPS_IN_DAYS:
        if length // step < most:
            days = [first + timedelta(days=at) for at in range(0, length + 1, step)]
            return {day: f"{day.day} {month_abbr[day.month]}" for day in days}
    # Months are counted from the year 0, so that steps of several months begin with January.
    months = [first_of_month(month) for month in range(month_number(first), month_number(last) + 1)]
    for step in _STEPS_IN_MONTHS:
        days = [day for day in months if month_number(day) % step == 0 and first <= day]
        if len(days) <= most:
            break
    # Only centuries have more.
    days = days[:: -(-len(days) // most)]
    return {day: str(day.year) if step >= 12 else f"{month_abbr[day.month]} {day.year}" for day in days}
