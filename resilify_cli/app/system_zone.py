"""This computer's time zone, to be passed to whatever reads or shows times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class SystemZone(tzinfo):
    """The zone that the system is set to, with its changes of clocks, as the system itself tells it.

    Raises `OSError` or `OverflowError` where the system can't tell of a time so far away.
    """

    def utcoffset(self, at: datetime | None, /) -> timedelta | None:
        """Return the distance from UTC at a time on the wall; `fold` tells which one, where there are two."""
        if at is None:
            return None
        naive = at.replace(tzinfo=None)
        return naive - naive.astimezone(UTC).replace(tzinfo=None)

    def dst(self, at: datetime | None, /) -> timedelta | None:
        """Return None: how much of the distance is summer time is not known."""
        return None

    def tzname(self, at: datetime | None, /) -> str | None:
        """Return the system's name for the zone at a time, such as CET."""
        return None if at is None else at.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, at: datetime, /) -> datetime:
        """Return a moment, told in UTC, as the clock on the wall shows it."""
        local = at.replace(tzinfo=UTC).astimezone()
        found = local.replace(tzinfo=self)
        return found if found.utcoffset() == local.utcoffset() else found.replace(fold=1)
