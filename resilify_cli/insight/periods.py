"""Groups days into weeks, months or quarters, so that years fit on a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from resilify_cli.days import first_of_month, month_number
from resilify_cli.insight.phrases import day_name

# Beyond a month, single days are a thicket. 60 points are what a line 40 columns wide can tell apart.
_MOST_DAYS = 31
_MOST_POINTS = 60


@dataclass(frozen=True, slots=True)
class Period:
    """A way to group days. Its groups have consecutive numbers.

    Attributes:
        name: What one group is called, such as "week".
        number: The number of the group that a day is in.
        first_day: The first day of the group of that number.
        in_words: When the group is that begins on a day, such as "in November 2026".
    """

    name: str
    number: Callable[[date], int]
    first_day: Callable[[int], date]
    in_words: Callable[[date], str]


DAY = Period("day", date.toordinal, date.fromordinal, lambda day: f"on {day_name(day)}")
# The first day of the calendar was a Monday, and weeks begin on one.
WEEK = Period(
    "week",
    lambda day: (day.toordinal() - 1) // 7,
    lambda number: date.fromordinal(number * 7 + 1),
    lambda day: f"in the week of {day_name(day)}",
)
MONTH = Period(
    "month",
    month_number,
    first_of_month,
    lambda day: f"in {day:%B} {day.year}",
)
QUARTER = Period(
    "quarter",
    lambda day: month_number(day) // 3,
    lambda number: first_of_month(number * 3),
    lambda day: f"in the three months from {day:%B} {day.year}",
)


def choose_period(first: date, last: date) -> Period:
    """Return the shortest period by which the days from the first to the last are few enough for a screen."""
    if (last - first).days < _MOST_DAYS:
        return DAY
    for period in (WEEK, MONTH):
        if period.number(last) - period.number(first) < _MOST_POINTS:
            return period
    return QUARTER
