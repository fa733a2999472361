"""The time of a row, as it is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.store.entry_rows import row_date
from resilify_cli.store.entry_times import local_time
from resilify_cli.store.stamps import milliseconds

_WHOLE = st.integers(-(1 << 63), (1 << 63) - 1)


@pytest.mark.parametrize("year", [1700, 1969, 2026, 2199])
@pytest.mark.parametrize("minutes", [-1439, -300, 0, 60, 1439])
def test_a_time_is_told_in_its_zone(year: int, minutes: int) -> None:
    """A time that was kept is the same moment, by the clock on the wall where it was written."""
    at = datetime(year, 2, 28, 23, 59, 59, 123000, tzinfo=timezone(timedelta(minutes=minutes)))
    read = local_time(milliseconds(at), minutes)
    assert (read, read.utcoffset()) == (at, at.utcoffset())


@given(_WHOLE, _WHOLE)
def test_a_damaged_time_is_a_time(created_at: int, utc_offset: int) -> None:
    """Whatever bits flipped in a time or in its zone, it can be told in any zone, and a week before it."""
    read = local_time(created_at, utc_offset)
    assert (read.astimezone(UTC) - timedelta(days=7)).year in range(1691, 2250)


@pytest.mark.parametrize("minutes", [-570, -210, 0, 60, 345])
def test_the_date_of_a_row_keeps_moment_and_zone(minutes: int) -> None:
    """The zone is kept in minutes east of UTC, half and quarter hours too."""
    at = datetime(2026, 2, 28, 23, 59, tzinfo=timezone(timedelta(minutes=minutes)))
    assert row_date(at, None) == (milliseconds(at), minutes, None)
