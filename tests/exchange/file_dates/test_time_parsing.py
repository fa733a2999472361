"""Times that files tell without a zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from resilify_cli.exchange.file_dates.time_parsing import (
    looks_like_time,
    match_wall_time,
    parse_wall_time,
    to_local_time,
    to_zone,
)

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_time_that_the_clocks_leave_out_goes_forward() -> None:
    """A file that tells half past two of the night without it is read as half past three."""
    at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert to_local_time(datetime(2026, 3, 29, 2, 30), BERLIN) == at
    assert parse_wall_time("2026-03-29 02:30", BERLIN) == at


def test_a_time_that_comes_twice_is_the_first() -> None:
    """Half past two of the night that has two of them is the earlier."""
    assert to_local_time(datetime(2026, 10, 25, 2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "hour"),
    [("12:05 AM", 0), ("3:05 AM", 3), ("12:05 PM", 12), ("3:05 PM", 15), ("9:05 pm", 21)],
)
def test_the_hours_of_a_clock_of_twelve(written: str, hour: int) -> None:
    """Twelve is the first hour of each half of the day."""
    assert parse_wall_time(f"2026-11-03 {written}", UTC) == datetime(2026, 11, 3, hour, 5, tzinfo=UTC)


def test_what_was_seen_to_be_a_time_is_not_matched_again() -> None:
    """A line is asked first whether it has a time, and then for its parts."""
    match_wall_time.cache_clear()
    for written in ("2026-11-03 04:05", "2026-11-03 04:06"):
        assert looks_like_time(written)
        assert match_wall_time(written) is not None
    assert match_wall_time.cache_info().misses == 2


def test_a_zone_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many entries of a file are of it."""
    asked: list[str] = []

    def find(name: str) -> ZoneInfo:
        asked.append(name)
        return ZoneInfo(name)

    monkeypatch.setattr("zoneinfo.ZoneInfo", find)
    at = datetime(2026, 11, 3, 12, tzinfo=UTC)
    found = [to_zone(at, "Pacific/Chatham", UTC) for _ in range(3)]
    assert [one.hour for one in found] == [1, 1, 1]
    assert asked == ["Pacific/Chatham"]
