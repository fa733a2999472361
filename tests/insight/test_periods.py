from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.insight.periods import DAY, MONTH, QUARTER, WEEK, Period, choose_period


@pytest.mark.parametrize("period", [DAY, WEEK, MONTH, QUARTER], ids=lambda period: period.name)
@settings(deadline=None)
@given(day=st.dates(date(1000, 1, 1), date(9000, 1, 1)))
def test_a_day_lies_in_its_period(period: Period, day: date) -> None:
    """A period begins at or before its days, and the next one after them."""
    number = period.number(day)
    assert period.first_day(number) <= day < period.first_day(number + 1)
    assert period.number(period.first_day(number)) == number


@settings(deadline=None)
@given(st.dates())
def test_a_week_begins_on_monday(day: date) -> None:
    """The first day of every week is a Monday."""
    assert WEEK.first_day(WEEK.number(day)).weekday() == 0


@pytest.mark.parametrize(
    ("days", "period"),
    [(0, DAY), (30, DAY), (31, WEEK), (413, WEEK), (426, MONTH), (1795, MONTH), (1850, QUARTER)],
)
def test_the_shortest_that_fits_is_taken(days: int, period: Period) -> None:
    """A month is shown in days, a year in weeks, five years in months, and more in quarters."""
    first = date(2026, 1, 5)
    assert choose_period(first, first + timedelta(days=days)) is period
