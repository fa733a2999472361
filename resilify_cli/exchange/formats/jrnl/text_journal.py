"""Reads jrnl's journals in text: a line with a time, in brackets or as jrnl 1 wrote it, begins each entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.containers.folder import modified_at
from resilify_cli.exchange.containers.source import TOO_LARGE, EntryLines, ImportSource, first_line
from resilify_cli.exchange.entries.portable_entry import EmptyEntry, ImportProblem, PortableEntry, ReadResult
from resilify_cli.exchange.formats.jrnl.entry import LegacyId, build_entry, normalize_text, preface_entry
from resilify_cli.exchange.formats.jrnl.timestamps import (
    looks_like_timestamp,
    observe_timestamp,
    parse_timestamp,
)

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions

_HEADER = re.compile(r"\[([^\]\n]+)\](\*?)(?: |\r?$)")
_ESCAPED = re.compile(r"^\\(\\*\[[^\]\n]+\](?: |$))", re.MULTILINE)
# As jrnl 1 began an entry: 2013-06-09 15:39 Title.
_BARE = re.compile(
    r"(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T ]\d{1,2}:\d{2}(?::\d{2})?(?: [AaPp][Mm])?)(?: |\r?$)", re.ASCII
)
_LIKE_BARE = re.compile(
    r"(\d{1,4}(?:[-/.]\d{1,4}){1,2}[T ]\d{1,2}:\d{2}(?::\d{2})?(?: [AaPp][Mm])?)(?: |\r?$)", re.ASCII
)
# Only in a file that is said to be of jrnl, or is seen to be: others begin so too.
_BARE_DAY = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?: |\r?$)", re.ASCII)
# Of a file none of whose dates shows the order of day and month, no more entries are held than these.
_MOST_WAITING = 20_000

# Returns the time that a line begins an entry with, and how long that is; or None.
_HeaderMatcher = Callable[[str], tuple[str, int] | None]


class _RawEntry(NamedTuple):
    """An entry as it stands in a file: where, the time above it, and its lines, the first being the title.

    `header` is the beginning of its first line, with the time. `modified` is when the file was modified last.
    """

    location: str
    timestamp: str
    lines: EntryLines
    header: str
    modified: datetime | None


def starts_like_jrnl(head: bytes, options: ImportOptions, *, bare: bool = True) -> bool:
    """Return whether a file is a journal of jrnl, by its first line.

    Args:
        head: The first bytes of the file.
        options: The options of the import.
        bare: Whether it may be one of jrnl 1, without brackets.
    """
    line = first_line(head)
    return _bracketed_header(options)(line) is not None or (bare and _BARE.match(line) is not None)


class TextJournalReader:
    """Reads one or several journals in text; an entry holds all lines up to the next that begins with a time.

    An entry waits until another date shows whether the day or the month comes first, where that is not told.

    Args:
        options: The options of the import.
        legacy_id: Makes the id that an earlier version made for an entry.
    """

    def __init__(self, options: ImportOptions, legacy_id: LegacyId) -> None:
        self._options, self._legacy_id = options, legacy_id
        self._date_order = options.date_order()
        self._waiting: list[_RawEntry | ImportProblem] = []
        self._undecided = False

    def read(self, name: str, source: ImportSource) -> Iterator[ReadResult]:
        """Yield the entries of a file whose dates are known by now.

        Args:
            name: The name of the file, which goes before their locations; may be empty.
            source: The file.
        """
        for raw in _split_entries(name, source, self._options):
            if isinstance(raw, _RawEntry) and observe_timestamp(raw.timestamp, self._date_order):
                self._undecided = True
            if not self._undecided and not self._waiting:
                yield raw if isinstance(raw, ImportProblem) else self._build_entry(raw)
                continue
            self._waiting.append(raw)
            if not self._undecided or self._date_order.is_known or len(self._waiting) >= _MOST_WAITING:
                yield from self.flush()

    def flush(self) -> Iterator[ReadResult]:
        """Yield the entries that still wait for the order of day and month."""
        waiting, self._waiting, self._undecided = self._waiting, [], False
        for raw in waiting:
            yield raw if isinstance(raw, ImportProblem) else self._build_entry(raw)

    def _build_entry(self, raw: _RawEntry) -> ReadResult:
        if raw.lines.too_large:
            return ImportProblem(raw.location, TOO_LARGE)
        if not raw.header:
            words = normalize_text("\n".join(raw.lines))
            undated = self._options.fallback_date(raw.modified)
            return preface_entry(words, undated, self._options, raw.location, self._legacy_id)
        first, line_end, rest = normalize_text("\n".join(raw.lines)).partition("\n")
        whole = first + line_end + (_ESCAPED.sub(r"\1", rest) if "\\" in rest else rest)
        starred = raw.timestamp.rstrip().endswith("*")
        try:
            entry_date = parse_timestamp(raw.timestamp, self._date_order, self._options)
        except (ValueError, OverflowError):
            return self._entry_without_time(raw, whole, starred=starred)
        return build_entry(whole, entry_date, self._options, raw.location, self._legacy_id, starred=starred)

    def _entry_without_time(self, raw: _RawEntry, whole: str, *, starred: bool) -> ReadResult:
        """Return an entry whose time can't be read, with that time as it was written above its words."""
        if not whole.strip():
            return EmptyEntry(raw.location)
        entry = build_entry(
            raw.header + whole,
            self._options.fallback_date(raw.modified),
            self._options,
            raw.location,
            self._legacy_id,
            starred=starred,
        )
        told = (ImportProblem(raw.location, "no entry can be of this time; its words are kept"),)
        return replace(entry, remarks=told) if isinstance(entry, PortableEntry) else entry


def _split_entries(
    name: str, source: ImportSource, options: ImportOptions
) -> Iterator[_RawEntry | ImportProblem]:
    before = f"{name}:" if name else ""
    match_header = _bracketed_header(options)
    line = first_line(source.head)
    if match_header(line) is None and _BARE.match(line):
        match_header = _bare_time_header
    elif match_header(line) is None and _BARE_DAY.match(line):
        match_header = _bare_day_header
    raw: _RawEntry | None = None
    preface: _RawEntry | None = None
    modified = modified_at(source.path)
    for number, line in source.text_lines():
        if header := match_header(line):
            if found := raw or preface:
                yield found
            timestamp, length = header
            raw = _RawEntry(f"{before}{number}", timestamp, EntryLines(), line[:length], modified)
            raw.lines.append(line[length:])
        elif raw:
            raw.lines.append(line)
        elif preface:
            preface.lines.append(line)
        elif line.strip():
            preface = _RawEntry(f"{before}{number}", "", EntryLines(), "", modified)
            preface.lines.append(line)
    if raw:
        yield raw
    elif preface:
        yield ImportProblem(preface.location, "here no entry begins")


def _bracketed_header(options: ImportOptions) -> _HeaderMatcher:
    def match_header(line: str) -> tuple[str, int] | None:
        header = _HEADER.match(line) if line.startswith("[") else None
        if header is None or not looks_like_timestamp(header[1], options):
            return None
        return header[1] + header[2], header.end()

    return match_header


def _bare_time_header(line: str) -> tuple[str, int] | None:
    header = _LIKE_BARE.match(line) if line[:1].isdigit() else None
    return (header[1], header.end()) if header else None


def _bare_day_header(line: str) -> tuple[str, int] | None:
    header = _BARE_DAY.match(line) if line[:1].isdigit() else None
    return (header[1], header.end()) if header else None
