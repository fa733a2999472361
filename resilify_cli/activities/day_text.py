"""Tells whether a text names a day, as people write one. Which day it is, is left to whoever reads it."""

from __future__ import annotations

import re
from datetime import date

# A year that has every day there is, for days without one.
_LEAP_YEAR = 2000
_NUMBERS = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{1,4}))?\.?")
# A day of a month that is named in whatever language: "3 November 2026", "Nov 3rd", "el 3 de mayo".
_NAMED_MONTH = re.compile(
    r"(?:[^\W\d]+\.?,?\s+){0,3}(\d{1,2})[^\W\d]{0,3}\.?,?(?:\s+[^\W\d]+\.?,?){0,4}(?:\s+\d{4})?"
)
_DAY_WORDS = frozenset(
    [
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    ]
)
_LAST_DAY = 31


def names_day(text: str) -> bool:
    """Return whether a text names a day: `2026-11-03`, `3.11.`, `11/3/26`, `3 November`, `last Monday`."""
    text = " ".join(text.lower().split())
    if found := _NUMBERS.fullmatch(text):
        return _is_day([int(part) for part in found.groups() if part])
    if _DAY_WORDS & set(re.findall(r"[^\W\d]+", text)):
        return True
    named = _NAMED_MONTH.fullmatch(text)
    has_word = re.search(r"[^\W\d]{3}", text) is not None
    return named is not None and has_word and 1 <= int(named[1]) <= _LAST_DAY


def _is_day(parts: list[int]) -> bool:
    """Return whether numbers are a day in one of the orders that people write."""
    if len(parts) == 2:
        orders = [(_LEAP_YEAR, parts[0], parts[1]), (_LEAP_YEAR, parts[1], parts[0])]
    else:
        first, second, third = parts
        orders = [(first, second, third), (third, second, first), (third, first, second)]
    return any(_is_date(*order) for order in orders)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year if year > 99 else _LEAP_YEAR + year, month, day)
    except ValueError:
        return False
    return True
