"""Parses the date and the title in a file's name and in the names of its folders."""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector, EntryDate, date_without_time
from resilify_cli.exchange.file_dates.month_names import MONTHS
from resilify_cli.exchange.file_dates.time_parsing import to_local_time
from resilify_cli.exchange.file_dates.written_dates import (
    find_date,
    observe_order,
    parse_epoch,
    text_without_date,
)

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions

# Names that a program gives where a person gave none.
_NO_TITLE = re.compile(r"(?:_?index|untitled(?:[ _-]?[0-9]+)?|unbenannt(?:[ _-]?[0-9]+)?)", re.IGNORECASE)
_OPAQUE = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_YEAR = re.compile(r"(1[6-9][0-9]{2}|2[01][0-9]{2})")
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?(?![0-9A-Za-z])[\s_.,-]*(.*)", re.DOTALL)
_MONTH_AND_DAY = re.compile(r"([0-9]{1,2})[-_. ]([0-9]{1,2})(?![0-9])[\s_.,-]*(.*)", re.DOTALL)
_CLOCK = re.compile(
    r"([01][0-9]|2[0-3])(?:([-.:h_])([0-5][0-9])(?:[-.:]([0-5][0-9]))?|([0-5][0-9])([0-5][0-9])?)"
    r"(?![0-9])[\s_.,-]*(.*)",
    re.DOTALL,
)


class FileNameDate(NamedTuple):
    """The date and the title in a file's name; the date may be None, the title empty."""

    entry_date: EntryDate | None
    title: str


def parse_file_name(path: str, date_order: DateOrderDetector, options: ImportOptions) -> FileNameDate:
    """Return the date and the title in a file's name.

    A day that is a name alone gets its month and its year from the folders above, as in `2023/11/05.md`; and
    a file in a folder that is called as a day is of that day.

    Args:
        path: the whole path, with `/` between its parts.
        date_order: Which comes first in its dates, the day or the month.
        options: the options of the import.
    """
    *folders, name = normalize("NFC", path).split("/")
    stem = re.sub(r"\.(?:md|markdown|mdown|mkd|txt|text|textbundle|textpack|html?)\Z", "", name, flags=re.I)
    # As systems call a second file of one name.
    stem = re.sub(r"(?<=[^ ]) ?\([0-9]{1,3}\)\Z", "", stem)
    if _OPAQUE.fullmatch(stem):
        return FileNameDate(None, "")
    try:
        found = _in_name(stem, date_order, options) or _in_folders(stem, folders, date_order, options.zone)
    except ValueError:
        found = None
    if found is None:
        return FileNameDate(None, "" if _NO_TITLE.fullmatch(stem) else stem)
    return found._replace(title="") if _NO_TITLE.fullmatch(found.title) else found


def observe_file_name(path: str, *date_orders: DateOrderDetector) -> None:
    """Let detectors learn the order of day and month from a file's name."""
    observe_order(path.rpartition("/")[2], *date_orders)


def _in_name(stem: str, date_order: DateOrderDetector, options: ImportOptions) -> FileNameDate | None:
    if (entry_date := options.parse_pattern(stem)) is not None:
        return FileNameDate(entry_date, "")
    if (written := find_date(stem)) is not None:
        entry_date = written.read(date_order, options.zone)
        return FileNameDate(
            entry_date, text_without_date(stem, written, entry_date.day or entry_date.at.date())
        )
    if (entry_date := parse_epoch(stem, options.now, options.zone)) is not None:
        return FileNameDate(entry_date, "")
    return None


def _in_folders(
    stem: str, folders: list[str], date_order: DateOrderDetector, zone: tzinfo
) -> FileNameDate | None:
    """Parse a name together with the folders above it."""
    above = ["", "", "", *folders]
    if (year := _read_year(above[-1])) and (found := _MONTH_AND_DAY.fullmatch(stem)):
        return _date_in_name(_make_day(year, int(found[1]), int(found[2])), found[3], zone)
    there = _year_and_month(above)
    if there and not year:
        year = there[0]
    if year and (written := find_date(f"{stem} {year}") or find_date(f"{year} {stem}")):
        entry_date = written.read(date_order, zone)
        rest = stem if written.end < len(stem) else ""
        return FileNameDate(entry_date, rest)
    if (found := _DAY.fullmatch(stem)) and there:
        return _date_in_name(_make_day(*there, int(found[1])), found[2], zone)
    day = _day_of_folder(above, date_order, zone)
    return None if day is None else _time_in_name(day, stem, zone)


def _date_in_name(day: date | None, rest: str, zone: tzinfo) -> FileNameDate | None:
    if day is None:
        return None
    nothing = find_date(f"{day:%Y-%m-%d} ")
    assert nothing is not None, "a day in figures is always found"
    title = text_without_date(f"{day:%Y-%m-%d} {rest}", nothing, day)
    return FileNameDate(date_without_time(day, zone), title)


def _time_in_name(day: date, stem: str, zone: tzinfo) -> FileNameDate:
    """Parse a name, perhaps a time, in a folder whose name is a day."""
    found = _CLOCK.fullmatch(stem)
    if not found:
        return FileNameDate(date_without_time(day, zone), stem)
    minute, second = int(found[3] or found[5]), int(found[4] or found[6] or 0)
    at = datetime.combine(day, time(int(found[1]), minute, second))
    return FileNameDate(EntryDate(to_local_time(at, zone)), found[7])


def _day_of_folder(above: list[str], date_order: DateOrderDetector, zone: tzinfo) -> date | None:
    """Return the day that the folder of a file is called as, alone or with the folders above it."""
    written = find_date(above[-1])
    if written is not None:
        entry_date = written.read(date_order, zone)
        day = entry_date.day or entry_date.at.date()
        return None if text_without_date(above[-1], written, day) else day
    found = _DAY.fullmatch(above[-1])
    there = _year_and_month(above[:-1]) if found else None
    day_and_rest = (
        _date_in_name(_make_day(*there, int(found[1])), found[2], zone) if found and there else None
    )
    if day_and_rest is None or day_and_rest.title or day_and_rest.entry_date is None:
        return None
    return day_and_rest.entry_date.day


def _year_and_month(above: list[str]) -> tuple[int, int] | None:
    """Return the year and the month of a file's folder, as in `2023/11`, `2023/11 November`, `2023-11`."""
    words = re.findall(r"[^\W\d_]+|[0-9]+", above[-1])
    numbers = [int(word) for word in words if word.isascii() and word.isdecimal()]
    named = [MONTHS[word.lower()] for word in words if word.lower() in MONTHS]
    if len(numbers) + len(named) != len(words):
        return None
    year = next((number for number in numbers if _YEAR.fullmatch(str(number))), 0)
    months = [number for number in numbers if number != year] + named
    if not months or any(month != months[0] for month in months) or not 1 <= months[0] <= 12:
        return None
    year = year or _read_year(above[-2])
    return (year, months[0]) if year else None


def _read_year(folder: str) -> int:
    return int(folder) if _YEAR.fullmatch(folder) else 0


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
