"""Reads the days and times that a person names on the command line, as people name them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from resilify_cli.days import Days, day_of, same_time
from resilify_cli.errors import UsageError

MIDNIGHT = timedelta(0)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_COUNTS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DAYS = {"d": 1, "w": 7}
_YEARS = range(1000, 9999)  # Beyond these there is no telling when a day begins in some zone.
_ENTRY_YEARS = range(1900, 2200)


def read_span(
    since: str | None,
    until: str | None,
    day: str | None,
    now: datetime,
    starts_at: timedelta = MIDNIGHT,
) -> Days | None:
    """Return the days from `since` to `until`, or the one `day`; None if none is named.

    `starts_at` is how long after midnight a day begins.

    Raises:
        UsageError: a word is no day, or `day` comes with one of the others.
    """
    if day is not None:
        if since is not None or until is not None:
            raise UsageError("--on is one day, so it does not go with --from or --to.")
        since = until = day
    today = day_of(now, starts_at)
    if since is None and until is None:
        return None
    return Days(
        read_day(since, today) if since is not None else None,
        read_day(until, today) if until is not None else None,
        starts_at,
    )


def read_time(text: str, now: datetime, starts_at: timedelta = MIDNIGHT) -> datetime:
    """Return a time for an entry: a day at the time of day that it is now, or with a time behind it.

    Raises:
        UsageError: it can't be read, or is out of the years that a journal can hold.
    """
    text = " ".join(text.split())
    found = re.fullmatch(r"(.*?)[T ]([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?", text)
    day = read_day(found[1] if found else text, day_of(now, starts_at))
    if day.year not in _ENTRY_YEARS:
        raise UsageError(f"An entry can't be of the year {day.year}.")
    if not found:
        return same_time(day, now, starts_at)
    if int(found[2]) > 23 or int(found[3]) > 59:
        raise UsageError(f"{found[2]}:{found[3]} is no time of day.", "Write it like 2026-11-03 18:30.")
    return datetime.combine(day, time(int(found[2]), int(found[3]))).astimezone()


def read_day(text: str, today: date) -> date:
    """Return the day that a person means: `monday`, `-3d`, `3 weeks ago`, `3 november`, `2026-11-03`.

    A weekday is the last one, and today if it is that; a date without a year is the last such date.

    Raises:
        UsageError: it can't be read as a day.
    """
    words = re.sub(r"[\s,]+", " ", text).strip().lower()
    try:
        day = _near(words, today) or _ago(words, today) or _in_month(words, today) or _exact(words)
    except (ValueError, OverflowError):
        day = None
    if day is None or day.year not in _YEARS:
        raise UsageError(
            f"{text[:40]!r} is no day that can be read here.",
            "Write today, yesterday, monday, -3d, 3 weeks ago, 3 november or 2026-11-03.",
        )
    return day


def _near(words: str, today: date) -> date | None:
    """Read today, yesterday and weekdays; `last` puts a weekday before today."""
    if words in ("today", "yesterday"):
        return today - timedelta(days=words == "yesterday")
    last, _, rest = words.rpartition(" ")
    wanted = [n for n, name in enumerate(_WEEKDAYS) if len(rest) > 2 and name.startswith(rest)]
    if len(wanted) != 1 or last not in ("", "last", "on"):
        return None
    back = (today.weekday() - wanted[0]) % 7
    return today - timedelta(days=back or 7 * (last == "last"))


def _ago(words: str, today: date) -> date | None:
    """Read a length before today: -3d, 2w ago, 3 weeks ago, a month ago."""
    short = re.fullmatch(r"(?:-([0-9]{1,6}) ?([dwmy])|([0-9]{1,6}) ?([dwmy]) ago)", words)
    if short:
        return before(today, int(short[1] or short[3]), short[2] or short[4])
    long = re.fullmatch(r"([0-9]{1,6}|[a-z]+) (day|week|month|year)s? ago", words)
    if not long:
        return None
    if long[1].isdecimal():
        return before(today, int(long[1]), long[2][0])
    word = "a" if long[1] == "one" else long[1]
    return before(today, _COUNTS.index(word) + 1, long[2][0]) if word in _COUNTS else None


def before(day: date, count: int, unit: str) -> date:
    """Return the day so many days `d`, weeks `w`, months `m` or years `y` before another.

    A month that is too short for it gives its last day.

    Raises:
        ValueError, OverflowError: there is no such day.
    """
    if unit in _DAYS:
        return day - timedelta(days=count * _DAYS[unit])
    year, month = divmod(day.year * 12 + day.month - 1 - count * (12 if unit == "y" else 1), 12)
    next_month = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (next_month - timedelta(days=1)).day))


def _in_month(words: str, today: date) -> date | None:
    """Read 3 november, november 3, 3 nov 2025."""
    found = re.fullmatch(r"(?:([0-9]{1,2})\.? )?([a-z]{3,9})(?: ([0-9]{1,2}))?(?: ([0-9]{4}))?", words)
    months = [n for n, name in enumerate(_MONTHS, 1) if found and name.startswith(found[2])]
    if not found or len(months) != 1 or bool(found[1]) == bool(found[3]):
        return None
    day = int(found[1] or found[3])
    if found[4]:
        return date(int(found[4]), months[0], day)
    # 29 February is in one year of four, or of eight.
    years = (year for year in range(today.year, today.year - 9, -1) if _is_date(year, months[0], day))
    return next((there for year in years if (there := date(year, months[0], day)) <= today), None)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _exact(words: str) -> date:
    return date.fromisoformat(words.upper())
