"""Scales of a drawn line: whole, within their ends, and with labels that have room."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.insight.scales import days_scale, numbers_scale


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1, 5], ["1", "2", "3", "4", "5"]),
        ([0, 10], ["0", "2", "4", "6", "8", "10"]),
        ([0, 100, 12.5], ["0", "20", "40", "60", "80", "100"]),
        ([0, 27], ["0", "9", "18", "27"]),
        ([0, 7], ["0", "3.5", "7"]),
        ([3, 3], ["2", "3", "4"]),
        ([0, 0.5], ["0", "0.5"]),
    ],
)
def test_numbers_are_labeled_in_even_steps(values: list[float], labels: list[str]) -> None:
    """A scale has its two ends and even steps between, in whole numbers where it can."""
    assert list(numbers_scale(values).labels.values()) == labels


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (0, ["2 Nov", "3 Nov", "4 Nov"]),
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
    ends = [float(first.toordinal()), float((first + timedelta(days=days)).toordinal())]
    assert list(days_scale(ends, 660).labels.values()) == labels


@settings(deadline=None)
@given(
    st.lists(st.dates(date(1000, 1, 2), date(2247, 1, 1)), min_size=1, max_size=5),
    st.sampled_from([200, 360, 660]),
)
def test_days_have_labels_that_fit(days: list[date], width: int) -> None:
    """Whatever the days, there is a label, each is on the scale, and there are not too many."""
    ordinals = [float(day.toordinal()) for day in days]
    scale = days_scale(ordinals, width)
    assert all(scale.contains(value) for value in [*ordinals, *scale.ticks()])
    assert 1 <= len(scale.labels) <= max(3, width // 90)


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5))
def test_a_value_lies_between_the_ends(values: list[float]) -> None:
    """Every value is drawn inside of the drawing."""
    scale = numbers_scale(values)
    assert all(-1e-6 <= scale.project(value, 0, 100) <= 100 + 1e-6 for value in [*values, *scale.ticks()])
