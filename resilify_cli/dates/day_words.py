"""The words for days and for spans of days, as people type them, read into dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from resilify_cli.dates.lengths import first_day, subtract
from resilify_cli.days import WEEKDAYS, last_of_month, month_number
from resilify_cli.errors import UsageError

_WEEKDAYS = tuple(map(str.lower, WEEKDAYS))
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
_YEARS = range(1000, 9999)  # Beyond these there is no telling when a day begins in some zone.
# No words for a day are longer, and some that are would take long to look at.
LONGEST = 80
_DAY = timedelta(days=1)
_NUMBER = r"([0-9]{1,2})(?:st|nd|rd|th)?\.?"
_NEAR = {"now": 0, "just now": 0, "right now": 0, "today": 0, "yesterday": 1, "day before yesterday": 2}


class DayRange(NamedTuple):
    """The days that words mean: from `first` to `last`; both are the same for one day.

    `said` is a sentence that tells how words were taken that can mean two days, or empty.
    """

    first: date
    last: date
    said: str = ""


class ReferenceDate(NamedTuple):
    """What a day is reckoned from.

    `today` is the day of the person, `latest` the last date that a day without a year can be: at night that
    is a day later, where the calendar has turned and the person's day has not. `month_first` is how 8/10 is
    read.
    """

    today: date
    latest: date
    month_first: bool = False


def parse_day_words(text: str, calendar: ReferenceDate) -> DayRange | None:
    """Return the days that words mean, or None if they mean none that can be reckoned with."""
    if len(text) > LONGEST:
        return None
    words = re.sub(r"[\s,]+", " ", text).strip().lower()
    for begins in ("on ", "the ", "in "):
        words = words.removeprefix(begins)
    try:
        span = _read(words, calendar)
    except (ValueError, OverflowError):
        return None
    if span is None or span.first.year not in _YEARS or span.last.year not in _YEARS:
        return None
    return span


def _read(words: str, calendar: ReferenceDate) -> DayRange | None:
    today = calendar.today
    if (
        day := _read_near_day(words, calendar)
        or _read_length_ago(words, today)
        or _in_month(words, calendar.latest)
    ):
        return DayRange(day, day)
    span = _week_or_year(words, today) or _read_month(words, today) or _range_ending_today(words, today)
    return span or _in_numbers(words, calendar) or _read_iso_day(words)


def _read_near_day(words: str, calendar: ReferenceDate) -> date | None:
    """Read today, yesterday and weekdays; `last` puts a weekday before today."""
    if words in _NEAR:
        return calendar.today - _NEAR[words] * _DAY
    last, _, rest = words.rpartition(" ")
    wanted = _weekday_number(rest)
    if wanted is None or last not in ("", "last"):
        return None
    start = calendar.today if last else calendar.latest
    back = (start.weekday() - wanted) % 7
    return start - timedelta(days=back or 7 * (last == "last"))


def _weekday_number(word: str) -> int | None:
    """Return the number of the weekday that is called or begins so, None if there is none."""
    found = [n for n, name in enumerate(_WEEKDAYS) if len(word) > 2 and name.startswith(word)]
    return found[0] if found else None


def names_weekday(words: str) -> bool:
    """Return whether words for a day are a weekday's name alone."""
    return _weekday_number(words.strip(" ,").removeprefix("on ")) is not None


def has_no_year(words: str) -> bool:
    """Return whether words for a day have no number that could be a year."""
    return re.search(r"[0-9]{4}|[/.-][0-9]{1,2}[/.-][0-9]{2}$", words) is None


def parse_count(word: str) -> int:
    """Return the number that a word or digits say; 0 if they say none."""
    return int(word) if word.isdecimal() else _read_count("a" if word == "an" else word)


def _read_length_ago(words: str, today: date) -> date | None:
    """Read a length before today: -3d, 2w ago, 3 weeks ago, a month ago."""
    short = re.fullmatch(r"(?:-([0-9]{1,6}) ?([dwmy])|([0-9]{1,6}) ?([dwmy]) ago)", words)
    if short:
        return subtract(today, int(short[1] or short[3]), short[2] or short[4])
    long = re.fullmatch(r"([0-9]{1,6}|[a-z]+) (day|week|month|year)s? ago", words)
    if not long:
        return None
    if long[1].isdecimal():
        return subtract(today, int(long[1]), long[2][0])
    count = _read_count(long[1])
    return subtract(today, count, long[2][0]) if count else None


def _read_count(word: str) -> int:
    word = "a" if word == "one" else word
    return _COUNTS.index(word) + 1 if word in _COUNTS else 0


def _month_of(year: int, month: int) -> DayRange:
    """Return a month.

    Raises:
        ValueError: there is no such month.
    """
    first = date(year, month, 1)
    return DayRange(first, last_of_month(month_number(first)))


def _in_month(words: str, latest: date) -> date | None:
    """Read 3 november, 8th of october, november 3rd, 3 nov 2025; without a year, the last there was."""
    found = re.fullmatch(rf"{_NUMBER}(?: of)? ([a-z]{{3,9}})\.?(?: ([0-9]{{4}}))?", words)
    named, number, year = (found[2], found[1], found[3]) if found else ("", "", None)
    if not found:
        found = re.fullmatch(rf"([a-z]{{3,9}})\.? (?:the )?{_NUMBER}(?: ([0-9]{{4}}))?", words)
        if not found:
            return None
        named, number, year = found[1], found[2], found[3]
    month = _month_named(named)
    if not month:
        return None
    return date(int(year), month, int(number)) if year else _last_such(month, int(number), latest)


def _month_named(word: str) -> int:
    """Return the number of the month that is called or begins so; 0 if there is none, or two."""
    found = [n for n, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)]
    found = found or ([9] if word == "sept" else [])
    return found[0] if len(found) == 1 else 0


def _last_such(month: int, day: int, latest: date) -> date | None:
    # 29 February is in one year of four, or of eight.
    years = (year for year in range(latest.year, latest.year - 9, -1) if _is_date(year, month, day))
    return next((there for year in years if (there := date(year, month, day)) <= latest), None)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _week_or_year(words: str, today: date) -> DayRange | None:
    """Read this week, last month, last year and the like, and a year by its number."""
    if re.fullmatch("[0-9]{4}", words):
        return DayRange(date(int(words), 1, 1), date(int(words), 12, 31))
    which, _, unit = words.partition(" ")
    if which not in ("this", "last", "past") or unit not in ("week", "weekend", "month", "year"):
        return None
    back = int(which != "this")
    if unit == "month":
        there = subtract(today.replace(day=1), back, "m")
        return _month_of(there.year, there.month)
    if unit == "year":
        return DayRange(date(today.year - back, 1, 1), date(today.year - back, 12, 31))
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return DayRange(monday + (5 * _DAY if unit == "weekend" else 0 * _DAY), monday + 6 * _DAY)


def _read_month(words: str, today: date) -> DayRange | None:
    """Read a month: february 2025, 2025-02, and february alone for the last one that has begun."""
    if numbers := re.fullmatch("([0-9]{4})[-/.]([0-9]{1,2})", words):
        return _month_of(int(numbers[1]), int(numbers[2]))
    found = re.fullmatch("(?:last )?([a-z]{3,9})(?: (?:of )?([0-9]{4}))?", words)
    month = _month_named(found[1]) if found else 0
    if not found or not month:
        return None
    if found[2]:
        return _month_of(int(found[2]), month)
    return _month_of(today.year - (month >= today.month + (not words.startswith("last "))), month)


def _range_ending_today(words: str, today: date) -> DayRange | None:
    """Read a length that ends today: 30d, the last 8 weeks, past two months."""
    found = re.fullmatch(
        r"(?:last |past )?(?:([0-9]{1,4}) ?([dwmy])|([0-9]{1,4}|[a-z]+) (day|week|month|year)s?)", words
    )
    if not found:
        return None
    count = found[1] or (found[3] if found[3].isdecimal() else str(_read_count(found[3])))
    try:
        return DayRange(first_day(f"{int(count)}{found[2] or found[4][0]}", today), today)
    except UsageError:
        return None


def _in_numbers(words: str, calendar: ReferenceDate) -> DayRange | None:
    """Read 8/10, 8.10.2026 and 2026/10/8. With dots the day comes first, else as the person has it."""
    if found := re.fullmatch(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})\.?", words):
        return _one_day(date(int(found[1]), int(found[3]), int(found[4])))
    found = re.fullmatch(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2})?)?", words)
    if not found or (found[2] == "-" and not found[4]):
        return None
    first, second = int(found[1]), int(found[3])
    year = int(found[4]) + (2000 if len(found[4]) == 2 else 0) if found[4] else None
    month_first = calendar.month_first and found[2] != "."
    orders = [(second, first), (first, second)]
    readings = [
        day
        for month, number in (reversed(orders) if month_first else orders)
        if (day := _date_of(year, month, number, calendar.latest))
    ]
    if not readings:
        return None
    said = ""
    if len(readings) > 1 and first != second and (found[2] != "." or calendar.month_first):
        meant, other = readings
        other_words = f"{other.day} {_MONTHS[other.month - 1]}{f' {year}' if year else ''}"
        said = f"{words} is read as {_day_text(meant)}. For the other day, write {other_words}."
    return DayRange(readings[0], readings[0], said)


def _date_of(year: int | None, month: int, day: int, latest: date) -> date | None:
    if year is None:
        return _last_such(month, day, latest)
    return date(year, month, day) if _is_date(year, month, day) else None


def _day_text(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def _read_iso_day(words: str) -> DayRange | None:
    return _one_day(date.fromisoformat(words.upper()))


def _one_day(day: date) -> DayRange:
    return DayRange(day, day)
