"""Parses the times in files, and returns each aware of its zone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from resilify_cli.days import from_wall, in_zone
from resilify_cli.exchange.file_dates.daily_zone import DailyZone
from resilify_cli.store.entry_times import FIRST_TIME, LAST_TIME

_WALL = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])\.?[Mm]\.?)?)?",
    re.ASCII,
)
_FIXED = re.compile(r"(?:GMT|UTC)(?:([+-])(\d{1,2}):?(\d{2})?)?", re.ASCII)


def looks_like_time(text: str) -> bool:
    """Return whether a text is written like a date, perhaps with a time, even if an impossible one."""
    return match_wall_time(text) is not None


@lru_cache(maxsize=1)  # Whether it is one is asked first, and then for its parts.
def match_wall_time(text: str) -> re.Match[str] | None:
    """Return the parts of a date that is written like `2024-03-09 4:05 pm`, with or without its time.

    The first three are year, month and day; the fourth is the hour, if there is one.
    """
    return _WALL.fullmatch(text.strip())


def parse_wall_time(text: str, zone: tzinfo) -> datetime:
    """Parse a time on the wall, such as `2024-03-09 4:05 pm`, as one of the zone.

    Raises:
        ValueError: there is no such time, or it is out of the years that an entry can be of.
    """
    found = match_wall_time(text)
    if not found:
        raise ValueError
    return wall_time(found, zone)


def wall_time(found: re.Match[str], zone: tzinfo) -> datetime:
    """Return a time on the wall as one of the zone.

    Args:
        found: The parts of it, as `match_wall_time` returns them.
        zone: The zone.

    Raises:
        ValueError: there is no such time, or it is out of the years that an entry can be of.
    """
    *numbers, half = found.groups("0")
    year, month, day, hour, minute, second = map(int, numbers)
    if half != "0":
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + 12 * (half in "pP")
    return to_local_time(datetime(year, month, day, hour, minute, second), zone)


def to_local_time(naive: datetime, zone: tzinfo) -> datetime:
    """Return a time on the wall as one of the zone.

    Raises:
        ValueError: it is out of the years that an entry can be of.
    """
    if not FIRST_TIME.year <= naive.year <= LAST_TIME.year:
        raise ValueError
    # The quick way to what `from_wall` returns: imports ask for nearly every entry.
    fixed = zone.fixed_on(naive) if isinstance(zone, DailyZone) and not naive.fold else None
    try:
        at = from_wall(naive, zone) if fixed is None else datetime.combine(naive, naive.time(), fixed)
        return check_time_range(at)
    except (OSError, OverflowError) as error:
        raise ValueError from error


def check_time_range(at: datetime) -> datetime:
    """Return a time unchanged, if an entry can be of it.

    Raises:
        ValueError: it is out of the years that an entry can be of.
    """
    if not FIRST_TIME <= at < LAST_TIME:
        raise ValueError
    return at


def parse_iso_time(text: str, zone: tzinfo) -> datetime:
    """Parse a time in ISO 8601.

    Args:
        text: The time.
        zone: The zone of one that tells none.

    Raises:
        ValueError: it is none, or is out of the years that an entry can be of.
    """
    at = datetime.fromisoformat(text)
    return to_local_time(at, zone) if at.tzinfo is None else check_time_range(at)


def to_zone(at: datetime, name: object, otherwise: tzinfo) -> datetime:
    """Return a moment in a zone named like Europe/Berlin or GMT+0100; in another one if that is not known."""
    zone = _find_zone(name) if isinstance(name, str) else None
    return in_zone(at, otherwise) if zone is None else at.astimezone(zone)


@lru_cache(maxsize=64)  # Most entries of a file are of one zone, or of a few.
def _find_zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    if fixed := _FIXED.fullmatch(name):
        minutes = int(fixed[2] or 0) * 60 + int(fixed[3] or 0)
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=-minutes if fixed[1] == "-" else minutes))
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


def zone_name(at: datetime) -> str:
    """Return a name for a time's UTC offset that other programs understand: GMT, Etc/GMT-1 or GMT+0530."""
    minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "GMT"
    if not rest and -12 * 60 <= minutes <= 14 * 60:
        # In the names of the zone database, the sign is the other way round.
        return f"Etc/GMT{'-' if minutes > 0 else '+'}{hours}"
    return f"GMT{'-' if minutes < 0 else '+'}{hours:02}{rest:02}"
