"""Reads Daylio's table: its rows, and the check-in of each."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from hashlib import blake2b
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.checkin.model import Checkin
from resilify_cli.exchange.containers.source import LARGEST_ENTRY, ImportSource, first_line
from resilify_cli.exchange.entries.portable_entry import EmptyEntry, ImportProblem, PortableEntry, ReadResult
from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector, EntryDate, date_without_time
from resilify_cli.exchange.file_dates.time_parsing import to_local_time
from resilify_cli.exchange.formats.daylio.html_text import html_to_text
from resilify_cli.exchange.formats.daylio.moods import mood_number, normalize_word
from resilify_cli.store.labels import LONGEST_LABEL, label
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions

_DATES = ("full_date", "year", "date", "weekday", "time")
_WORDS = ("mood", "activities", "note_title", "note")
_NEEDED = {"date", "time", "mood", "activities", "note"}
_TIME = re.compile(r"(\D*?)\s*(\d{1,2})\s?[:.h]\s?(\d{2})(?::\d{2})?\s*(.*)", re.DOTALL)
# The halves of a day in the languages that say them; without dots, in lower case.
_MORNING = {"", "am", "a", "vorm", "πμ", "дп", "上午", "午前", "오전", "ص", "öö", "de", "f m", "fm"}
_EVENING = {"pm", "p", "nachm", "μμ", "пп", "下午", "午後", "오후", "م", "ös", "du", "e m", "em"}
_NO_NUMBER = "its word for a mood has no number: --mood WORD=N gives it one"
_NO_DATE = "its date can't be read"
_NO_TIME = "its time can't be read"
# A row has at most this many different moods with one id each, so that it is known whichever it had.
_NUMBERS = (None, 1, 2, 3, 4, 5)


class DaylioRow(NamedTuple):
    """A row: the number of its line, and its cells by the names of the columns."""

    line: int
    cells: Mapping[str, str]


def is_daylio_table(head: bytes) -> bool:
    """Return whether a file is a table of Daylio, by the names of its columns in the first line."""
    return _read_header(first_line(head)) is not None


def rows(source: ImportSource) -> Iterator[DaylioRow | ImportProblem]:
    """Yield each row of a table, or a problem from where on it can't be read."""
    file = io.TextIOWrapper(source.open_text(), encoding="utf-8", newline="")
    begins = first_line(source.head)
    columns, delimiter = _read_header(begins) or ([], ",")
    csv.field_size_limit(LARGEST_ENTRY)
    table = csv.reader(file, delimiter=delimiter)
    last = 1
    try:
        for cells in table:
            line, last = last, table.line_num + 1
            if not any(cell.strip() for cell in cells) or _read_header(",".join(cells)) is not None:
                continue
            last_cell = len(columns) - 1
            # What stands behind the last column belongs to it, as where a note was not put in quotes.
            whole = [*cells[:last_cell], ",".join(cells[last_cell:])] if len(cells) > last_cell else cells
            yield DaylioRow(line, dict(zip_longest(columns, whole, fillvalue="")))
    except csv.Error:
        yield ImportProblem(f"{last}", "from here on it is no table")


def unknown_moods(source: ImportSource, given: Mapping[str, int]) -> list[str]:
    """Return the words for moods in a table that have no number, the most frequent ones first."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for row in rows(source):
        if isinstance(row, DaylioRow) and (word := " ".join(row.cells.get("mood", "").split())):
            counts[normalize_word(word)] += 1
            written.setdefault(normalize_word(word), word)
    return [written[plain] for plain, _ in counts.most_common() if mood_number(plain, given) is None]


def row_to_entry(
    row: DaylioRow, date_order: DateOrderDetector, options: ImportOptions, modified: datetime | None
) -> ReadResult:
    """Return the check-in of a row.

    Args:
        row: The row.
        date_order: Parses dates whose order of day and month is not told.
        options: The options of the import.
        modified: When the file was changed last, for a row whose date can't be read.

    Raises:
        ValueError: No entry can be of the file's time.
    """
    place, cells = f"{row.line}", row.cells
    if not any(value.strip() for key, value in cells.items() if key not in _DATES):
        return EmptyEntry(place)
    wrong: list[str] = []
    unread: list[str] = []
    entry_date = _parse_date(cells, date_order, options.zone, wrong, unread) or options.fallback_date(
        modified
    )
    word = " ".join(cells.get("mood", "").split())
    mood = mood_number(word, options.moods)
    if word and mood is None:
        wrong.append(_NO_NUMBER)
    activities, too_long = _split_activities(cells.get("activities", ""))
    note = _note_text(cells, word if mood is None else "", unread, too_long)
    checkin = Checkin(mood, (), activities, note, word if mood else "")
    ids = {number: _row_id(cells, entry_date, number) for number in _NUMBERS}
    return PortableEntry(
        checkin.text,
        entry_date.at,
        ids[mood],
        kind="checkin",
        checkin=checkin,
        day=entry_date.day,
        guess=entry_date.guess,
        remarks=tuple(ImportProblem(place, one) for one in wrong),
        location=place,
        other_ids=tuple(made for number, made in ids.items() if number != mood),
    )


def _note_text(cells: Mapping[str, str], unread_mood: str, unread: Collection[str], too_long: str) -> str:
    """Return the note of a row, below what of the row can't be read and would be lost.

    Args:
        cells: The cells of the row.
        unread_mood: The word of a mood without a number, or nothing.
        unread: The names of columns that can't be read.
        too_long: The activities that are too long to be one.
    """
    others = [key for key in cells if key not in (*_DATES, *_WORDS)]
    parts = (
        f"Mood: {unread_mood}" if unread_mood else "",
        *(f"{key}: {cells[key].strip()}" for key in (*unread, *others) if cells.get(key, "").strip()),
        too_long,
        # A title is plain words, whatever is in them.
        cells.get("note_title", "").strip(),
        html_to_text(cells.get("note", "")).strip(),
    )
    return "\n\n".join(part for part in parts if part)


def _read_header(line: str) -> tuple[list[str], str] | None:
    """Return the names of the columns in a line, and what stands between them, if they are Daylio's."""
    for delimiter in ",;\t":
        names = [name.strip(' "\ufeff').casefold() for name in line.split(delimiter)]
        if set(names) >= _NEEDED and {"full_date", "year"} & set(names):
            return names, delimiter
    return None


def _split_activities(cell: str) -> tuple[tuple[str, ...], str]:
    """Return the activities, each once; and those that are too long to be one, as words."""
    words = [" ".join(word.split()) for word in cell.split("|")]
    longer = [word for word in words if len(word) > LONGEST_LABEL]
    labels = dict.fromkeys(label(word) for word in words if word and len(word) <= LONGEST_LABEL)
    return tuple(labels), " | ".join(longer)


def _parse_date(
    cells: Mapping[str, str], date_order: DateOrderDetector, zone: tzinfo, wrong: list[str], unread: list[str]
) -> EntryDate | None:
    """Return the date of a row; None if it can't be read.

    Messages about what can't be read are added to `wrong`, and the columns of it to `unread`.
    """
    found = _read_date(cells, date_order, zone)
    if found is None:
        wrong.append(_NO_DATE)
        unread += _DATES
        return None
    written = cells.get("time", "").strip()
    at = _read_time(written)
    if at is None and written:
        wrong.append(_NO_TIME)
        unread.append("time")
    try:
        day = date_without_time(found.at.date(), zone)._replace(guess=found.guess)
        return (
            day
            if at is None
            else EntryDate(to_local_time(datetime.combine(found.at.date(), at), zone), guess=found.guess)
        )
    except ValueError:
        wrong.append(_NO_DATE)
        unread[:] = _DATES
        return None


def _read_date(cells: Mapping[str, str], date_order: DateOrderDetector, zone: tzinfo) -> EntryDate | None:
    full = cells.get("full_date", "").strip()
    try:
        return date_without_time(date.fromisoformat(full), zone)
    except ValueError:
        pass
    from resilify_cli.exchange.file_dates.written_dates import find_date

    short, year = cells.get("date", "").strip(), cells.get("year", "").strip()
    for text in (full, f"{short} {year}", f"{year} {short}"):
        try:
            if found := find_date(text):
                return found._replace(time=None).read(date_order, zone)
        except ValueError:
            continue
    return None


def _read_time(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    half = re.sub(r"[.\s]", "", f"{found[1]}{found[4]}").casefold()
    hour, minute = int(found[2]), int(found[3])
    if half in _EVENING and 1 <= hour <= 12:
        hour = hour % 12 + 12
    elif half in _MORNING and half and hour == 12:
        hour = 0
    elif half and half not in _MORNING and half not in _EVENING:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _row_id(cells: Mapping[str, str], entry_date: EntryDate, number: int | None) -> str:
    """Return the id that a row's check-in gets if its mood has this number."""
    wall = entry_date.at.replace(tzinfo=UTC, second=0, microsecond=0)
    told = 0 if entry_date.guess.is_undated else max(0, milliseconds(wall))
    words = [" ".join(cells.get(key, "").split()) for key in _WORDS]
    said = "\0".join((f"{told}", f"{number}", normalize_word(words[0]), *words[1:]))
    drawn = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8)
    return f"{told:012x}{drawn.hexdigest()}"
