"""Reads when a person means to sit down, in what they wrote about it: `Sunday at 8pm, at the table`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from resilify_cli.dates.clock_words import PARTS_OF_DAY
from resilify_cli.dates.day_words import LONGEST, ReferenceDate, parse_day_words
from resilify_cli.days import WEEKDAYS

_TIME = re.compile(
    r"\b(?:(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? ?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>[0-9]{1,2})[:h](?P<minute24>[0-9]{2})\b|(?P<noon>noon)\b)"
)
# The hour of a part of the day, as in "Sunday evening at 7"; and what makes a time the end of a span.
_HOUR = re.compile(r"\bat ([0-9]{1,2})\b(?![:.0-9])")
_SPAN = re.compile(r"[0-9]\s*(?:-|–|to|until|or)\s*$")
_PART = re.compile(rf"\b(?:to)?({'|'.join(PARTS_OF_DAY)})s?\b")
_IN_DAYS = re.compile(r"\bin (?:(?P<days>[0-9]{1,3}) days?|a (?P<week>week))\b")
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(str.lower, WEEKDAYS))
_WEEKDAY = re.compile(rf"\b({_NAMES}|tues|thurs?)s?\b")
_WORD = re.compile(r"\b(today|tonight|tomorrow)\b")
_DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_DAY = timedelta(days=1)
_FARTHEST = 731 * _DAY
# How far an hour can be from the one that a part of the day stands for.
_PART_HOURS = 3


def parse_sitting(text: str, now: datetime, *, month_first: bool = False) -> datetime | None:
    """Return the time that is meant, on the clock on the wall; None where no day or no time is named.

    Where two are named, or it is years ahead, none is meant for certain, and none is returned.

    Args:
        text: What the person wrote.
        now: The time on the clock on the wall. A weekday is the next one from then on.
        month_first: Whether 8/10 is the tenth of August.
    """
    words = re.sub(r"\s+", " ", text[:LONGEST]).lower()
    at = _read_time(words)
    if at is None:
        return None
    day = _read_day(words, now, at, month_first=month_first)
    if day is None or day - now.date() > _FARTHEST:
        return None
    return datetime.combine(day, at) if datetime.combine(day, at) > now else None


def _read_time(words: str) -> time | None:
    times = list(_TIME.finditer(words))
    if not times:
        return _time_of_part(words)
    found = times[0]
    if len({one[0] for one in times}) > 1 or _SPAN.search(words[: found.start()]):
        return None
    if found["noon"]:
        return PARTS_OF_DAY["afternoon"].replace(hour=12)
    hour, minute = int(found["hour"] or found["hour24"]), int(found["minute"] or found["minute24"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found["half"] == "p")
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _time_of_part(words: str) -> time | None:
    """Return the time of a part of the day, or of the hour that is named of it."""
    part, hour = _PART.search(words), _HOUR.search(words)
    if part is None:
        return None
    usual = PARTS_OF_DAY[part[1]]
    if hour is None or not usual.hour:
        return usual
    # Of both halves of the day the one that lies in that part.
    both = (int(hour[1]), int(hour[1]) + 12)
    return next((time(one) for one in both if one < 24 and abs(one - usual.hour) <= _PART_HOURS), None)


def _read_day(words: str, now: datetime, at: time, *, month_first: bool) -> date | None:
    today = now.date()
    try:
        days = {date.fromisoformat(found) for found in _DATE.findall(words)}
    except ValueError:
        return None
    days |= {
        today + (7 if found["week"] else int(found["days"])) * _DAY for found in _IN_DAYS.finditer(words)
    }
    days |= {today + _DAY * (found == "tomorrow") for found in _WORD.findall(words)}
    for found in _WEEKDAY.findall(words):
        wanted = next(number for number, name in enumerate(WEEKDAYS) if name[:3].lower() == found[:3])
        ahead = (wanted - today.weekday()) % 7
        days.add(today + (ahead or 7 * (at <= now.time())) * _DAY)
    if days:
        return days.pop() if len(days) == 1 else None
    # What is left may be a date, such as 3 december: the next one of that name.
    rest = _PART.sub("", _TIME.sub("", _HOUR.sub("", words))).strip(" ,").removesuffix(" at")
    named = parse_day_words(rest, ReferenceDate(today, today + 364 * _DAY, month_first)) if rest else None
    return named.first if named and named.first == named.last else None
