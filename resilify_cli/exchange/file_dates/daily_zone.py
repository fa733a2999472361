"""A zone that asks another one once a day: to ask the system for each of many entries takes long."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

_MOST_DAYS = 20_000


class DailyZone(tzinfo):
    """The same zone as another, that remembers the distance from UTC of days on which no clock changes.

    Args:
        zone: The zone that is asked.
    """

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        # By `date.toordinal`; None for a day on which the clocks change.
        self._offsets: dict[int, timedelta | None] = {}

    def utcoffset(self, at: datetime | None, /) -> timedelta | None:
        """Return the distance from UTC at a time on the wall."""
        if at is None:
            return None
        day = at.toordinal()
        if day not in self._offsets:
            if len(self._offsets) >= _MOST_DAYS:
                self._offsets.clear()
            self._offsets[day] = self._offset_all_day(at)
        offset = self._offsets[day]
        return self._zone.utcoffset(at.replace(tzinfo=self._zone)) if offset is None else offset

    def dst(self, at: datetime | None, /) -> timedelta | None:
        """Return what the other zone says."""
        return None if at is None else self._zone.dst(at.replace(tzinfo=self._zone))

    def tzname(self, at: datetime | None, /) -> str | None:
        """Return what the other zone says."""
        return None if at is None else self._zone.tzname(at.replace(tzinfo=self._zone))

    def fromutc(self, at: datetime, /) -> datetime:
        """Return a moment, told in UTC, as the clock on the wall shows it."""
        return self._zone.fromutc(at.replace(tzinfo=self._zone)).replace(tzinfo=self)

    def _offset_all_day(self, at: datetime) -> timedelta | None:
        """Return the distance that holds the whole day; None where it changes."""
        found = {
            self._zone.utcoffset(datetime.combine(at, clock, self._zone).replace(fold=fold))
            for clock in (time.min, time.max)
            for fold in (0, 1)
        }
        return found.pop() if len(found) == 1 else None
