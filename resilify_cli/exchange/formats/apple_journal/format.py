"""`apple-journal`: the pages that Apple Journal exports, in their folder or in its .zip."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.decoding import decode_text
from resilify_cli.exchange.containers.members import Member, MemberError, members, paths_in
from resilify_cli.exchange.containers.source import TOO_LARGE
from resilify_cli.exchange.containers.zip_file import is_zip
from resilify_cli.exchange.file_dates.written_dates import find_date, rest_of
from resilify_cli.exchange.format import RecordFormat
from resilify_cli.exchange.formats.apple_journal.page import Page, read_page
from resilify_cli.exchange.import_options import Dated, DayAndMonth, ImportOptions
from resilify_cli.exchange.notes.file_name_dates import Named, read_name
from resilify_cli.exchange.notes.note_dates import read_value
from resilify_cli.exchange.portable_entry import Blank, LeftOut, Leftover, Problem, Read, Record

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import Source

# A page with its words alone has some kilobytes; a photo may stand in it too.
LARGEST_PAGE = 16 * 1024 * 1024
_ENTRY = re.compile(r"(?:\A|/)entries/[^/]+\.html?\Z", re.IGNORECASE)
_OF_EXPORT = re.compile(r"(?:\A|/)(?:resources/|index\.html?\Z)", re.IGNORECASE)
_HTML = re.compile(r"\.html?\Z", re.IGNORECASE)
# A number that tells two entries of one day apart.
_COUNTER = re.compile(r"\(?[0-9]{1,3}\)?")


class AppleJournal(RecordFormat):
    """A page of HTML for each entry, and a folder with the photos, which stay where they are."""

    name = "apple-journal"
    says = "the export of Apple Journal"
    can_write = False

    def shown(self, record: Record) -> str:
        """Return the words."""
        return record.text

    def recognizes(self, source: Source) -> bool:
        """It holds pages in a folder `Entries`, or is one of them, or their folder."""
        if source.is_folder or is_zip(source.head):
            paths = paths_in(source)
            is_entries = os.path.basename(source.name.rstrip("/")).lower() == "entries"
            return any(_ENTRY.search(path) or (is_entries and _HTML.search(path)) for path in paths)
        return b'class="pageHeader"' in source.head or b"class='pageHeader'" in source.head

    def read(self, source: Source, options: ImportOptions) -> Iterator[Read]:
        """Yield the entry of each page."""
        days = DayAndMonth(options)
        if not source.is_folder and not is_zip(source.head):
            data = source.open().read(LARGEST_PAGE + 1)
            changed = source.path.stat().st_mtime if source.path else None
            page = Member(os.path.basename(source.name), changed, lambda: data)
            yield _read(page, "" if source.path else "-", days, options)
            return
        with members(source) as files:
            entries = [file for file in files if _ENTRY.search(file.path)]
            pages = entries or [file for file in files if _HTML.search(file.path)]
            for page in pages:
                yield _read(page, "", days, options)
                source.tick(1)
            # The index lists the pages; what they show lies in a folder, and is counted where they show it.
            others = sum(1 for file in files if not _OF_EXPORT.search(file.path)) - len(pages)
            if others:
                yield Leftover({LeftOut.FILE: others})


def _read(file: Member, name: str, days: DayAndMonth, options: ImportOptions) -> Read:
    place = file.path
    try:
        data = file.read()
    except MemberError as error:
        return Problem(place, str(error))
    if len(data) > LARGEST_PAGE:
        return Problem(place, TOO_LARGE)
    page = read_page(decode_text(data))
    named = Named(None, "") if name == "-" else read_name(file.path, days, options)
    dated = _date(page, named, days, options)
    title = page.title
    if not title and named.title and named.dated and not _COUNTER.fullmatch(named.title):
        title = named.title.replace("_", " ")
    header = "" if _is_date(page.header, days) else page.header
    parts = [header, title, "\n".join(page.cards), page.words]
    text = "\n\n".join(part for part in parts if part.strip())
    if not text.strip():
        return Blank(place, page.left_out)
    dated = dated or named.dated or options.undated()
    return Record(text, dated.at, day=dated.day, guess=dated.guess, left_out=page.left_out, found_at=place)


def _is_date(header: str, days: DayAndMonth) -> bool:
    """Return whether a header says a day, and at most the weekday beside it: of a page that is not whole, it
    may have the words.
    """
    found = find_date(header)
    try:
        dated = found.read(days) if found else None
    except ValueError:
        return False
    if found is None or dated is None:
        return False
    return len(rest_of(header, found, dated.day or dated.at.date()).split()) <= 1


def _date(page: Page, named: Named, days: DayAndMonth, options: ImportOptions) -> Dated | None:
    """Return the day that a page tells, in its time or in its header."""
    for told in (page.time, page.header):
        try:
            value = read_value(told, days, options) if told else None
        except ValueError:
            continue
        if value is not None:
            return value.dated
    return None
