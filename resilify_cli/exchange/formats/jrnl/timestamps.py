"""Parses the times above jrnl's entries, in the many formats that jrnl can be set to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resilify_cli.exchange.file_dates.entry_date import (
    DateGuess,
    DateOrderDetector,
    EntryDate,
    date_without_time,
)
from resilify_cli.exchange.file_dates.time_parsing import looks_like_time, match_wall_time, wall_time

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions

LONGEST_TIMESTAMP = 80
_DAY_ALONE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", re.ASCII)
# Numbers as in a date, with a third one or with a time behind them; or a month's name among numbers.
_LIKE_NUMBERS = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
    r"(?:\d{1,4}(?:[-/.]\d{1,4}){1,2}[T ,].{0,20}\d{1,2}:\d{2}.{0,30}"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[T _-]?\d{2}:?\d{2}(?::?\d{2})?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{2}[-/.]\d{2}[-/.]\d{2})",
    re.DOTALL,
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
# As the C library writes it: Sun Jun  9 15:39:00 2013.
_YEAR_LAST = re.compile(
    r"(?:[^\W\d_]+\s+)?([^\W\d_]{3,9})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(\d{4})"
)
_TIME_FIRST = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?),?\s+(\S.*\d{4}|\d{4}.*)")
_WEEKDAY_BETWEEN = re.compile(r"(\S*\d),? \(?[^\W\d_]{2,12}\)?\.?,? (\d{1,2}:\d{2}.*)")
_SHORT_YEAR = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{2})(?!\d)(.*)", re.DOTALL)
_OF_DATES = ("am", "pm", "at", "of", "st", "nd", "rd", "th", "utc", "gmt", "t", "z")
_ZONE_LETTERS = re.compile(r"\s+(?!AM\b|PM\b|UTC\b|GMT\b)[A-Z]{2,5}\Z")


def looks_like_timestamp(text: str, options: ImportOptions) -> bool:
    """Return whether a text is written like a date, perhaps with a time, even if an impossible one."""
    text = text.strip(" *")
    if len(text) > LONGEST_TIMESTAMP:
        return False
    if looks_like_time(text):
        return True
    if found := _TIME_FIRST.fullmatch(text):
        text = f"{found[2]} {found[1]}"
    if looks_like_time(text) or _LIKE_NUMBERS.fullmatch(text) is not None:
        return True
    if options.pattern:
        try:
            return options.parse_pattern(text) is not None
        except ValueError:
            return True
    return _has_month(text)


def parse_timestamp(text: str, date_order: DateOrderDetector, options: ImportOptions) -> EntryDate:
    """Parse the time or the day above an entry.

    Raises:
        ValueError: It can't be read, or no entry can be of that time.
    """
    text = text.strip(" *")
    if (said := options.parse_pattern(text)) is not None:
        return said
    wall = match_wall_time(text)
    if not wall and (between := _WEEKDAY_BETWEEN.fullmatch(text)):
        text = f"{between[1]} {between[2]}"
        wall = match_wall_time(text)
    if wall:
        at = wall_time(wall, options.zone)
        is_day = wall[4] is None and _DAY_ALONE.fullmatch(text)
        return date_without_time(at.date(), options.zone) if is_day else EntryDate(at)
    from resilify_cli.exchange.file_dates.month_names import WEEKDAYS
    from resilify_cli.exchange.file_dates.written_dates import find_date

    # The letters of a zone are no zone that is known everywhere: the time on the wall is what counts.
    plain = _ZONE_LETTERS.sub("", _in_usual_order(text))
    found = find_date(plain)
    if found is None:
        raise ValueError
    besides = f"{plain[: found.start]} {plain[found.end :]}".strip(" ,.;|-")
    if any(word.lower() not in WEEKDAYS for word in re.split(r"[\s,.]+", besides) if word):
        raise ValueError
    entry_date = found.read(date_order, options.zone)
    # With two digits for the year, any of the three numbers may be it.
    short = _SHORT_YEAR.fullmatch(text) is not None and not entry_date.guess.is_guess
    return entry_date._replace(guess=DateGuess.DAY_FIRST) if short else entry_date


def observe_timestamp(text: str, date_order: DateOrderDetector) -> bool:
    """Let the detector learn the order of day and month; return whether this date depends on it."""
    if text[:4].isdigit():
        # The year first, and then the month.
        return False
    from resilify_cli.exchange.file_dates.written_dates import find_date

    found = find_date(_in_usual_order(text.strip(" *")))
    if found is None or found.apart:
        return False
    date_order.observe(found.month, found.day)
    return found.month <= 12 and found.day <= 12


def _in_usual_order(text: str) -> str:
    if found := _YEAR_LAST.fullmatch(text):
        return f"{found[2]} {found[1]} {found[4]} {found[3]}"
    if found := _TIME_FIRST.fullmatch(text):
        return f"{found[2]} {found[1]}"
    if found := _SHORT_YEAR.fullmatch(text):
        century = "20" if int(found[4]) < 70 else "19"
        return f"{found[1]}{found[2]}{found[3]}{found[2]}{century}{found[4]}{found[5]}"
    return text


def _has_month(text: str) -> bool:
    """Return whether a text is a month's name, a year, another number, and only what goes with them."""
    numbers = _NUMBER.findall(text)
    if len(numbers) < 2 or not any(len(number) == 4 for number in numbers):
        return False
    from resilify_cli.exchange.file_dates.month_names import MONTHS, WEEKDAYS

    words = [word.lower() for word in _WORD.findall(text)]
    besides = [
        word for word in words if word not in MONTHS and word not in WEEKDAYS and word not in _OF_DATES
    ]
    return len(besides) < len(words) and not besides
