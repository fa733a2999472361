"""This computer's zone tells times as the system does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.app.system_zone import SystemZone
from resilify_cli.days import from_wall, in_zone
from tests import zones
from tests.zones import BERLIN

ZONE = SystemZone()
_YEAR = st.integers(0, 365 * 24 * 12).map(lambda n: datetime(2026, 1, 1) + timedelta(minutes=5 * n))
_CHANGES = st.sampled_from((datetime(2026, 3, 29, 1), datetime(2026, 10, 25)))
_NEAR_A_CHANGE = st.builds(lambda at, n: at + timedelta(minutes=n), _CHANGES, st.integers(0, 240))


@given(_YEAR | _NEAR_A_CHANGE)
def test_a_moment_is_told_as_the_system_tells_it(naive: datetime) -> None:
    """The time on the wall, and the distance from UTC, through both changes of clocks."""
    with zones.in_zone(BERLIN):
        at = naive.replace(tzinfo=UTC)
        assert in_zone(at, ZONE) == at
        assert in_zone(at, ZONE).isoformat() == at.astimezone().isoformat()


@given(_YEAR | _NEAR_A_CHANGE)
def test_a_time_on_the_wall_is_read_as_the_zone_database_reads_it(naive: datetime) -> None:
    """Also one that the clocks leave out, and one that comes twice."""
    with zones.in_zone(BERLIN):
        assert from_wall(naive, ZONE).isoformat() == from_wall(naive, ZoneInfo("Europe/Berlin")).isoformat()


@given(_YEAR | _NEAR_A_CHANGE)
def test_a_moment_comes_back_from_the_wall(naive: datetime) -> None:
    """Of two times that look alike on the wall, `fold` tells which it was."""
    with zones.in_zone(BERLIN):
        at = naive.replace(tzinfo=UTC)
        assert at.astimezone(ZONE).astimezone(UTC) == at


@pytest.mark.parametrize(("month", "name"), [(1, "CET"), (7, "CEST")])
def test_the_zone_has_the_systems_name(month: int, name: str) -> None:
    """It is told as the system tells it, in summer as in winter."""
    with zones.in_zone(BERLIN):
        assert datetime(2026, month, 1, tzinfo=ZONE).tzname() == name


def test_without_a_time_nothing_is_known() -> None:
    """A time of day alone has no distance from UTC."""
    assert (ZONE.utcoffset(None), ZONE.dst(None), ZONE.tzname(None)) == (None, None, None)
