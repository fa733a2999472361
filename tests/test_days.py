"""To which day a time belongs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.days import beginning, day_of, same_time
from tests.zones import BERLIN, in_zone

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


@pytest.mark.parametrize(
    ("day", "starts_at", "begins"),
    [
        ("2026-03-28", FOUR, "2026-03-28T04:00+01:00"),
        ("2026-03-29", FOUR, "2026-03-29T04:00+02:00"),
        ("2026-03-29", timedelta(0), "2026-03-29T00:00+01:00"),
        ("2026-10-25", FOUR, "2026-10-25T04:00+01:00"),
        ("2026-10-25", timedelta(0), "2026-10-25T00:00+02:00"),
    ],
)
def test_a_day_begins_by_the_clock_on_the_wall(day: str, starts_at: timedelta, begins: str) -> None:
    """When the clocks change in the night, a day begins at its own time of day all the same."""
    with in_zone(BERLIN):
        assert beginning(date.fromisoformat(day), starts_at) == datetime.fromisoformat(begins)


_STARTS = st.sampled_from((0, 60, 4 * 60, 5 * 60 + 30, 12 * 60)).map(lambda m: timedelta(minutes=m))
_MINUTES = st.integers(0, 366 * 24 * 60).map(
    lambda m: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=m)
)


@given(_MINUTES, _STARTS, st.sampled_from((BERLIN, "UTC0", "EST5EDT,M3.2.0,M11.1.0", "<+1245>-12:45")))
@example(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), FOUR, BERLIN)
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), FOUR, BERLIN)
def test_every_time_lies_within_its_own_day(at: datetime, starts_at: timedelta, zone: str) -> None:
    """A time lies between the beginning of its day and that of the next, also when the clocks change."""
    with in_zone(zone):
        day = day_of(at.astimezone(), starts_at)
        assert beginning(day, starts_at) <= at < beginning(day + timedelta(days=1), starts_at)


@given(_MINUTES, _STARTS, st.integers(-400, 400))
def test_the_same_time_on_another_day_is_of_that_day(now: datetime, starts_at: timedelta, days: int) -> None:
    """An entry about another day gets the time of day that it is now, and belongs to that day."""
    with in_zone("UTC0"):
        local = now.astimezone()
        day = day_of(local, starts_at) + timedelta(days=days)
        at = same_time(day, local, starts_at)
        assert day_of(at, starts_at) == day
        assert at.time() == local.time()


def test_a_time_that_the_clocks_leave_out_is_near() -> None:
    """Half past two on the night that it is left out is a time of that night still."""
    with in_zone(BERLIN):
        now = datetime(2026, 4, 1, 2, 30).astimezone()
        at = same_time(date(2026, 3, 29), now, timedelta(0))
        assert abs(at - datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) <= timedelta(hours=1)
