"""Parses the times in files, and returns each aware of its zone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo

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
    hour = int(found[4] or 0)
    if half := found[7]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + 12 * (half in "pP")
    naive = datetime(
        int(found[1]), int(found[2]), int(found[3]), hour, int(found[5] or 0), int(found[6] or 0)
    )
    return to_local_time(naive, zone)


def to_local_time(naive: datetime, zone: tzinfo) -> datetime:
    """Return a time on the wall as one of the zone.

    Raises:
        ValueError: it is out of the years that an entry can be of.
    """
    if not FIRST_TIME.year <= naive.year <= LAST_TIME.year:
        raise ValueError
    # The quick way to what `from_wall` returns: imports ask for nearly every entry.
    fixed = zone.fixed_on(naive) if isinstance(zone, DailyZone) else None
    try:
        at = from_wall(naive, zone) if fixed is None else naive.replace(tzinfo=fixed, fold=0)
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
    from zoneinfo import ZoneInfo

    if isinstance(name, str):
        if fixed := _FIXED.fullmatch(name):
            minutes = int(fixed[2] or 0) * 60 + int(fixed[3] or 0)
            if minutes < 24 * 60:
                return at.astimezone(timezone(timedelta(minutes=-minutes if fixed[1] == "-" else minutes)))
        try:
            return at.astimezone(ZoneInfo(name))
        except (OSError, ValueError, KeyError):
            pass
    return in_zone(at, otherwise)


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
