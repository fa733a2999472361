"""A zone that asks another one once a day: to ask the system for each of many entries takes long."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo

_MOST_DAYS = 20_000


class DailyZone(tzinfo):
    """The same zone as another, that remembers the distance from UTC of days on which no clock changes.

    Args:
        zone: The zone that is asked.
    """

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        # By `date.toordinal`; None for a day on which the clocks change.
        self._fixed: dict[int, timezone | None] = {}

    def utcoffset(self, at: datetime | None, /) -> timedelta | None:
        """Return the distance from UTC at a time on the wall."""
        if at is None:
            return None
        fixed = self.fixed_on(at)
        return self._zone.utcoffset(at.replace(tzinfo=self._zone)) if fixed is None else fixed.utcoffset(None)

    def fixed_on(self, day: date) -> timezone | None:
        """Return the zone's distance from UTC on a day, as a zone; None on one on which the clocks change."""
        number = day.toordinal()
        if number not in self._fixed:
            if len(self._fixed) >= _MOST_DAYS:
                self._fixed.clear()
            self._fixed[number] = self._fixed_all_day(day)
        return self._fixed[number]

    def dst(self, at: datetime | None, /) -> timedelta | None:
        """Return what the other zone says."""
        return None if at is None else self._zone.dst(at.replace(tzinfo=self._zone))

    def tzname(self, at: datetime | None, /) -> str | None:
        """Return what the other zone says."""
        return None if at is None else self._zone.tzname(at.replace(tzinfo=self._zone))

    def fromutc(self, at: datetime, /) -> datetime:
        """Return a moment, told in UTC, as the clock on the wall shows it."""
        return self._zone.fromutc(at.replace(tzinfo=self._zone)).replace(tzinfo=self)

    def _fixed_all_day(self, day: date) -> timezone | None:
        found = {
            self._zone.utcoffset(datetime.combine(day, clock, self._zone).replace(fold=fold))
            for clock in (time.min, time.max)
            for fold in (0, 1)
        }
        return timezone(found.pop() or timedelta()) if len(found) == 1 else None
