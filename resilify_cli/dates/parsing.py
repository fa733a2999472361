"""Reads the days and times that a person names on the command line, as people name them.

One grammar for every command: `parse_day_words` knows the words for days, and here is what a command
asks for: one day, a span, or the time of an entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from resilify_cli.dates.clock_words import PARTS_OF_DAY, ClockWords, split_clock_words
from resilify_cli.dates.day_words import (
    DayRange,
    ReferenceDate,
    has_no_year,
    names_weekday,
    parse_count,
    parse_day_words,
)
from resilify_cli.days import Days, day_of, from_wall, in_zone, same_time
from resilify_cli.errors import UsageError

_ENTRY_YEARS = range(1900, 2200)
_DAY = timedelta(days=1)
_TIMES = "yesterday, yesterday 9pm, last night, monday, 3 november or 2026-11-03 18:30"
_NOON = time(12)
# Where 8/10 is the tenth of August: countries, and languages.
_MONTH_FIRST = {"US", "PH", "FM", "PW", "MH", "GU", "PR", "ja", "ko", "zh", "hu", "mn", "lt"}
# These are reckoned from the person's own day, which at night is still the one before.
# The hour that stands for a part of a day may be that much ahead while the part has begun.
_BEFORE_A_PART = timedelta(hours=4)
_RELATIVE = re.compile(r"|(?:the )?(?:day before )?(?:today|yesterday)|.* ago|-.*")


def _tell_nobody(said: str) -> None:
    """Tell nobody."""


class DateContext(NamedTuple):
    """The person's clock and customs.

    Args:
        now: The time, in this computer's zone.
        starts_at: How long after midnight their day begins.
        month_first: Whether 8/10 is the tenth of August.
        tell: Says a sentence about words that can mean two days.
        zone: The zone of their clock.
    """

    now: datetime
    starts_at: timedelta = timedelta()
    month_first: bool = False
    tell: Callable[[str], None] = _tell_nobody
    zone: tzinfo = UTC

    @property
    def today(self) -> date:
        """The day that it is for this person."""
        return day_of(self.now, self.starts_at)


class EntryTime(NamedTuple):
    """The time `at` that an entry is about, and the `day` it belongs to where no clock was named with it."""

    at: datetime
    day: date | None = None


def is_month_first(environment: Mapping[str, str]) -> bool:
    """Return whether a person of this locale writes 8/10 for the tenth of August."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_TIME", "LANG"))
    language, _, country = next(filter(None, names), "").partition(".")[0].partition("_")
    return country.upper() in _MONTH_FIRST or language in _MONTH_FIRST


def parse_day_range(since: str | None, until: str | None, day: str | None, here: DateContext) -> Days | None:
    """Return the days from `since` to `until`, or those of `day`; None if none are named.

    Each may be a day or a span: `since` counts from its first day, `until` to its last.

    Raises:
        UsageError: a word is no day, or `day` comes with one of the others.
    """
    if day is not None:
        if since is not None or until is not None:
            raise UsageError("--on says which days, so it does not go with --from or --to.")
        since = until = day
    if since is None and until is None:
        return None
    first = parse_days(since, here) if since is not None else None
    last = first if since == until else parse_days(until, here) if until is not None else None
    return Days(first and first.first, last and last.last, here.starts_at)


def is_day_words(text: str, here: DateContext) -> bool:
    """Return whether words can be read as a day, or as a span of them."""
    return _read_range(text, here) is not None


def parse_days(text: str, here: DateContext) -> DayRange:
    """Return the day or the span that a person means: `monday`, `last week`, `february 2025`, `30d`.

    Raises:
        UsageError: it can be read as neither.
    """
    span = _read_range(text, here)
    if span is None:
        raise UsageError(
            f"{text[:40]!r} is no day that can be read here.",
            "Write today, yesterday, monday, -3d, 3 weeks ago, 3 november or 2026-11-03;"
            " or for several days last week, february 2025 or 30d.",
        )
    if span.said:
        here.tell(span.said)
    return span


def parse_day(text: str, here: DateContext) -> date:
    """Return the day that a person means: `monday`, `-3d`, `3 weeks ago`, `3 november`, `2026-11-03`.

    A weekday is the last one, and today if it is that; a date without a year is the last such date.

    Raises:
        UsageError: it can't be read as one day.
    """
    span = _one_day(text, here)
    if span.said:
        here.tell(span.said)
    return span.first


def _one_day(text: str, here: DateContext, examples: str = "") -> DayRange:
    span = _read_range(text, here)
    if span is None or span.first != span.last:
        what = "no day that can be read here" if span is None else "more than one day"
        raise UsageError(
            f"{text[:40]!r} is {what}.",
            f"Write {examples or 'today, yesterday, monday, -3d, 3 weeks ago, 3 november or 2026-11-03'}.",
        )
    return span


def _read_range(text: str, here: DateContext) -> DayRange | None:
    clock = split_clock_words(text)
    if clock is None or clock.at is not None:
        return None
    # A part of a day, as in "this morning", is of that day.
    words = clock.words or ("today" if clock.part else "")
    return parse_day_words(
        words, ReferenceDate(here.today, max(here.today, here.now.date()), here.month_first)
    )


def parse_entry_time(text: str, here: DateContext) -> EntryTime:
    """Return the time of an entry: a day, a day with a time, or a time alone.

    A day alone, or a part of one (`yesterday evening`), is that day whenever a day begins, and gets the time
    of day that it is now, or an hour that stands for the part. With a clock time it is a moment: of a date or
    a weekday that of the calendar; reckoned from the person's own day the one within that. At three in the
    night, where days begin at five, `yesterday 01:00` is 26 hours ago. A time alone is the last such time.
    A time that the clocks leave out is as much later; of an hour that comes twice it is the first.

    Raises:
        UsageError: it can't be read, is still to come although it is today, or is out of the years that a
            journal can hold.
    """
    clock = split_clock_words(text)
    if clock is None:
        raise UsageError(f"{text[:40]!r} has no time of day that there is.", f"Write it like {_TIMES}.")
    words = clock.words or ("today" if clock.part or clock.at else "")
    if (passed := _length_passed(words)) is not None:
        return _in_years(EntryTime(in_zone(here.now.astimezone(UTC) - passed, here.zone)), text)
    span = _one_day(words, here, _TIMES)
    if span.said:
        here.tell(span.said)
    if clock.at is None:
        return _in_years(_day_alone(span.first, clock, here), text)
    if not clock.words and not clock.part:
        at = _moment_of(here.now.date(), clock.at, here.zone)
        return EntryTime(at if at <= here.now else _moment_of(here.now.date() - _DAY, clock.at, here.zone))
    return _in_years(EntryTime(_of_day(span.first, clock, here)), text)


def _length_passed(words: str) -> timedelta | None:
    """Read hours and minutes that have passed: 2 hours ago, half an hour ago, 20min ago."""
    if words == "half an hour ago":
        return timedelta(minutes=30)
    found = re.fullmatch(r"([0-9]{1,4}|[a-z]+(?= )) ?(h|hours?|min|minutes?) ago", words)
    if not found or (not (count := parse_count(found[1])) and not found[1].isdecimal()):
        return None
    return timedelta(hours=count) if found[2][0] == "h" else timedelta(minutes=count)


def _day_alone(day: date, clock: ClockWords, here: DateContext) -> EntryTime:
    is_now = day in (here.today, here.now.date())
    if not clock.part:
        return EntryTime(here.now if is_now else same_time(day, here.now, here.starts_at, here.zone), day)
    at = _part_of(day, clock.part, here.zone)
    # Before noon, an evening of the weekday that it is can only be that of last week.
    if at - here.now > _BEFORE_A_PART and names_weekday(clock.words):
        return EntryTime(_part_of(day - 7 * _DAY, clock.part, here.zone), day - 7 * _DAY)
    return EntryTime(min(at, here.now) if is_now else at, day)


def _part_of(day: date, part: str, zone: tzinfo) -> datetime:
    return _moment_of(day + _DAY if part == "midnight" else day, PARTS_OF_DAY[part], zone)


def _of_day(day: date, clock: ClockWords, here: DateContext) -> datetime:
    """Return the moment of a clock time with the words for a day."""
    assert clock.at is not None, "a day alone is another matter"
    relative = _RELATIVE.fullmatch(clock.words) is not None
    start = (datetime.min + here.starts_at).time()
    at_night = here.today < here.now.date()
    dates = [day]
    if (clock.part == "night" and clock.at < _NOON) or (relative and at_night and clock.at < start):
        # The small hours of that day are of the next date.
        dates = [day + _DAY, day]
    found = [_moment_of(one, clock.at, here.zone) for one in dates]
    past = [at for at in found if at <= here.now]
    if past:
        return past[0]
    if names_weekday(clock.words):
        return _moment_of(dates[0] - 7 * _DAY, clock.at, here.zone)
    if relative or has_no_year(clock.words):
        raise UsageError("That time is still to come.", f"Write the day it was: {_TIMES}.")
    return found[0]


def _moment_of(day: date, clock: time, zone: tzinfo) -> datetime:
    return from_wall(datetime.combine(day, clock), zone)


def _in_years(when: EntryTime, text: str) -> EntryTime:
    if when.at.year not in _ENTRY_YEARS:
        raise UsageError(f"An entry can't be of the year {when.at.year}.")
    return when
