"""`txt`: to be read as it is, by anyone, for ever; and read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from string import ascii_uppercase
from typing import TYPE_CHECKING, TextIO

from resilify_cli.checkin.model import Checkin
from resilify_cli.exchange.containers.folder import modified_at
from resilify_cli.exchange.containers.source import TOO_LARGE, first_line
from resilify_cli.exchange.containers.text_sections import TextSection, split_sections
from resilify_cli.exchange.entries.portable_entry import ImportProblem, PortableEntry, ReadResult
from resilify_cli.exchange.file_dates.time_parsing import check_time_range
from resilify_cli.exchange.format import FileExportFormat, ImportFormat

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.export_reader import ExportReader
    from resilify_cli.exchange.file_dates.entry_date import EntryDate
    from resilify_cli.exchange.import_options import ImportOptions

_KINDS = {"note": "note", "response": "answer", "checkin": "check-in"}
_HEADER = re.compile(
    r"[A-Z][a-z]+ (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d) · (note|answer|check-in)(\r?)", re.ASCII
)
_BEGINS = frozenset(ascii_uppercase)
_CHECKIN = re.compile(
    r"(?:Mood: (?P<word>[^\n]*) \((?P<mood>[1-5]) of 5\)(?:\n|\Z))?"
    r"(?:Feelings: (?P<feelings>[^\n]*)(?:\n|\Z))?"
    r"(?:Doing: (?P<activities>[^\n]*)(?:\n|\Z))?"
    r"\n?(?P<note>.*)",
    re.DOTALL,
)
_INDENT = "  "


class PlainText(FileExportFormat, ImportFormat):
    """A line with the day, the time and the kind; where it was asked, and what; and the words, set in.

    A day that was named for it, other than by its time, is a line of its own.

    Words are always set in, so nothing that a person writes can look like the line above an entry.
    """

    name = "txt"
    suffix = ".txt"
    description = "plain text, pleasant to read"

    def write(self, reader: ExportReader, file: TextIO) -> None:
        """Write each entry with an empty line behind it."""
        for record in reader.entries():
            offset = f"{record.at:%z}"
            file.write(
                f"{record.at:%A %Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:5]} · {_KINDS[record.kind]}\n"
            )
            if record.day:
                file.write(f"Day: {record.day}\n")
            if record.place:
                file.write(f"In: {record.place}\n")
            if record.prompt:
                file.writelines(f"Asked: {line}\n" for line in record.prompt.split("\n"))
            lines = record.text.split("\n")
            # Empty lines stay empty, but for the first and the last one, which would be lost.
            inner = (f"{_INDENT}{line}" if line else "" for line in lines[1:-1])
            ends = [f"{_INDENT}{lines[-1]}"] if len(lines) > 1 else []
            file.write("\n".join(["", f"{_INDENT}{lines[0]}", *inner, *ends, "", ""]))

    def comparable_text(self, record: PortableEntry) -> str:
        """Return the question, where it was asked, and the words."""
        return "\0".join((record.prompt, record.place, record.text))

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether the first line is one that begins an entry."""
        return _HEADER.fullmatch(first_line(source.head)) is not None

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield each entry."""
        fallback_date = partial(options.fallback_date, modified_at(source.path))
        for section in split_sections(source, _BEGINS, _HEADER.fullmatch):
            yield _make_entry(section, fallback_date)


def _make_entry(
    section: TextSection[re.Match[str]], fallback_date: Callable[[], EntryDate]
) -> PortableEntry | ImportProblem:
    """Return an entry; an impossible time stays in its text, and `fallback_date` dates it."""
    header = section.header
    if header is None:
        return ImportProblem(f"{section.number}", "this stands before the first entry")
    if section.too_large:
        return ImportProblem(f"{section.number}", TOO_LARGE)
    entry_date = _parse_time(header[1])
    # A file with the line ends of Windows has them everywhere.
    lines = [line.removesuffix("\r") for line in section.lines] if header[3] else section.lines
    place, asked, begin, day = "", [], 0, None
    for line in lines:
        key, colon, value = line.partition(": ")
        if not colon or key not in ("Day", "In", "Asked"):
            break
        if key == "Day":
            day = _parse_day(value)
        elif key == "In":
            place = value
        else:
            asked.append(value)
        begin += 1
    text, prompt = _joined_lines(lines[begin:]), "\n".join(asked)
    if entry_date is None:
        at, named, guess = fallback_date()
        told = ImportProblem(f"{section.number}", "no entry can be of this time; its words are kept")
        # What could not be read stands above the words, as it was written.
        text = f"{header[1]}\n\n{text}".rstrip("\n")
        return PortableEntry(
            text,
            at,
            prompt=prompt,
            place=place,
            day=named,
            guess=guess,
            remarks=(told,),
            location=told.location,
        )
    checkin = _read_checkin(text) if header[2] == _KINDS["checkin"] else None
    kind = "checkin" if checkin else "note"
    return PortableEntry(text, entry_date, kind=kind, prompt=prompt, place=place, checkin=checkin, day=day)


def _parse_time(text: str) -> datetime | None:
    """Return the time above an entry, or None if no entry can be of it."""
    try:
        # Without the space before the zone it is ISO 8601, which is read far faster than a pattern.
        return check_time_range(datetime.fromisoformat(text[:19] + text[20:]))
    except ValueError:
        return None


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _joined_lines(lines: list[str]) -> str:
    there = [place for place, line in enumerate(lines) if line]
    within = lines[there[0] : there[-1] + 1] if there else []
    return "\n".join(line.removeprefix(_INDENT) for line in within)


def _read_checkin(text: str) -> Checkin | None:
    """Return the check-in that says this, or None where a note would say it as well."""
    found = _CHECKIN.fullmatch(text)
    assert found, "every part of it can be left out"
    lists = {
        name: tuple(found[name].split(", ")) if found[name] else () for name in ("feelings", "activities")
    }
    mood = int(found["mood"]) if found["mood"] else None
    checkin = Checkin(mood, lists["feelings"], lists["activities"], found["note"], found["word"] or "")
    return checkin if checkin and checkin.text == text else None
