"""A zone that is asked once a day tells the same times as the zone itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.days import from_wall, in_zone
from resilify_cli.exchange.file_dates.daily_zone import DailyZone
from resilify_cli.exchange.file_dates.time_parsing import to_local_time

ZONES = {name: ZoneInfo(name) for name in ("Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "UTC")}
KEPT = {name: DailyZone(zone) for name, zone in ZONES.items()}
CHANGES = (
    datetime(2024, 3, 31, 2),
    datetime(2024, 10, 27, 2),
    datetime(2024, 4, 7, 2),
    datetime(2024, 11, 3, 1),
)
near_a_change = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-2_000, 2_000),
)
walls = st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1)) | near_a_change


@given(st.sampled_from(sorted(ZONES)), walls)
def test_a_time_on_the_wall_is_the_same_moment(name: str, wall: datetime) -> None:
    """Also where the clocks change, and in the night of the change."""
    kept, found = from_wall(wall, KEPT[name]), from_wall(wall, ZONES[name])
    assert (kept, kept.utcoffset()) == (found, found.utcoffset())


@given(st.sampled_from(sorted(ZONES)), walls)
def test_the_quick_way_to_a_time_is_the_same(name: str, wall: datetime) -> None:
    """On a day on which no clock changes a time is read without asking the zone, and to the same."""
    kept, found = to_local_time(wall, KEPT[name]), to_local_time(wall, ZONES[name])
    assert (kept, kept.utcoffset(), kept.fold) == (found, found.utcoffset(), found.fold)


@given(st.sampled_from(sorted(ZONES)), walls)
def test_a_moment_is_the_same_time_on_the_wall(name: str, moment: datetime) -> None:
    """The clock on the wall shows the same, and as far from UTC."""
    at = moment.replace(tzinfo=UTC)
    kept, found = in_zone(at, KEPT[name]), in_zone(at, ZONES[name])
    assert (kept.replace(tzinfo=None), kept.utcoffset()) == (found.replace(tzinfo=None), found.utcoffset())


def test_the_zone_is_asked_once_a_day() -> None:
    """However many entries a day has."""
    asked: list[datetime | None] = []

    class Counting(ZoneInfo):
        def utcoffset(self, at: datetime | None, /) -> timedelta | None:
            asked.append(at)
            return super().utcoffset(at)

    zone = DailyZone(Counting("Europe/Berlin"))
    for minute in range(1_000):
        from_wall(datetime(2024, 5, 3) + timedelta(minutes=minute), zone)
    assert len(asked) <= 4
