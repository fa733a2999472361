"""Reads when a person means to sit down, in what they wrote about it: `Sunday at 8pm, at the table`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from resilify_cli.dates.clock_words import PARTS_OF_DAY
from resilify_cli.dates.day_words import LONGEST, ReferenceDate, parse_day_words
from resilify_cli.reminders.reminder import DAY_NAMES

_TIME = re.compile(
    r"\b(?:(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? ?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>[0-9]{1,2})[:h](?P<minute24>[0-9]{2})\b|(?P<noon>noon)\b)"
)
_PART = re.compile(rf"\b(?:to)?({'|'.join(PARTS_OF_DAY)})s?\b")
_IN_DAYS = re.compile(r"\bin (?:(?P<days>[0-9]{1,3}) days?|a (?P<week>week))\b")
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(str.lower, DAY_NAMES))
_WEEKDAY = re.compile(rf"\b({_NAMES}|tues|thurs?)s?\b")
_WORD = re.compile(r"\b(today|tonight|tomorrow)\b")
_DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_DAY = timedelta(days=1)


def parse_sitting(text: str, now: datetime, *, month_first: bool = False) -> datetime | None:
    """Return the time that is meant, on the clock on the wall; None where no day or no time is named.

    Args:
        text: What the person wrote.
        now: The time on the clock on the wall. A weekday is the next one from then on.
        month_first: Whether 8/10 is the tenth of August.
    """
    words = re.sub(r"\s+", " ", text[:LONGEST]).lower()
    at = _time(words)
    if at is None:
        return None
    day = _day(words, now, at, month_first=month_first)
    return datetime.combine(day, at) if day and datetime.combine(day, at) > now else None


def _time(words: str) -> time | None:
    part = _PART.search(words)
    if not (found := _TIME.search(words)):
        return PARTS_OF_DAY[part[1]] if part else None
    if found["noon"]:
        return PARTS_OF_DAY["afternoon"].replace(hour=12)
    hour, minute = int(found["hour"] or found["hour24"]), int(found["minute"] or found["minute24"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found["half"] == "p")
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(words: str, now: datetime, at: time, *, month_first: bool) -> date | None:
    today = now.date()
    if found := _DATE.search(words):
        try:
            return date.fromisoformat(found[0])
        except ValueError:
            return None
    if found := _IN_DAYS.search(words):
        return today + (7 if found["week"] else int(found["days"])) * _DAY
    if found := _WORD.search(words):
        return today + _DAY * (found[1] == "tomorrow")
    if found := _WEEKDAY.search(words):
        wanted = next(number for number, name in enumerate(DAY_NAMES) if name[:3].lower() == found[1][:3])
        ahead = (wanted - today.weekday()) % 7
        return today + (ahead or 7 * (at <= now.time())) * _DAY
    # What is left may be a date, such as 3 december: the next one of that name.
    rest = _PART.sub("", _TIME.sub("", words)).strip(" ,").removesuffix(" at")
    named = parse_day_words(rest, ReferenceDate(today, today + 364 * _DAY, month_first)) if rest else None
    return named.first if named and named.first == named.last else None
