"""Finds the date of a note in its front matter and its name."""

from __future__ import annotations

import re
from datetime import datetime, time, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector, EntryDate
from resilify_cli.exchange.file_dates.time_parsing import parse_iso_time, to_local_time
from resilify_cli.exchange.file_dates.written_dates import find_date, parse_epoch, text_without_date

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.notes.file_name_dates import FileNameDate
    from resilify_cli.exchange.notes.front_matter import FrontMatter, FrontMatterField

# As `normalize_key` writes them: what the entry tells of comes before the name, when it was made behind it.
_OF = ("date", "day", "datetime", "journaldate", "entrydate")
CREATED_KEYS = (
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
# Three numbers as in 03-04-2023 or 03. 04. 23, also over two lines.
_LIKE_UNORDERED = re.compile(r"(?<![0-9])[0-9]{1,2}(?:[-/_]|\.\s*)[0-9]{1,2}(?:[-/_]|\.\s*)[0-9]{2}")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9].*", re.DOTALL)


class NoteDate(NamedTuple):
    """The date of a note.

    Attributes:
        entry_date: The date; None if neither front matter nor name has one.
        used: The parts of the front matter that it was read from.
        errors: What could not be read there, for messages.
        named: Whether the date of the name is the one, or of the same day.
    """

    entry_date: EntryDate | None
    used: tuple[FrontMatterField, ...] = ()
    errors: tuple[str, ...] = ()
    named: bool = False


class DateValue(NamedTuple):
    """A parsed date, whether nothing else stands beside it, and how it was read, for a message."""

    entry_date: EntryDate
    alone: bool = True
    said: str = ""


DATE_KEYS = frozenset({*_OF, *CREATED_KEYS, "time"})


def normalize_key(key: str) -> str:
    """Return a key of front matter as keys are compared: `Creation-Date` is `creationdate`."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


def note_date(
    front: FrontMatter, named: FileNameDate, date_order: DateOrderDetector, options: ImportOptions
) -> NoteDate:
    """Return the date of a note by its front matter or its name.

    A `date` comes first, then the name, then when the note was made.
    """
    told = _first_date(front, _OF, date_order, options)
    if told.entry_date is not None:
        return _with_time(told, front, named, options.zone)
    if named.entry_date is not None:
        return NoteDate(named.entry_date, errors=told.errors, named=True)
    made = _first_date(front, CREATED_KEYS, date_order, options)
    return made._replace(errors=(*told.errors, *made.errors))


def may_show_order(front: str) -> bool:
    """Return whether front matter can hold a date that tells the order of day and month, as it is written.

    What is escaped in it, or goes on in another line, counts as one that may.
    """
    return "\\" in front or _LIKE_UNORDERED.search(front) is not None


def observe_front_matter(front: FrontMatter, date_order: DateOrderDetector) -> None:
    """Let the detector learn the order of day and month from the dates of front matter."""
    for part in _fields_of(front, (*_OF, *CREATED_KEYS)):
        if isinstance(part.value, str) and (found := find_date(part.value)) and not found.apart:
            date_order.observe(found.month, found.day)


def parse_date_value(text: str, date_order: DateOrderDetector, options: ImportOptions) -> DateValue | None:
    """Parse the date in a value of front matter, if there is one.

    Raises:
        ValueError: no entry can be of that time.
    """
    text = text.strip()
    if (entry_date := options.parse_pattern(text)) is not None:
        return DateValue(entry_date)
    if _ISO.fullmatch(text):
        try:
            return DateValue(EntryDate(parse_iso_time(text, options.zone)))
        except ValueError:
            pass
    if (found := find_date(text)) is not None:
        entry_date = found.read(date_order, options.zone)
        return DateValue(
            entry_date, not text_without_date(text, found, entry_date.day or entry_date.at.date())
        )
    if (entry_date := parse_epoch(text, options.now, options.zone)) is not None:
        return DateValue(entry_date, said="is read as a number of seconds since 1970")
    return None


def _fields_of(front: FrontMatter, keys: tuple[str, ...]) -> list[FrontMatterField]:
    by_key: dict[str, FrontMatterField] = {}
    for part in front.parts:
        by_key.setdefault(normalize_key(part.key), part)
    return [by_key[key] for key in keys if key in by_key]


def _first_date(
    front: FrontMatter, keys: tuple[str, ...], date_order: DateOrderDetector, options: ImportOptions
) -> NoteDate:
    wrong: list[str] = []
    for part in _fields_of(front, keys):
        value = part.value
        # A link to the day, [[2024-04-16]], is a list in a list to YAML.
        while isinstance(value, list) and len(value) == 1:
            value = value[0]
        if value == "" or not isinstance(value, str):
            continue
        try:
            found = parse_date_value(value, date_order, options)
        except ValueError:
            found = None
        if found is None:
            wrong.append("its date can't be read, and stays in the text")
            continue
        said = (f"its date {found.said}",) if found.said else ()
        return NoteDate(found.entry_date, (part,) if found.alone else (), (*wrong, *said))
    return NoteDate(None, (), tuple(wrong))


def _with_time(told: NoteDate, front: FrontMatter, named: FileNameDate, zone: tzinfo) -> NoteDate:
    """Return a date with the time that stands under a key of its own, or in the name."""
    assert told.entry_date is not None, "a day was told"
    day = told.entry_date.day or told.entry_date.at.date()
    there = named.entry_date
    same_day = there is not None and (there.day or there.at.date()) == day
    if told.entry_date.day is None:
        return told._replace(named=same_day)
    for part in _fields_of(front, ("time",)):
        if isinstance(part.value, str) and (clock := _read_clock(part.value)) is not None:
            at = to_local_time(datetime.combine(day, clock), zone)
            entry_date = told.entry_date._replace(at=at, day=None)
            return told._replace(entry_date=entry_date, used=(*told.used, part), named=same_day)
    if same_day and there is not None and there.day is None:
        return told._replace(entry_date=there, named=True)
    return told._replace(named=same_day)


def _read_clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hour, half = int(found[1]), found[4]
    if half:
        hour = hour % 12 + 12 * (half in "pP") if 1 <= hour <= 12 else 24
    minute, second = int(found[2]), int(found[3] or 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
