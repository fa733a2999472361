"""Reads the bytes of a note: one of our own export, one of another program, or no text at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from resilify_cli.decoding import decode_argument, decode_text
from resilify_cli.exchange.containers.source import LARGEST_ENTRY, TOO_LARGE
from resilify_cli.exchange.entries.portable_entry import EmptyEntry, ImportProblem, ReadResult
from resilify_cli.exchange.file_dates.time_parsing import check_time_range
from resilify_cli.exchange.notes.exported_note import read_exported_note
from resilify_cli.exchange.notes.front_matter import split_front_matter
from resilify_cli.exchange.notes.note import NoteFile, read_note

if TYPE_CHECKING:
    from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector
    from resilify_cli.exchange.import_options import ImportOptions

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
TEXT_SUFFIXES = (".txt", ".text")
NOTE_SUFFIXES = (*MARKDOWN_SUFFIXES, *TEXT_SUFFIXES)
# How much of a file is looked at for control characters, and how many of them a text can have.
_SAMPLE_LENGTH = 2048
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_FEW_CONTROL, _MOST_CONTROL = 16, 0.03


def read_note_bytes(
    data: bytes,
    name: str,
    path: str,
    modified: float | None,
    date_order: DateOrderDetector,
    options: ImportOptions,
    beside: Collection[str] = (),
    *,
    created: str = "",
) -> Iterator[ReadResult]:
    """Yield the entries of a note, given its bytes.

    Args:
        data: all of them, or more than an entry can have.
        name: how the note is told in a message.
        path: its whole path; empty for standard input.
        modified: When its file was changed, in seconds since 1970; standard input has none.
        date_order: Which comes first in its dates, the day or the month.
        options: the options of the import.
        beside: the names of files that are counted anyway.
        created: when the note was made, as something beside it tells.
    """
    if len(data) > LARGEST_ENTRY:
        yield ImportProblem(name, TOO_LARGE)
        return
    text = decode_text(data)
    if not text.strip():
        yield EmptyEntry(name)
        return
    if _is_no_text(text):
        yield ImportProblem(name, "this is no text")
        return
    # In words of ours, other line ends than those of the front matter are the person's.
    front = split_front_matter(text.replace("\r\n", "\n") if text.partition("\n")[0].endswith("\r") else text)
    if (exported := read_exported_note(front, name, options)) is not None:
        yield exported
        return
    file = NoteFile(name, decode_argument(path), text, _file_time(modified), beside, created)
    yield from read_note(file, date_order, options)


def _file_time(modified: float | None) -> datetime | None:
    """Return when a file was modified, in whole seconds; None if no entry can be of it."""
    try:
        return None if modified is None else check_time_range(datetime.fromtimestamp(int(modified), UTC))
    except (ValueError, OSError, OverflowError):
        return None


def _is_no_text(text: str) -> bool:
    """Return whether a file has too many control characters to be a text."""
    begin = text[:_SAMPLE_LENGTH].encode("utf-8", "surrogatepass")
    count = len(begin) - len(begin.translate(None, _CONTROL))
    return count > max(_FEW_CONTROL, _MOST_CONTROL * len(text[:_SAMPLE_LENGTH]))
