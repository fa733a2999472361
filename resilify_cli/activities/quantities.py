"""Reads what a person typed into a typed field: a number, a time of day, a duration, a yes or no.

What was typed is kept as it was written; only sums and drawings read it, and leave out what they can't read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from resilify_cli.activities.day_text import names_day

MINUTES_A_DAY = 24 * 60
# A person's figure has at most so many digits; more are no figure that anything can be done with.
_NUMBER = re.compile(r"[-+]?\d{1,9}(?:[.,]\d{1,6})?")
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?\s*(?:h|o'?clock)?\s*(?P<half>[ap])?\.?(?:m\.?)?\Z", re.I
)
_NAMED_TIMES = {"midnight": 0, "noon": 12 * 60, "midday": 12 * 60}
_CLOCK_DURATION = re.compile(r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)\Z")
_PART = r"(\d{{1,6}}(?:[.,]\d{{1,3}})?)\s*(?:{})"
_HOURS = re.compile(_PART.format("h|hr|hrs|hour|hours") + r"(?![a-z])\.?", re.I)
_MINUTES = re.compile(_PART.format("m|min|mins|minute|minutes") + r"(?![a-z])\.?", re.I)
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})


class Unit(Enum):
    """What a quantity is measured in, and how it is written."""

    NUMBER = "number"
    PERCENT = "percent"
    # Minutes since midnight, from 0 to 1,439.
    TIME = "time"
    # Minutes.
    DURATION = "duration"
    # A day, which is kept as it was written and counted in no sum.
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it is measured in; `unit` says which."""

    value: float
    unit: Unit

    def __str__(self) -> str:
        """Write it as a person would: 23:40, 7 h 10 min, 86 %, 2.5."""
        if self.unit is Unit.TIME:
            minutes = round(self.value) % MINUTES_A_DAY
            return f"{minutes // 60:02}:{minutes % 60:02}"
        if self.unit is Unit.DURATION:
            return format_duration(self.value)
        if self.unit is Unit.PERCENT:
            return f"{round(self.value)} %"
        return f"{round(self.value, 2):g}"


def about_minutes(minutes: float) -> str:
    """Write about how many minutes something takes: `about a minute`, `about 2.5 minutes`."""
    return "about a minute" if minutes == 1 else f"about {minutes:g} minutes"


def format_duration(minutes: float) -> str:
    """Write a duration in minutes as hours and minutes: `7 h 10 min`."""
    whole = round(abs(minutes))
    sign = "-" if minutes < 0 and whole else ""
    hours, rest = divmod(whole, 60)
    parts = [f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours)
    return sign + " ".join(parts)


def parse_number(text: str, unit: str = "") -> float | None:
    """Return the number that a text says, with or without its unit, or None.

    Args:
        text: what was typed; a comma may stand for the decimal point.
        unit: the field's own unit, such as "cups", which may stand after the number.
    """
    text = text.strip()
    found = _NUMBER.match(text)
    if not found or text[found.end() :].strip().lower() not in ("", unit.lower(), unit.lower().rstrip("s")):
        return None
    return float(found.group().replace(",", "."))


def parse_time(text: str) -> int | None:
    """Return a time of day in minutes since midnight, or None: `23:40`, `11.40 pm`, `2340`, `7`, `noon`."""
    text = " ".join(text.lower().split())
    if text in _NAMED_TIMES:
        return _NAMED_TIMES[text]
    found = _TIME.match(text)
    if not found:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and minute == 0:
        return 0
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def parse_duration(text: str) -> float | None:
    """Return a duration in minutes, or None: `1 h 20`, `1:20`, `80 min`; a number alone is minutes."""
    text = " ".join(text.lower().split())
    if found := _CLOCK_DURATION.match(text):
        return int(found["hours"]) * 60 + int(found["minutes"])
    hours, rest = _match_number(_HOURS, text)
    if rest in ("and a half", "and half") and hours is not None:
        return (hours + 0.5) * 60
    minutes, rest = _match_number(_MINUTES, rest.removeprefix("and ").strip())
    if minutes is None and rest:
        # "1 h 20", and a number alone.
        minutes, rest = parse_number(rest), ""
        if minutes is None or minutes < 0:
            return None
    if rest or (hours is None and minutes is None):
        return None
    return (hours or 0) * 60 + (minutes or 0)


def parse_yes_no(text: str) -> bool | None:
    """Return whether a text says yes, or None if it says neither."""
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else None


def _match_number(pattern: re.Pattern[str], text: str) -> tuple[float | None, str]:
    """Return the number at the beginning of a text that a pattern finds there, and the text after it."""
    found = pattern.match(text)
    if not found:
        return None, text
    return float(found[1].replace(",", ".")), text[found.end() :].strip()


@dataclass(frozen=True, slots=True)
class LineFormat:
    """What a typed line should read as: a quantity of a unit, a number between two ends if they are given.

    `counted` is what a number counts, such as "cups".
    """

    unit: Unit
    low: float | None = None
    high: float | None = None
    counted: str = ""

    def problem(self, text: str) -> str:
        """Return a sentence about a line that reads as nothing of the kind; empty where it does."""
        if not text.strip():
            return ""
        if self.unit is Unit.TIME:
            return "" if parse_time(text) is not None else "That does not read as a time, such as 23:40."
        if self.unit is Unit.DURATION:
            wrong = "That does not read as a length of time, such as 1 h 20 or 15 min."
            return "" if parse_duration(text) is not None else wrong
        if self.unit is Unit.DATE:
            wrong = "That does not read as a date, such as 2026-11-03 or 3 November 2026."
            return "" if names_day(text) else wrong
        number = parse_number(text, self.counted)
        if number is None:
            return "That does not read as a number."
        below = self.low is not None and number < self.low
        above = self.high is not None and number > self.high
        return f"That is not {self._range_text()}." if below or above else ""

    def _range_text(self) -> str:
        counted = f" {self.counted}" if self.counted else ""
        if self.low is None:
            return f"at most {self.high:g}{counted}"
        return (
            f"at least {self.low:g}{counted}"
            if self.high is None
            else (f"between {self.low:g} and {self.high:g}{counted}")
        )
