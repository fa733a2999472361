"""Tells a time of day apart from the day that stands before or behind it."""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

from resilify_cli.dates.day_words import LONGEST

# The hour that stands for a part of a day where no clock is named.
PARTS_OF_DAY = {
    "morning": time(9),
    "afternoon": time(15),
    "evening": time(20),
    "night": time(22),
    "midnight": time(),
}
_NOON = 12
_CLOCK = (
    r"(?:at )?(?:(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2}))?(?::[0-9]{2})? ?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>[0-9]{1,2})[:h](?P<minute24>[0-9]{2})(?::[0-9]{2})?"
    r"|(?P<noon>noon|midday))"
)
_BEHIND = re.compile(rf"(?P<rest>.*?)(?:^|[ ,]+|(?<=[0-9])t(?=[0-9]{{2}}:)){_CLOCK}")
_BEFORE = re.compile(rf"{_CLOCK}(?:$| (?:on )?(?P<rest>.*))")
_PART_OF_DAY = re.compile(rf"(.*?)(?:^| )(?:in the |at )?({'|'.join(PARTS_OF_DAY)})")


class ClockWords(NamedTuple):
    """A time of day as it was named: the `words` that are left for the day, the time, the part of the day.

    `at` is None, and `part` empty, where none was named.
    """

    words: str
    at: time | None
    part: str


def split_clock_words(text: str) -> ClockWords | None:
    """Return the time of day that words name, and what is left of them; None for a time that there is not."""
    words = re.sub(r"\s+", " ", text).strip().lower()
    if len(words) > LONGEST:
        return ClockWords(words, None, "")
    words = re.sub(r"\btonight\b", "today night", words)
    words = re.sub(rf"\b(?:this|last) ({'|'.join(PARTS_OF_DAY)})\b", _of_which_day, words)
    found = _BEHIND.fullmatch(words) or _BEFORE.fullmatch(words)
    rest = (found["rest"] or "").strip(" ,") if found else words
    part = ""
    if named := _PART_OF_DAY.fullmatch(rest):
        rest, part = named[1].strip(" ,"), named[2]
    if found is None:
        return ClockWords(rest, None, part)
    at = _read_time(found, part)
    return ClockWords(rest, at, part) if at is not None else None


def _of_which_day(found: re.Match[str]) -> str:
    return f"{'today' if found[0].startswith('this') else 'yesterday'} {found[1]}"


def _read_time(found: re.Match[str], part: str) -> time | None:
    if found["noon"]:
        return time(_NOON)
    hour, minute = int(found["hour"] or found["hour24"]), int(found["minute"] or found["minute24"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + _NOON * (found["half"] == "p")
    elif (part in ("afternoon", "evening") and hour < _NOON) or (part == "night" and 6 <= hour < _NOON):
        hour += _NOON
    return time(hour, minute) if hour < 24 and minute < 60 else None
