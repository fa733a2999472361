"""Reads jrnl's journals in text: a line with a time, in brackets or as jrnl 1 wrote it, begins each entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from string import digits
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.containers.folder import modified_at
from resilify_cli.exchange.containers.source import TOO_LARGE, ImportSource, first_line
from resilify_cli.exchange.containers.text_sections import TextSection, split_sections
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

_BRACKET = frozenset("[")
_DIGITS = frozenset(digits)


class _Header(NamedTuple):
    """The first line of an entry: the time, all that stands before the title, and the title."""

    timestamp: str
    written: str
    title: str


_HeaderMatcher = Callable[[str], _Header | None]


class _RawEntry(NamedTuple):
    """An entry as it stands in a file: where, its lines, and when the file was modified last."""

    location: str
    section: TextSection[_Header]
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
            header = raw.section.header if isinstance(raw, _RawEntry) else None
            if header is not None and observe_timestamp(header.timestamp, self._date_order):
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
        section = raw.section
        header = section.header
        if section.too_large:
            return ImportProblem(raw.location, TOO_LARGE)
        if header is None:
            words = normalize_text("\n".join(section.lines))
            undated = self._options.fallback_date(raw.modified)
            return preface_entry(words, undated, self._options, raw.location, self._legacy_id)
        whole = normalize_text("\n".join([header.title, *section.lines]))
        if "\\" in whole:
            first, line_end, rest = whole.partition("\n")
            whole = first + line_end + _ESCAPED.sub(r"\1", rest)
        starred = header.timestamp.rstrip().endswith("*")
        try:
            entry_date = parse_timestamp(header.timestamp, self._date_order, self._options)
        except (ValueError, OverflowError):
            return self._entry_without_time(raw, header.written, whole, starred=starred)
        return build_entry(whole, entry_date, self._options, raw.location, self._legacy_id, starred=starred)

    def _entry_without_time(self, raw: _RawEntry, written: str, whole: str, *, starred: bool) -> ReadResult:
        """Return an entry whose time can't be read, with that time as it was written above its words."""
        if not whole.strip():
            return EmptyEntry(raw.location)
        entry = build_entry(
            written + whole,
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
    modified = modified_at(source.path)
    begins, match_header = _header_matcher(first_line(source.head), options)
    preface: _RawEntry | None = None
    for section in split_sections(source, begins, match_header):
        raw = _RawEntry(f"{before}{section.number}", section, modified)
        if section.header is None:
            preface = raw
            continue
        if preface:
            yield preface
            preface = None
        yield raw
    if preface:
        yield ImportProblem(preface.location, "here no entry begins")


def _header_matcher(line: str, options: ImportOptions) -> tuple[frozenset[str], _HeaderMatcher]:
    """Return the first characters of headers and their matcher, for a file with this first line."""
    bracketed = _bracketed_header(options)
    if bracketed(line) is None:
        for first, later in ((_BARE, _LIKE_BARE), (_BARE_DAY, _BARE_DAY)):
            if first.match(line):
                return _DIGITS, partial(_bare_header, later)
    return _BRACKET, bracketed


def _bracketed_header(options: ImportOptions) -> _HeaderMatcher:
    def match_header(line: str) -> _Header | None:
        found = _HEADER.match(line)
        if found is None or not looks_like_timestamp(found[1], options):
            return None
        return _Header(found[1] + found[2], found[0], line[found.end() :])

    return match_header


def _bare_header(pattern: re.Pattern[str], line: str) -> _Header | None:
    found = pattern.match(line)
    return _Header(found[1], found[0], line[found.end() :]) if found else None
