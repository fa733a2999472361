"""Reads a folder or a .zip of notes; what is no note is counted as left out."""

from __future__ import annotations

import io
import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.decoding import decode_text
from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.folder import FolderFile, check_file, read_whole
from resilify_cli.exchange.containers.members import Member, MemberError, open_members
from resilify_cli.exchange.containers.source import LARGEST_ENTRY, ImportSource
from resilify_cli.exchange.entries.portable_entry import (
    EmptyEntry,
    ImportProblem,
    LeftOutCounts,
    LeftOutKind,
    PortableEntry,
    ReadResult,
)
from resilify_cli.exchange.formats.textbundle.bundles import BUNDLE, PACK
from resilify_cli.exchange.notes.attachments import attachment_kind
from resilify_cli.exchange.notes.file_name_dates import observe_file_name
from resilify_cli.exchange.notes.front_matter import split_front_matter
from resilify_cli.exchange.notes.note_dates import may_show_order, observe_front_matter
from resilify_cli.exchange.notes.note_file import NOTE_SUFFIXES, TEXT_SUFFIXES, read_note_bytes

if TYPE_CHECKING:
    from resilify_cli.exchange.file_dates.entry_date import DateOrder, DateOrderDetector
    from resilify_cli.exchange.format import ImportFormat
    from resilify_cli.exchange.import_options import ImportOptions

# How much of a file is read for its front matter.
_BEGINNING = 2048
_TRASH = frozenset({"trash", "_trash", ".trash"})
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})


class NestedFormats(NamedTuple):
    """The formats that files among notes can be in: whole journals in text, and TextBundles."""

    journals: tuple[ImportFormat, ...]
    bundles: ImportFormat


def read_folder(source: ImportSource, nested: NestedFormats, options: ImportOptions) -> Iterator[ReadResult]:
    """Yield the entries of each note in a folder, in the order of their paths, and count the other files.

    Raises:
        ImportRefusedError: the folder can't be read.
    """
    notes, bundles, others, left_out = _list_files(source.name)
    orders = _DateOrders(source.name, notes, options)
    whole = os.path.join(os.path.abspath(source.name), "")
    for path in notes:
        name = _relative_path(path, source.name)
        if (found := _read_journal_file(path, source.name, nested, options)) is not None:
            yield from (_prefix_location(name, read) for read in found)
            source.on_progress(1)
            continue
        yield from _read_file(path, name, whole, others, orders.of(path), options)
        source.on_progress(1)
    for path in bundles:
        yield from _in_bundle(path, _relative_path(path, source.name), nested.bundles, options)
        source.on_progress(1)
    left_out.update(attachment_kind(name) or LeftOutKind.FILE for name in others)
    if left_out:
        yield LeftOutCounts(left_out)


def read_zip(source: ImportSource, nested: NestedFormats, options: ImportOptions) -> Iterator[ReadResult]:
    """Yield the entries of each note in a .zip, and count the other files.

    Raises:
        ImportRefusedError: it can't be read.
    """
    date_order = options.date_order()
    root = os.path.dirname(os.path.abspath(source.name))
    with open_members(source) as files:
        notes = [file for file in files if _is_note(file) and not _is_hidden(file.folder)]
        left_out = Counter({LeftOutKind.HIDDEN_NOTE: sum(map(_is_note, files)) - len(notes)})
        others = [file.name for file in files if not _is_note(file) and not _is_hidden(file.folder)]
        for note in notes:
            observe_file_name(note.path, date_order)
        for note in notes:
            try:
                data = note.read()
            except MemberError as error:
                yield ImportProblem(note.path, str(error))
                continue
            if (found := _journal_in(note.path, data, nested, options)) is not None:
                yield from (_prefix_location(note.path, read) for read in found)
                source.on_progress(1)
                continue
            path = f"{root}/{note.path}"
            yield from read_note_bytes(data, note.path, path, note.modified, date_order, options, others)
            source.on_progress(1)
    left_out.update(attachment_kind(name) or LeftOutKind.FILE for name in others)
    yield LeftOutCounts(+left_out)


def _is_note(file: Member) -> bool:
    return file.name.lower().endswith(NOTE_SUFFIXES) and not file.name.startswith(".")


def _in_bundle(path: str, name: str, bundles: ImportFormat, options: ImportOptions) -> Iterator[ReadResult]:
    """Yield the entries of a TextBundle among the notes."""
    try:
        with ImportSource(path) as source:
            yield from bundles.read(source, options)
    except ImportRefusedError:
        yield ImportProblem(name, "this .textpack can't be read")


def _relative_path(path: str, folder: str) -> str:
    """Return the path of a file relative to the folder that it was found in."""
    return path[len(folder) :].lstrip(os.sep)


def _read_journal_file(
    path: str, folder: str, nested: NestedFormats, options: ImportOptions
) -> list[ReadResult] | None:
    """Read a text file that holds a whole journal, as jrnl's and our own do; None for any other."""
    # Most notes are no text of these, and their files are looked at when they are read.
    if not path.lower().endswith(TEXT_SUFFIXES) or check_file(FolderFile(path, _relative_path(path, folder))):
        return None
    return _journal_in(path, None, nested, options)


def _journal_in(
    name: str, data: bytes | None, nested: NestedFormats, options: ImportOptions
) -> list[ReadResult] | None:
    """Read a text that holds a whole journal, from the file of that name or from `data`."""
    if not name.lower().endswith(TEXT_SUFFIXES) or len(data or b"") > LARGEST_ENTRY:
        return None
    for form in nested.journals:
        with ImportSource(name, None if data is None else io.BytesIO(data)) as source:
            if form.recognizes(source):
                return list(form.read(source, options))
    return None


def _prefix_location(name: str, read: ReadResult) -> ReadResult:
    """Return a result of reading a file, with the file's name before its location."""
    if isinstance(read, PortableEntry):
        return replace(read, location=f"{name}:{read.location}")
    if isinstance(read, ImportProblem | EmptyEntry):
        return replace(read, location=f"{name}:{read.location}")
    return read


def _list_files(folder: str) -> tuple[list[str], list[str], Collection[str], Counter[LeftOutKind]]:
    """Return the paths of a folder's notes and TextBundles, the names of other files, and what is hidden."""

    def refuse(error: OSError) -> None:
        if error.filename == folder:
            raise ImportRefusedError(f"{folder} can't be read: {error.strerror}.", "Check its rights.")

    notes: list[str] = []
    bundles: list[str] = []
    others: list[str] = []
    hidden: Counter[LeftOutKind] = Counter()
    for at, folders, files in os.walk(folder, onerror=refuse):
        is_hidden = _is_hidden(at[len(folder) :])
        inner = [os.path.join(at, name) for name in sorted(folders) if name.lower().endswith(BUNDLE)]
        if is_hidden:
            hidden[LeftOutKind.HIDDEN_NOTE] += len(inner)
        else:
            bundles += inner
        folders[:] = sorted(name for name in folders if not name.lower().endswith(BUNDLE))
        prefix = os.path.join(at, "")
        suffixes = (*NOTE_SUFFIXES, PACK) if is_hidden else NOTE_SUFFIXES
        for name in sorted(files):
            is_note = name.lower().endswith(suffixes)
            if is_hidden or name.startswith("."):
                hidden[LeftOutKind.HIDDEN_NOTE] += is_note
            elif is_note:
                notes.append(prefix + name)
            elif name.lower().endswith(PACK):
                bundles.append(prefix + name)
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


class _DateOrders:
    """The date order of each folder of notes: by the dates there, else by those of all.

    All notes are looked at for it, but only once a date comes that needs it: hardly any does.
    """

    def __init__(self, folder: str, notes: list[str], options: ImportOptions) -> None:
        self._folder, self._notes, self._options = folder, notes, options
        self._of: dict[str, DateOrderDetector] = {}

    def of(self, path: str) -> DateOrderDetector:
        """Return the date order of the folder of a note."""
        folder = os.path.dirname(path)
        if folder not in self._of:
            self._of[folder] = self._options.date_order(lambda: self._learned[folder] or self._learned[""])
        return self._of[folder]

    @cached_property
    def _learned(self) -> dict[str, DateOrder | None]:
        """The order that the dates of each folder show, and under an empty name that of all."""
        whole = self._options.date_order()
        orders: dict[str, DateOrderDetector] = defaultdict(self._options.date_order)
        for path in self._notes:
            own = orders[os.path.dirname(path)]
            observe_file_name(path, own, whole)
            beginning = _read_front_matter(path, self._folder)
            # To read the front matter of each note takes longer than all else.
            if may_show_order(beginning):
                front = split_front_matter(beginning)
                for date_order in (own, whole):
                    observe_front_matter(front, date_order)
        return {"": whole.detected} | {folder: own.detected for folder, own in orders.items()}


def _read_front_matter(path: str, folder: str) -> str:
    """Return the front matter of a note as far as its file begins with it."""
    if check_file(FolderFile(path, _relative_path(path, folder))):
        return ""
    try:
        with open(path, "rb") as file:
            text = decode_text(file.read(_BEGINNING)).replace("\r\n", "\n")
    except OSError:
        return ""
    return text if text.lstrip().startswith(("---", "+++", ";;;")) else ""


def _read_file(
    path: str,
    name: str,
    prefix: str,
    others: Collection[str],
    date_order: DateOrderDetector,
    options: ImportOptions,
) -> Iterator[ReadResult]:
    found = read_whole(FolderFile(path, name), LARGEST_ENTRY + 1)
    if isinstance(found, ImportProblem):
        yield found
        return
    # A link is another name of a note that is read anyway.
    whole = os.path.realpath(path) if found.is_link else prefix + name
    yield from read_note_bytes(found.data, name, whole, found.modified, date_order, options, others)
