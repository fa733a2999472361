"""Times that files tell without a zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from resilify_cli.exchange.file_dates.time_parsing import parse_wall_time, to_local_time

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_time_that_the_clocks_leave_out_goes_forward() -> None:
    """A file that tells half past two of the night without it is read as half past three."""
    at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert to_local_time(datetime(2026, 3, 29, 2, 30), BERLIN) == at
    assert parse_wall_time("2026-03-29 02:30", BERLIN) == at


def test_a_time_that_comes_twice_is_the_first() -> None:
    """Half past two of the night that has two of them is the earlier."""
    assert to_local_time(datetime(2026, 10, 25, 2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
