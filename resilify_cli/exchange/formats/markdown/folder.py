"""Reads a folder of notes, with all that lies in it: what is no note is counted, and told."""

from __future__ import annotations

import io
import os
import re
import stat
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from resilify_cli.decoding import decode_argument, decode_text
from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.members import Member, MemberError, open_members
from resilify_cli.exchange.containers.source import LARGEST_ENTRY, TOO_LARGE
from resilify_cli.exchange.file_dates.time_parsing import check_time_range
from resilify_cli.exchange.import_options import DateOrderDetector, ImportOptions
from resilify_cli.exchange.notes.attachments import attachment_kind
from resilify_cli.exchange.notes.exported_note import is_exported_note, read_exported_note
from resilify_cli.exchange.notes.file_name_dates import observe_file_name
from resilify_cli.exchange.notes.front_matter import split_front_matter
from resilify_cli.exchange.notes.note import NoteFile, read_note
from resilify_cli.exchange.notes.note_dates import observe_front_matter
from resilify_cli.exchange.portable_entry import (
    EmptyEntry,
    ImportProblem,
    LeftOutCounts,
    LeftOutKind,
    PortableEntry,
    ReadResult,
)

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_OF_TEXT = (".txt", ".text")
NOTE_SUFFIXES = (*MARKDOWN_SUFFIXES, *_OF_TEXT)
_JOURNALS = ("jrnl", "txt")
_BUNDLE, _PACK = ".textbundle", ".textpack"
# Where a note begins, as much as front matter with a date takes.
_BEGINNING = 2048
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FEW_CONTROL, _MOST_CONTROL = 16, 0.03
_TRASH = frozenset({"trash", "_trash", ".trash"})
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})


def read_folder(source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
    """Yield what comes of each note in a folder, in the order of their paths, and count the other files.

    Raises:
        ImportRefusedError: the folder can't be read.
    """
    notes, bundles, others, left_out = _listed(source.name)
    orders = _orders(source.name, notes, options)
    for path in notes:
        name = path[len(source.name) :].lstrip(os.sep)
        if (found := _as_journal(path, source.name, options)) is not None:
            yield from (_at(name, read) for read in found)
            source.on_progress(1)
            continue
        yield from _read_file(path, name, others, orders[os.path.dirname(path)], options)
        source.on_progress(1)
    for path in bundles:
        yield from _in_bundle(path, path[len(source.name) :].lstrip(os.sep), options)
        source.on_progress(1)
    left_out.update(attachment_kind(name) or LeftOutKind.FILE for name in others)
    if left_out:
        yield LeftOutCounts(left_out)


def read_zip(source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
    """Yield what comes of each note in a .zip, and count the other files.

    Raises:
        ImportRefusedError: it can't be read.
    """
    days = DateOrderDetector(options)
    root = os.path.dirname(os.path.abspath(source.name))
    with open_members(source) as files:
        notes = [file for file in files if _is_note(file) and not _is_hidden(file.folder)]
        left_out = Counter({LeftOutKind.HIDDEN_NOTE: sum(map(_is_note, files)) - len(notes)})
        others = [file.name for file in files if not _is_note(file) and not _is_hidden(file.folder)]
        for note in notes:
            observe_file_name(note.path, days)
        for note in notes:
            try:
                data = note.read()
            except MemberError as error:
                yield ImportProblem(note.path, str(error))
                continue
            if (found := _journal_in(note.path, data, options)) is not None:
                yield from (_at(note.path, read) for read in found)
                source.on_progress(1)
                continue
            path = f"{root}/{note.path}"
            yield from read_note_bytes(data, note.path, path, note.changed, days, options, others)
            source.on_progress(1)
    left_out.update(attachment_kind(name) or LeftOutKind.FILE for name in others)
    yield LeftOutCounts(+left_out)


def _is_note(file: Member) -> bool:
    return file.name.lower().endswith(NOTE_SUFFIXES) and not file.name.startswith(".")


def _in_bundle(path: str, name: str, options: ImportOptions) -> Iterator[ReadResult]:
    """Yield what comes of a TextBundle among the notes."""
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.format import RecordFormat
    from resilify_cli.exchange.formats.registry import formats

    form = formats()["textbundle"]
    assert isinstance(form, RecordFormat), "it is one of entries"
    try:
        with ImportSource(path) as source:
            yield from form.read(source, options)
    except ImportRefusedError:
        yield ImportProblem(name, "this .textpack can't be read")


def _as_journal(path: str, folder: str, options: ImportOptions) -> list[ReadResult] | None:
    """Return what is in a file of text that holds a whole journal, as jrnl's and our own do."""
    return None if _wrong_file(path, folder) else _journal_in(path, None, options)


def _journal_in(name: str, data: bytes | None, options: ImportOptions) -> list[ReadResult] | None:
    """Return what is in a text that holds a whole journal: in the file of that name, or in `data`."""
    if not name.lower().endswith(_OF_TEXT) or len(data or b"") > LARGEST_ENTRY:
        return None
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.format import RecordFormat
    from resilify_cli.exchange.formats.registry import formats

    for form in (formats()[journal] for journal in _JOURNALS):
        with ImportSource(name, None if data is None else io.BytesIO(data)) as source:
            if isinstance(form, RecordFormat) and form.recognizes(source):
                return list(form.read(source, options))
    return None


def _at(name: str, read: ReadResult) -> ReadResult:
    """Return what was read in a file, with the file's name before its place."""
    if isinstance(read, PortableEntry):
        return replace(read, location=f"{name}:{read.location}")
    if isinstance(read, ImportProblem | EmptyEntry):
        return replace(read, location=f"{name}:{read.location}")
    return read


def read_note_bytes(
    data: bytes,
    name: str,
    path: str,
    changed: float | None,
    days: DateOrderDetector,
    options: ImportOptions,
    beside: Collection[str] = (),
    *,
    created: str = "",
) -> Iterator[ReadResult]:
    """Yield what comes of the bytes of a note.

    Args:
        data: all of them, or more than an entry can have.
        name: how the note is told in a message.
        path: its whole path; empty for standard input.
        changed: when its file was changed, in seconds since 1970; standard input has none.
        days: which comes first in its dates, the day or the month.
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
    first = text.partition("\n")[0]
    # In words of ours, other line ends than those of the front matter are the person's.
    front = split_front_matter(text.replace("\r\n", "\n") if first.endswith("\r") else text)
    if is_exported_note(front):
        yield read_exported_note(front, name, options)
        return
    time = None
    if changed is not None:
        try:
            time = check_time_range(datetime.fromtimestamp(int(changed)).astimezone())
        except (ValueError, OSError, OverflowError):
            time = None
    yield from read_note(NoteFile(name, decode_argument(path), text, time, beside, created), days, options)


def _is_no_text(text: str) -> bool:
    """Return whether a file holds what no text does: control characters all over it."""
    begin = text[:_BEGINNING]
    return len(_CONTROL.findall(begin)) > max(_FEW_CONTROL, _MOST_CONTROL * len(begin))


def _listed(folder: str) -> tuple[list[str], list[str], Collection[str], Counter[LeftOutKind]]:
    """Return the paths of the notes in a folder and of the TextBundles, the names of its other files, and
    what is hidden in it.
    """

    def refuse(error: OSError) -> None:
        if error.filename == folder:
            raise ImportRefusedError(f"{folder} can't be read: {error.strerror}.", "Check its rights.")

    notes: list[str] = []
    bundles: list[str] = []
    others: list[str] = []
    hidden: Counter[LeftOutKind] = Counter()
    for at, folders, files in os.walk(folder, onerror=refuse):
        is_hidden = _is_hidden(at[len(folder) :])
        inner = [os.path.join(at, name) for name in sorted(folders) if name.lower().endswith(_BUNDLE)]
        if is_hidden:
            hidden[LeftOutKind.HIDDEN_NOTE] += len(inner)
        else:
            bundles += inner
        folders[:] = sorted(name for name in folders if not name.lower().endswith(_BUNDLE))
        for name in sorted(files):
            is_note = name.lower().endswith((*NOTE_SUFFIXES, _PACK) if is_hidden else NOTE_SUFFIXES)
            if is_hidden or name.startswith("."):
                hidden[LeftOutKind.HIDDEN_NOTE] += is_note
            elif is_note:
                notes.append(os.path.join(at, name))
            elif name.lower().endswith(_PACK):
                bundles.append(os.path.join(at, name))
            elif name.lower() not in _OF_THE_SYSTEM:
                others.append(name)
    return notes, bundles, others, +hidden


def _is_hidden(below: str) -> bool:
    """Return whether a folder is one that programs hide, or keep deleted notes in."""
    parts = [part.lower() for part in below.split(os.sep) if part]
    if any(part.startswith(".") or part in _TRASH for part in parts):
        return True
    # Logseq keeps copies of what was changed.
    return any(pair == ("logseq", "bak") for pair in pairwise(parts))


def _orders(folder: str, notes: list[str], options: ImportOptions) -> dict[str, DateOrderDetector]:
    """Return how the dates in each folder of notes are read: by the others there, else by those of all."""
    whole = DateOrderDetector(options)
    orders: dict[str, DateOrderDetector] = defaultdict(lambda: DateOrderDetector(options))
    for path in notes:
        own = orders[os.path.dirname(path)]
        for days in (own, whole):
            observe_file_name(path, days)
        front = split_front_matter(_beginning(path, folder))
        for days in (own, whole):
            observe_front_matter(front, days)
    for own in orders.values():
        own.shown = own.shown or whole.shown
    return orders


def _beginning(path: str, folder: str) -> str:
    """Return the front matter of a note as far as its file begins with it."""
    if _wrong_file(path, folder):
        return ""
    try:
        with open(path, "rb") as file:
            text = decode_text(file.read(_BEGINNING)).replace("\r\n", "\n")
    except OSError:
        return ""
    return text if text.lstrip().startswith(("---", "+++", ";;;")) else ""


def _wrong_file(path: str, folder: str) -> str:
    """Return why a file is not read, or nothing."""
    if os.path.islink(path) and not os.path.realpath(path).startswith(
        os.path.join(os.path.realpath(folder), "")
    ):
        return "this is a link that leads out of the folder"
    try:
        return "" if stat.S_ISREG(os.stat(path).st_mode) else "this is no regular file"
    except OSError as error:
        return f"it can't be read ({error.strerror})"


def _read_file(
    path: str, name: str, others: Collection[str], days: DateOrderDetector, options: ImportOptions
) -> Iterator[ReadResult]:
    if wrong := _wrong_file(path, path.removesuffix(name)):
        yield ImportProblem(name, wrong)
        return
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_ENTRY + 1)
            changed = os.fstat(file.fileno()).st_mtime
    except OSError as error:
        yield ImportProblem(name, f"it can't be read ({error.strerror})")
        return
    # A link is another name of a note that is read anyway.
    whole = os.path.realpath(path) if os.path.islink(path) else os.path.abspath(path)
    yield from read_note_bytes(data, name, whole, changed, days, options, others)
