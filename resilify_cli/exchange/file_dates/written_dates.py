"""Finds dates as people and programs write them: in the names of files, in headings, in front matter.

Only the digits 0 to 9 count as digits. A date that there never was, such as 30 February, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple

from resilify_cli.days import in_zone
from resilify_cli.exchange.file_dates.entry_date import (
    DateGuess,
    DateOrder,
    DateOrderDetector,
    EntryDate,
    date_without_time,
)
from resilify_cli.exchange.file_dates.month_names import MONTHS, WEEKDAYS
from resilify_cli.exchange.file_dates.time_parsing import check_time_range, to_local_time

# No date is longer, with weekday, time and zone; a longer text is looked at no further.
LONGEST_DATE = 300
_YEAR = r"(?P<y>(?:1[6-9]|2[01])[0-9]{2})"
_DAY = r"(?P<d>[0-9]{1,2})"
_SUFFIXES = "(?:st|nd|rd|th|er|º)?"
# A colon can't stand in a file's name everywhere, so it has stand-ins.
_COLON = "[:.h_\ua789\uff1a\u2236-]"
_TIME = (
    rf"(?:[T_@-]|[\s,]+(?:(?:at|um|à|a las|kl\.?|-|–)\s+)?)"
    rf"(?:(?P<h>[0-9]{{1,2}}){_COLON}(?P<mi>[0-9]{{2}})(?:{_COLON}(?P<s>[0-9]{{2}})(?:[.,][0-9]{{1,9}})?)?"
    r"(?![0-9])(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<h2>[0-9]{1,2})\s?(?P<half2>[ap])\.?m\b\.?)"
)
# Without a colon it is a time only where nothing else stands behind it, or where it is tied to the date.
_TIGHT_TIME = (
    r"(?:[T_-](?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})?(?![0-9])"
    r"|[ ](?P<h2>[0-9]{2})(?P<mi2>[0-9]{2})\s*\Z)"
)
_ZONE = (
    r"\s?(?:(?P<utc>Z|UTC|GMT)(?![A-Za-z+-])|(?:UTC|GMT)?(?P<off>[+-][0-9]{2}:?[0-9]{2})(?![0-9]))?"
    r"(?:\s?\[?(?P<name>[A-Z][A-Za-z_]+/[A-Za-z_+-]+(?:/[A-Za-z_+-]+)?)\]?)?(?:\s?\([A-Za-z ]{1,60}\))?"
)


class WrittenDate(NamedTuple):
    """A date in a text, from `start` up to `end`.

    Where the order of day and month is not known, `month` and `day` are the first and the second number,
    and `apart` is False.
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    apart: bool = True
    time: time | None = None
    zone: tzinfo | None = None

    def read(self, date_order: DateOrderDetector, zone: tzinfo) -> EntryDate:
        """Return the date.

        Args:
            date_order: The order of day and month that the file has.
            zone: The zone of a date that tells none.

        Raises:
            ValueError: no entry can be of that time.
        """
        guess = DateGuess.NONE
        if self.apart:
            day = date(self.year, self.month, self.day)
        else:
            day, guess = date_order.parse(self.month, self.day, self.year)
        if self.time is None:
            return date_without_time(day, zone)._replace(guess=guess)
        at = datetime.combine(day, self.time)
        return EntryDate(
            to_local_time(at, zone) if self.zone is None else check_time_range(at.replace(tzinfo=self.zone)),
            guess=guess,
        )


def find_date(text: str) -> WrittenDate | None:
    """Return the first date in a text."""
    found = min(_find_all(text[:LONGEST_DATE]), key=lambda one: (one.start, -one.end), default=None)
    return found


def text_without_date(text: str, found: WrittenDate, day: date) -> str:
    """Return a text without a date that was found in it, and without the name of its weekday.

    Args:
        text: The text.
        found: The date in it.
        day: The day of that date.
    """
    before, after = text[: found.start], text[found.end :]
    kept = [_without_weekday(part, day).strip(" \t,;:_-–—·|()[]") for part in (before, after)]
    return " ".join(part for part in kept if part)


def observe_order(text: str, *date_orders: DateOrderDetector) -> None:
    """Let detectors learn the order of day and month from a date in a text."""
    found = find_date(text)
    if found and not found.apart:
        for date_order in date_orders:
            date_order.observe(found.month, found.day)


def parse_epoch(text: str, now: datetime, zone: tzinfo) -> EntryDate | None:
    """Parse a number of seconds or milliseconds since 1970, as a time of the zone.

    Returns:
        The time; None unless it is from 1990 up to a day after `now`.
    """
    found = re.fullmatch(r"([0-9]{9,10})(?:\.[0-9]{1,9})?|([0-9]{12,13})", text.strip())
    if not found:
        return None
    seconds = int(found[1]) if found[1] else int(found[2]) / 1000
    at = in_zone(datetime.fromtimestamp(seconds, UTC), zone)
    return EntryDate(at) if at.year >= 1990 and at <= now + timedelta(days=1) else None


def _without_weekday(text: str, day: date) -> str:
    def right(word: re.Match[str]) -> str:
        return "" if WEEKDAYS.get(word[0].lower()) == day.isoweekday() else word[0]

    return re.sub(r"[^\W\d_]+", right, text)


def _find_all(text: str) -> Iterator[WrittenDate]:
    if (found := _date_patterns()[0].match(text)) and (written := _parse_match(text, found)) is not None:
        # A text that begins with 2024-03-09 has no date before it, and none that begins there is longer.
        yield written
        return
    for pattern in _date_patterns():
        for found in pattern.finditer(text):
            if (written := _parse_match(text, found)) is not None:
                yield written
                break


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(MONTHS, key=len, reverse=True))
    month = rf"(?<![^\W\d_])(?P<name_of_month>{names})(?![^\W\d_])\.?"
    gap = r"[\s_-]"
    alone = r"(?![0-9])(?=\s*\Z|[ ,]+[0-9]{1,2}:)"
    bodies = (
        rf"(?<![0-9]){_YEAR}(?P<sep>[-_/–\u2010-\u2012\u2212]|\.\s?)(?P<m>[0-9]{{1,2}})(?P=sep){_DAY}(?![0-9])\.?",
        r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])"
        r"(?:[-_T ]?(?P<h>[01][0-9]|2[0-3])(?P<mi>[0-5][0-9])(?P<s>[0-5][0-9])?)?(?![0-9])",
        rf"(?<![0-9A-Za-z])(?P<a>[0-9]{{1,2}})(?P<sep>[-_/]|\.\s?)(?P<b>[0-9]{{1,2}})(?P=sep){_YEAR}(?![0-9])",
        rf"{month}{gap}*{_DAY}{_SUFFIXES},?{gap}+{_YEAR}(?![0-9])",
        rf"(?<![0-9]){_DAY}(?:{_SUFFIXES}|\.){gap}*(?:of\s|de\s|d')?{month},?{gap}*(?:del?\s)?{_YEAR}(?![0-9])",
        rf"(?<![0-9]){_YEAR}[,\s_-]*{month}{gap}*{_DAY}{_SUFFIXES}(?![0-9])",
        r"(?<![0-9])(?P<y>[0-9]{4})\s?[年년]\s?(?P<m>[0-9]{1,2})\s?[月월]\s?(?P<d>[0-9]{1,2})\s?[日일]",
        rf"{month}{gap}+{_DAY}\s+(?P<h>[01][0-9]|2[0-3]):(?P<mi>[0-5][0-9]):(?P<s>[0-5][0-9])\s+{_YEAR}(?![0-9])",
        # A year of two digits is one where nothing else can be meant.
        rf"\A\s*(?P<a>[0-9]{{1,2}})(?P<sep>[/.])(?P<b>[0-9]{{1,2}})(?P=sep)(?P<y>[0-9]{{2}}){alone}",
        rf"\A\s*{_DAY}[\s-]{month}[\s-](?P<y>[0-9]{{2}}){alone}",
        r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})-?W(?P<w>[0-9]{2})-?(?P<wd>[1-7])(?![0-9])",
    )
    return tuple(re.compile(body, re.IGNORECASE) for body in bodies)


@cache
def _time_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(body, re.IGNORECASE) for body in (_TIME, _TIGHT_TIME))


@cache
def _zone_pattern() -> re.Pattern[str]:
    return re.compile(_ZONE)


def _parse_match(text: str, found: re.Match[str]) -> WrittenDate | None:
    """Return a match as a date, if there is such a day, with the time that stands behind it."""
    parts = found.groupdict()
    try:
        if parts.get("w"):
            day = date.fromisocalendar(int(parts["y"]), int(parts["w"]), int(parts["wd"]))
            written = WrittenDate(found.start(), found.end(), day.year, day.month, day.day)
        elif parts.get("a"):
            written = _in_some_order(found)
        else:
            named = parts.get("name_of_month")
            month = MONTHS[named.lower()] if named else int(parts["m"])
            day = date(_full_year(parts["y"]), month, int(parts["d"]))
            written = WrittenDate(found.start(), found.end(), day.year, day.month, day.day)
    except ValueError:
        return None
    if parts.get("h"):
        at: time | None = time(int(parts["h"]), int(parts["mi"]), int(parts["s"] or 0))
        return _with_zone(text, written._replace(time=at))
    for pattern in _time_patterns():
        behind = pattern.match(text, written.end)
        if behind and (at := _read_time(behind)) is not None:
            return _with_zone(text, written._replace(time=at, end=behind.end()))
    return written


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 70 else 1900)


def _in_some_order(found: re.Match[str]) -> WrittenDate:
    first, second, year = int(found["a"]), int(found["b"]), _full_year(found["y"])
    for order in DateOrder:
        month, day = (second, first) if order is DateOrder.DAY_FIRST else (first, second)
        try:
            date(year, month, day)
        except ValueError:
            continue
        return WrittenDate(found.start(), found.end(), year, first, second, apart=False)
    raise ValueError


def _read_time(found: re.Match[str]) -> time | None:
    parts = found.groupdict()
    hour = int(parts["h"] or parts["h2"])
    minute = int(parts["mi"] or parts.get("mi2") or 0)
    if half := parts.get("half") or parts.get("half2"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half in "pP")
    second = int(parts["s"] or 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _with_zone(text: str, written: WrittenDate) -> WrittenDate:
    found = _zone_pattern().match(text, written.end)
    if not found or not found[0].strip():
        return written
    zone = _named_zone(found["name"]) if found["name"] else None
    if found["off"]:
        digits = found["off"].replace(":", "")
        minutes = int(digits[1:3]) * 60 + int(digits[3:5])
        if minutes >= 24 * 60:
            return written
        zone = timezone(timedelta(minutes=-minutes if digits[0] == "-" else minutes))
    elif found["utc"]:
        zone = UTC
    return written if zone is None else written._replace(zone=zone, end=found.end())


def _named_zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None
