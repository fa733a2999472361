"""To which day a time belongs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.days import (
    clock_of,
    day_of,
    first_of_month,
    from_wall,
    in_zone,
    last_of_month,
    month_number,
    same_time,
)

BERLIN = ZoneInfo("Europe/Berlin")
FOUR = timedelta(hours=4)


@pytest.mark.parametrize(
    ("at", "starts_at", "day"),
    [
        ("2026-11-03T00:00", timedelta(0), 3),
        ("2026-11-03T23:59", timedelta(0), 3),
        ("2026-11-03T01:30", FOUR, 2),
        ("2026-11-03T03:59:59.999", FOUR, 2),
        ("2026-11-03T04:00", FOUR, 3),
        ("2026-11-03T22:00", timedelta(hours=23), 2),
        ("2026-11-01T00:30", FOUR, None),
    ],
)
def test_the_small_hours_belong_to_the_day_before(at: str, starts_at: timedelta, day: int | None) -> None:
    """A day lasts until it is time for the next one to begin."""
    expected = date(2026, 11, day) if day else date(2026, 10, 31)
    assert day_of(datetime.fromisoformat(at), starts_at) == expected
    far = datetime.fromisoformat(at).replace(tzinfo=timezone(timedelta(hours=-9, minutes=-30)))
    assert day_of(far, starts_at) == expected


@pytest.mark.parametrize("fold", [0, 1])
def test_the_day_is_that_of_the_clock_on_the_wall(fold: int) -> None:
    """In the hour that comes twice, and in the one before a day begins, a change of clocks moves nothing."""
    twice = datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BERLIN)
    assert day_of(twice, timedelta(hours=2)) == date(2026, 10, 25)
    assert day_of(twice, timedelta(hours=3)) == date(2026, 10, 24)
    assert day_of(datetime(2026, 10, 25, 4, 59, tzinfo=BERLIN), timedelta(hours=5)) == date(2026, 10, 24)
    assert day_of(datetime(2026, 3, 29, 5, tzinfo=BERLIN), timedelta(hours=5)) == date(2026, 3, 29)


def test_the_day_of_a_time_takes_no_other_time() -> None:
    """To make one without its zone takes ten times as long as to tell the day."""

    class Kept(datetime):
        def replace(self, *_: object, **__: object) -> Kept:
            raise AssertionError

    assert day_of(Kept(2026, 11, 3, 1, tzinfo=UTC), FOUR) == date(2026, 11, 2)


def test_a_clock_tells_hour_and_minute() -> None:
    """In two digits each, with a word where it is of the date after the day that is told beside it."""
    night = datetime(2026, 11, 4, 3, 7, tzinfo=UTC)
    assert clock_of(night, date(2026, 11, 4)) == "03:07"
    assert clock_of(night, date(2026, 11, 3)) == "03:07 at night"


@pytest.mark.parametrize("hours", [0, 5, 23])
@pytest.mark.parametrize("hour", [0, 3, 23])
def test_a_day_that_was_named_is_the_day(hour: int, hours: int) -> None:
    """Where a day was named, neither the time nor the beginning of the day moves the entry."""
    named = date(2025, 2, 14)
    assert day_of(datetime(2025, 2, 14, hour), timedelta(hours=hours), named) == named


_STARTS = st.sampled_from((0, 60, 4 * 60, 5 * 60 + 30, 12 * 60)).map(lambda m: timedelta(minutes=m))
_MINUTES = st.integers(0, 366 * 24 * 60).map(
    lambda m: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=m)
)


@given(_MINUTES, _STARTS, st.integers(-400, 400))
def test_the_same_time_on_another_day_is_of_that_day(now: datetime, starts_at: timedelta, days: int) -> None:
    """An entry about another day gets the time of day that it is now, and belongs to that day."""
    day = day_of(now, starts_at) + timedelta(days=days)
    at = same_time(day, now, starts_at, UTC)
    assert day_of(at, starts_at) == day
    assert at.time() == now.time()


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 3, 30)])
def test_a_time_that_the_clocks_leave_out_is_later(day: date) -> None:
    """Half past two on the night that it is left out is half past three, which the clock shows then."""
    at = from_wall(datetime(day.year, day.month, day.day, 2, 30), BERLIN)
    assert (at.hour, at.minute) == (3 if day.day == 29 else 2, 30)
    assert same_time(day, datetime(2026, 4, 1, 2, 30, tzinfo=BERLIN), timedelta(0), BERLIN) == at


def test_a_time_that_comes_twice_is_the_first() -> None:
    """Half past two on the night that has two of them is the earlier one."""
    assert from_wall(datetime(2026, 10, 25, 2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_moment_in_a_zone_carries_its_distance_alone() -> None:
    """Two times either side of the change of clocks are as far apart as the moments are."""
    before, after = (in_zone(datetime(2026, 10, 25, hour, 30, tzinfo=UTC), BERLIN) for hour in (0, 1))
    assert (before.hour, after.hour) == (2, 2)
    assert after - before == timedelta(hours=1)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (date(2025, 2, 1), date(2025, 2, 1), date(2025, 2, 28)),
        (date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (date(1, 1, 1), date(1, 1, 1), date(1, 1, 31)),
    ],
)
def test_a_month_has_a_number_and_its_days(day: date, first: date, last: date) -> None:
    """The number of a day's month gives the first and the last day of that month."""
    number = month_number(day)
    assert (first_of_month(number), last_of_month(number)) == (first, last)


def test_months_are_numbered_on() -> None:
    """January follows December, and what is beyond the calendar is an error."""
    assert month_number(date(2027, 1, 1)) == month_number(date(2026, 12, 1)) + 1
    for number in (month_number(date.min) - 1, month_number(date.max) + 1):
        with pytest.raises(ValueError, match="year"):
            first_of_month(number)
