"""Builds an entry of jrnl: its star and tags, which stand in its words, and the question above them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from resilify_cli.exchange.entries.portable_entry import EmptyEntry, ImportProblem, PortableEntry
from resilify_cli.exchange.entries.quoted_questions import split_question
from resilify_cli.exchange.entries.tag_lists import STARRED
from resilify_cli.store.labels import with_tags

if TYPE_CHECKING:
    from resilify_cli.exchange.file_dates.entry_date import EntryDate
    from resilify_cli.exchange.import_options import ImportOptions

# As jrnl finds them, but that a time such as @9:30 is none.
_TAG = re.compile(r"(?<!\S)@(?=[-+*#/\d_]*[^\W\d_])([-+*#/\w]+)")
_STAR = re.compile(r"(?:^|(?<=\s))\*\s*\Z")

# Makes the id that an earlier version of this program gave to a text of a time.
LegacyId = Callable[[str, datetime], str]


def preface_entry(
    whole: str, entry_date: EntryDate, options: ImportOptions, location: str, legacy_id: LegacyId
) -> PortableEntry | EmptyEntry:
    """Return the words before the first entry of a file, as an entry of its own.

    Args:
        whole: The words.
        entry_date: The date that an entry without one gets.
        options: The options of the import.
        location: Where the words begin, for messages.
        legacy_id: Makes the id that an earlier version made for an entry.
    """
    entry = build_entry(whole, entry_date, options, location, legacy_id)
    remarks = (ImportProblem(location, "this stands before the first entry, and is kept as one"),)
    return replace(entry, remarks=remarks) if isinstance(entry, PortableEntry) else entry


def normalize_text(text: str) -> str:
    """Return a text with LF as line ends, and without spaces and line ends at its end."""
    if "\r" in text:
        text = re.sub(r"\r+\n", "\n", text)
    return text.rstrip("\r\n ")


def build_entry(
    whole: str,
    entry_date: EntryDate,
    options: ImportOptions,
    location: str,
    legacy_id: LegacyId,
    *,
    tags: Iterable[str] = (),
    starred: bool = False,
    marked: bool = True,
) -> PortableEntry | EmptyEntry:
    """Return the entry of a text, with its star and tags as #tags at its end.

    Args:
        whole: The title, and below it the rest.
        entry_date: when it is of.
        options: The options of the import.
        location: where it stands, for messages.
        legacy_id: gives the id that an earlier version made for it.
        tags: those that are listed beside the text, with or without the sign before them.
        starred: whether it has a star beside its text.
        marked: whether a star and tags are to be looked for in the text.
    """
    title, line_end, rest = whole.partition("\n")
    if marked and "*" in title and (star := _STAR.search(title)):
        title, starred = title[: star.start()].rstrip(), True
    said = title + line_end + rest
    if not said.strip():
        return EmptyEntry(location)
    text, prompt, place = split_question(said, options.is_known_place)
    in_text = [tag.lower() for tag in _TAG.findall(text)] if marked and "@" in text else []
    found = [*tags, *in_text, *([STARRED] if starred else [])]
    kept = with_tags(text, found) if found else text
    return PortableEntry(
        kept,
        entry_date.at,
        prompt=prompt,
        place=place,
        day=entry_date.day,
        guess=entry_date.guess,
        location=location,
        other_ids=(legacy_id(whole, entry_date.at),) if kept != text or said != whole else (),
    )
