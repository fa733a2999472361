"""`apple-journal`: the pages that Apple Journal exports, in their folder or in its .zip."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING

from resilify_cli.decoding import decode_text
from resilify_cli.exchange.containers.members import Member, MemberError, member_paths, open_members
from resilify_cli.exchange.containers.source import TOO_LARGE
from resilify_cli.exchange.containers.zip_file import is_zip
from resilify_cli.exchange.entries.portable_entry import (
    EmptyEntry,
    ImportProblem,
    LeftOutCounts,
    LeftOutKind,
    PortableEntry,
    ReadResult,
)
from resilify_cli.exchange.file_dates.written_dates import find_date, text_without_date
from resilify_cli.exchange.format import ImportFormat
from resilify_cli.exchange.formats.apple_journal.page import AppleJournalPage, parse_page
from resilify_cli.exchange.notes.file_name_dates import FileNameDate, parse_file_name
from resilify_cli.exchange.notes.note_dates import parse_date_value

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector, EntryDate
    from resilify_cli.exchange.import_options import ImportOptions

# A page with its words alone has some kilobytes; a photo may stand in it too.
LARGEST_PAGE = 16 * 1024 * 1024
_ENTRY = re.compile(r"(?:\A|/)entries/[^/]+\.html?\Z", re.IGNORECASE)
_OF_EXPORT = re.compile(r"(?:\A|/)(?:resources/|index\.html?\Z)", re.IGNORECASE)
_HTML = re.compile(r"\.html?\Z", re.IGNORECASE)
# A number that tells two entries of one day apart.
_COUNTER = re.compile(r"\(?[0-9]{1,3}\)?")


class AppleJournal(ImportFormat):
    """A page of HTML for each entry, and a folder with the photos, which stay where they are."""

    name = "apple-journal"
    description = "the export of Apple Journal"

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a source has pages in a folder `Entries`, is one of them, or that folder."""
        if source.is_folder or is_zip(source.head):
            paths = member_paths(source)
            is_entries = os.path.basename(source.name.rstrip("/")).lower() == "entries"
            return any(_ENTRY.search(path) or (is_entries and _HTML.search(path)) for path in paths)
        return b'class="pageHeader"' in source.head or b"class='pageHeader'" in source.head

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield the entry of each page."""
        date_order = options.date_order()
        if not source.is_folder and not is_zip(source.head):
            data = source.open().read(LARGEST_PAGE + 1)
            modified = source.path.stat().st_mtime if source.path else None
            page = Member(os.path.basename(source.name), modified, lambda: data)
            yield _read_page(page, date_order, options, is_named=source.path is not None)
            return
        with open_members(source) as files:
            entries = [file for file in files if _ENTRY.search(file.path)]
            pages = entries or [file for file in files if _HTML.search(file.path)]
            for page in pages:
                yield _read_page(page, date_order, options)
                source.on_progress(1)
            # The index lists the pages; what they show lies in a folder, and is counted where they show it.
            others = sum(1 for file in files if not _OF_EXPORT.search(file.path)) - len(pages)
            if others:
                yield LeftOutCounts({LeftOutKind.FILE: others})


def _read_page(
    file: Member, date_order: DateOrderDetector, options: ImportOptions, *, is_named: bool = True
) -> ReadResult:
    """Return the entry of a page; if not `is_named`, it comes from standard input and has no file name."""
    place = file.path
    try:
        data = file.read()
    except MemberError as error:
        return ImportProblem(place, str(error))
    if len(data) > LARGEST_PAGE:
        return ImportProblem(place, TOO_LARGE)
    page = parse_page(decode_text(data))
    named = parse_file_name(file.path, date_order, options) if is_named else FileNameDate(None, "")
    entry_date = _page_date(page, named, date_order, options)
    title = page.title
    if not title and named.title and named.entry_date and not _COUNTER.fullmatch(named.title):
        title = named.title.replace("_", " ")
    header = "" if _is_date(page.header, date_order, options.zone) else page.header
    parts = [header, title, "\n".join(page.cards), page.words]
    text = "\n\n".join(part for part in parts if part.strip())
    if not text.strip():
        return EmptyEntry(place, page.left_out)
    entry_date = entry_date or named.entry_date or options.fallback_date()
    return PortableEntry(
        text,
        entry_date.at,
        day=entry_date.day,
        guess=entry_date.guess,
        left_out=page.left_out,
        location=place,
    )


def _is_date(header: str, date_order: DateOrderDetector, zone: tzinfo) -> bool:
    """Return whether a header says a day, and at most the weekday beside it.

    Of a page that is not whole, the header may have the words.
    """
    found = find_date(header)
    try:
        entry_date = found.read(date_order, zone) if found else None
    except ValueError:
        return False
    if found is None or entry_date is None:
        return False
    return len(text_without_date(header, found, entry_date.day or entry_date.at.date()).split()) <= 1


def _page_date(
    page: AppleJournalPage, named: FileNameDate, date_order: DateOrderDetector, options: ImportOptions
) -> EntryDate | None:
    """Return the day that a page tells, in its time or in its header."""
    for told in (page.time, page.header):
        try:
            value = parse_date_value(told, date_order, options) if told else None
        except ValueError:
            continue
        if value is not None:
            return value.entry_date
    return None
