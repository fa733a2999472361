"""Labels of the axes of a line chart: whole, within their ends, and with room for each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.insight.ticks import day_ticks, number_ticks


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (1, 5, ["1", "2", "3", "4", "5"]),
        (0, 6, ["0", "1", "2", "3", "4", "5", "6"]),
        (0, 10, ["0", "2", "4", "6", "8", "10"]),
        (0, 100, ["0", "20", "40", "60", "80", "100"]),
        (0, 27, ["0", "9", "18", "27"]),
        (0, 7, ["0", "3.5", "7"]),
        (2, 4, ["2", "3", "4"]),
        (0, 0.5, ["0", "0.5"]),
    ],
)
def test_numbers_are_labeled_in_even_steps(low: float, high: float, labels: list[str]) -> None:
    """An axis has its two ends and even steps between, in whole numbers where it can."""
    assert list(number_ticks(low, high).values()) == labels


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (2, ["3 Nov", "4 Nov", "5 Nov"]),
        (5, ["3 Nov", "4 Nov", "5 Nov", "6 Nov", "7 Nov", "8 Nov"]),
        (9, ["3 Nov", "5 Nov", "7 Nov", "9 Nov", "11 Nov"]),
        (150, ["Dec 2026", "Jan 2027", "Feb 2027", "Mar 2027", "Apr 2027"]),
        (365 * 2, ["Jan 2027", "Jul 2027", "Jan 2028", "Jul 2028"]),
        (365 * 10, ["2028", "2030", "2032", "2034", "2036"]),
    ],
)
def test_days_are_labeled_where_people_look_for_them(days: int, labels: list[str]) -> None:
    """Labels stand on days, on the first of months, or on the first day of years, as there is room."""
    first = date(2026, 11, 3)
    assert list(day_ticks(first, first + timedelta(days=days), 7).values()) == labels


@settings(deadline=None)
@given(
    st.lists(st.dates(date(1000, 1, 2), date(2247, 1, 1)), min_size=2, max_size=2, unique=True),
    st.integers(3, 7),
)
def test_days_have_labels_that_fit(ends: list[date], most: int) -> None:
    """Whatever the days, there is a label, each is on the axis, and there are not too many."""
    first, last = sorted(ends)
    ticks = day_ticks(first, last, most)
    assert 1 <= len(ticks) <= most
    assert all(first <= day <= last for day in ticks)


@settings(deadline=None)
@given(st.lists(st.integers(-4000, 4000), min_size=2, max_size=2, unique=True))
def test_numbers_have_labels_that_fit(quarters: list[int]) -> None:
    """Whatever the numbers, both ends are labeled, and there are not too many labels."""
    low, high = (quarter / 4 for quarter in sorted(quarters))
    ticks = list(number_ticks(low, high))
    assert (ticks[0], ticks[-1]) == pytest.approx((low, high))
    assert 2 <= len(ticks) <= 7
