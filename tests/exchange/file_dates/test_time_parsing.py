"""Times that files tell without a zone."""

from __future__ import annotations

from datetime import UTC, datetime

from resilify_cli.exchange.file_dates.time_parsing import parse_wall_time, to_local_time
from tests.zones import BERLIN, in_zone


def test_a_time_that_the_clocks_leave_out_goes_forward() -> None:
    """A file that tells half past two of the night without it is read as half past three."""
    with in_zone(BERLIN):
        at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
        assert to_local_time(datetime(2026, 3, 29, 2, 30)) == at
        assert parse_wall_time("2026-03-29 02:30") == at


def test_a_time_that_comes_twice_is_the_first() -> None:
    """Half past two of the night that has two of them is the earlier."""
    with in_zone(BERLIN):
        assert to_local_time(datetime(2026, 10, 25, 2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
