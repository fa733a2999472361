"""Reads the times and the days of the week at which a reminder is to come."""

from __future__ import annotations

import re
from collections.abc import Iterable

from resilify_cli.dates.clock_words import PARTS_OF_DAY, split_clock_words
from resilify_cli.days import WEEKDAYS
from resilify_cli.errors import UsageError
from resilify_cli.reminders.reminder import DAY_MINUTES, EVERY_DAY, TimeWindow

_MOST_TIMES = 12
_LEAST_LETTERS = 2
_DAY_WORDS = {
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "weekdays": (0, 1, 2, 3, 4),
    "weekend": (5, 6),
    "weekends": (5, 6),
}


def parse_windows(at: Iterable[str], between: Iterable[str]) -> tuple[TimeWindow, ...]:
    """Return the times of a day, the earliest first.

    Args:
        at: Times, such as 20:00, 8pm or noon; several in one text have commas between them.
        between: Windows, such as 18:00-20:00 or 6pm to 8pm; one may go past midnight.

    Raises:
        UsageError: one can't be read, or there are too many.
    """
    times = [TimeWindow(_read_minute(part, "--at")) for text in at for part in _split_parts(text)]
    found = sorted({*times, *(_read_window(part) for text in between for part in _split_parts(text))})
    if len(found) > _MOST_TIMES:
        raise UsageError(f"A reminder can come at {_MOST_TIMES} times a day at most.", "Make a second one.")
    return tuple(found)


def parse_weekdays(texts: Iterable[str]) -> tuple[int, ...]:
    """Return days of the week, 0 for Monday, in order; all of them where none are named.

    Args:
        texts: Such as monday, mon,thu, mon-fri, weekdays, weekend or daily.

    Raises:
        UsageError: one can't be read.
    """
    words = [word for text in texts for word in re.split(r"[,\s]+", text.lower()) if word]
    days = {day for word in words for day in _read_days(word)}
    return tuple(sorted(days)) or EVERY_DAY


def _split_parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _read_minute(text: str, option: str) -> int:
    found = split_clock_words(text)
    at = None if found is None or found.words else found.at or PARTS_OF_DAY.get(found.part)
    if at is None:
        raise UsageError(
            f"{option} needs a time of day, and {text[:40]!r} is none that can be read here.",
            "Write it like 20:00, 8pm, noon or evening.",
        )
    return at.hour * 60 + at.minute


def _read_window(text: str) -> TimeWindow:
    ends = re.split(r"\s*(?:-|–|\bto\b|\buntil\b|\band\b)\s*", text)
    if len(ends) != 2:
        raise UsageError(
            f"--between needs two times, and {text[:40]!r} has another shape.", "Write it like 18:00-20:00."
        )
    start, end = (_read_minute(part, "--between") for part in ends)
    if start == end:
        raise UsageError("--between needs two different times.", f"For one time: --at {ends[0]}")
    return TimeWindow(start, (end - start) % DAY_MINUTES)


def _read_days(word: str) -> Iterable[int]:
    if word in _DAY_WORDS:
        return _DAY_WORDS[word]
    ends = [_read_day(part) for part in re.split("[-–]", word)]
    if None in ends or len(ends) > 2:
        raise UsageError(
            f"--on needs days of the week, and {word[:40]!r} is none that can be read here.",
            "Write them like mon,thu or mon-fri, or write weekdays, weekend or daily.",
        )
    first, last = ends[0] or 0, ends[-1] or 0
    # From Saturday to Monday goes past the end of the week.
    return [(first + number) % 7 for number in range((last - first) % 7 + 1)]


def _read_day(word: str) -> int | None:
    """Return a day by its name, or by the letters that it begins with; also as in mondays."""
    names = [name.lower() for name in WEEKDAYS]
    long_enough = len(word) >= _LEAST_LETTERS
    return next(
        (
            day
            for day, name in enumerate(names)
            if long_enough and (name.startswith(word) or word == f"{name}s")
        ),
        None,
    )
