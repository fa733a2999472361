"""Tells when a note is of: by its front matter, its name, a heading, or the time of its file."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import NamedTuple

from resilify_cli.exchange.file_dates.time_parsing import iso_time, local
from resilify_cli.exchange.file_dates.written_dates import find_date, of_epoch, rest_of
from resilify_cli.exchange.import_options import Dated, DayAndMonth, ImportOptions
from resilify_cli.exchange.notes.file_name_dates import Named
from resilify_cli.exchange.notes.front_matter import FrontMatter, Part

# As `plain_key` writes them: what the entry tells of comes before the name, when it was made behind it.
_OF = ("date", "day", "datetime", "journaldate", "entrydate")
MADE = (
    "created",
    "createdat",
    "createdon",
    "createdtime",
    "createddate",
    "datecreated",
    "timecreated",
    "creationdate",
    "creationtime",
    "ctime",
    "timestamp",
    "published",
    "publishdate",
    "pubdate",
)
_CLOCK = re.compile(r"([0-9]{1,2})[:.h]([0-9]{2})(?:[:.]([0-9]{2}))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9].*", re.DOTALL)


class Told(NamedTuple):
    """When a note is of, the parts of the front matter that said so, and what could not be read there.

    `named` is whether the name's date is the one, or says the same day.
    """

    dated: Dated | None
    used: tuple[Part, ...] = ()
    wrong: tuple[str, ...] = ()
    named: bool = False


class Value(NamedTuple):
    """A date that was read, whether nothing else stands beside it, and a word on how it was read."""

    dated: Dated
    alone: bool = True
    said: str = ""


DATE_KEYS = frozenset({*_OF, *MADE, "time"})


def plain_key(key: str) -> str:
    """Return a key of front matter as it is compared: `Creation-Date` is `creationdate`."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


def date_of(front: FrontMatter, named: Named, days: DayAndMonth, options: ImportOptions) -> Told:
    """Return when a note is of, as its front matter or its name tells it.

    A `date` comes first, then the name, then when the note was made.
    """
    told = _first(front, _OF, days, options)
    if told.dated is not None:
        return _with_time(told, front, named)
    if named.dated is not None:
        return Told(named.dated, wrong=told.wrong, named=True)
    made = _first(front, MADE, days, options)
    return made._replace(wrong=(*told.wrong, *made.wrong))


def notice_front_matter(front: FrontMatter, days: DayAndMonth) -> None:
    """Learn from the dates of front matter whether the day or the month comes first."""
    for part in _parts(front, (*_OF, *MADE)):
        if isinstance(part.value, str) and (found := find_date(part.value)) and not found.apart:
            days.notice(found.month, found.day)


def read_value(text: str, days: DayAndMonth, options: ImportOptions) -> Value | None:
    """Return the date that a value tells, if it tells one.

    Raises:
        ValueError: no entry can be of that time.
    """
    text = text.strip()
    if (dated := options.matched(text)) is not None:
        return Value(dated)
    if _ISO.fullmatch(text):
        try:
            return Value(Dated(iso_time(text)))
        except ValueError:
            pass
    if (found := find_date(text)) is not None:
        dated = found.read(days)
        return Value(dated, not rest_of(text, found, dated.day or dated.at.date()))
    if (dated := of_epoch(text, options.now)) is not None:
        return Value(dated, said="is read as a number of seconds since 1970")
    return None


def _parts(front: FrontMatter, keys: tuple[str, ...]) -> list[Part]:
    by_key: dict[str, Part] = {}
    for part in front.parts:
        by_key.setdefault(plain_key(part.key), part)
    return [by_key[key] for key in keys if key in by_key]


def _first(front: FrontMatter, keys: tuple[str, ...], days: DayAndMonth, options: ImportOptions) -> Told:
    wrong: list[str] = []
    for part in _parts(front, keys):
        value = part.value
        # A link to the day, [[2024-04-16]], is a list in a list to YAML.
        while isinstance(value, list) and len(value) == 1:
            value = value[0]
        if value == "" or not isinstance(value, str):
            continue
        try:
            found = read_value(value, days, options)
        except ValueError:
            found = None
        if found is None:
            wrong.append("its date can't be read, and stays in the text")
            continue
        said = (f"its date {found.said}",) if found.said else ()
        return Told(found.dated, (part,) if found.alone else (), (*wrong, *said))
    return Told(None, (), tuple(wrong))


def _with_time(told: Told, front: FrontMatter, named: Named) -> Told:
    """Return a day with the time that stands beside it: under a key of its own, or in the name."""
    assert told.dated is not None, "a day was told"
    day = told.dated.day or told.dated.at.date()
    there = named.dated
    same_day = there is not None and (there.day or there.at.date()) == day
    if told.dated.day is None:
        return told._replace(named=same_day)
    for part in _parts(front, ("time",)):
        if isinstance(part.value, str) and (clock := _clock(part.value)) is not None:
            dated = told.dated._replace(at=local(datetime.combine(day, clock)), day=None)
            return told._replace(dated=dated, used=(*told.used, part), named=same_day)
    if same_day and there is not None and there.day is None:
        return told._replace(dated=there, named=True)
    return told._replace(named=same_day)


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hour, half = int(found[1]), found[4]
    if half:
        hour = hour % 12 + 12 * (half in "pP") if 1 <= hour <= 12 else 24
    minute, second = int(found[2]), int(found[3] or 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
