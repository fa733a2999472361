"""Finds the files with Day One's entries: one file, a .zip of an export, or the folder of one."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.folder import (
    FolderFile,
    check_file,
    modified_at,
    open_files,
    walk_files,
)
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.containers.zip_file import is_zip, open_zip_files, zip_names
from resilify_cli.exchange.entries.portable_entry import ImportProblem, LeftOutCounts, LeftOutKind
from resilify_cli.exchange.formats.dayone.first_version import SUFFIX, is_first_version

# Photos and the like are counted where an entry names them.
_ATTACHMENTS = ("photos", "videos", "audios", "pdfs", "pdfattachments", "drawings", "sketches", "__macosx")
_MOST_LOOKED_AT = 1000


class DayOneFile(NamedTuple):
    """A file with entries.

    Attributes:
        name: Its path in the .zip or the folder; empty where it is the whole source.
        source: What to read.
        modified: When it was modified last, if that is known.
        photos: How many photos lie beside an entry of the first version.
    """

    name: str
    source: ImportSource
    modified: datetime | None = None
    photos: int = 0


def is_journal(head: bytes) -> bool:
    """Return whether a file is JSON of Day One by its first bytes, perhaps without an entry."""
    return re.match(rb'\s*\{\s*"(?:metadata|entries)"\s*:', head) is not None and b'"entries"' in head


def contains_journal(source: ImportSource) -> bool:
    """Return whether a file, a .zip or a folder has entries of Day One."""
    if source.is_folder:
        return _folder_holds_journal(source.name)
    if is_zip(source.head):
        return _zip_holds_journal(source)
    return is_first_version(source.head) or (is_journal(source.head) and b'"creationDate"' in source.head)


def journal_files(source: ImportSource) -> Iterator[DayOneFile | LeftOutCounts | ImportProblem]:
    """Yield each file with entries, the problems of others, and how many are left out.

    Raises:
        ImportRefusedError: Nothing of it can be read.
    """
    if source.is_folder:
        yield from _in_folder(source)
    elif is_zip(source.head):
        others = [name for name in zip_names(source) or () if not _is_attachment(name)]
        for found in open_zip_files(source, _may_have_entries):
            if isinstance(found, ImportProblem):
                yield found
            elif found.name.lower().endswith(SUFFIX) or is_journal(found.head):
                others.remove(found.name)
                yield DayOneFile(found.name, found, modified_at(source.path))
        if others:
            yield LeftOutCounts({LeftOutKind.FILE: len(others)})
    else:
        yield DayOneFile("", source, modified_at(source.path))


def _zip_holds_journal(source: ImportSource) -> bool:
    """Return whether a .zip has a journal in it, or can't be read, which is then told as a problem."""
    names = zip_names(source)
    if names is None:
        return True
    candidates = [name for name in names if _may_have_entries(name)]
    if not candidates:
        return False
    return any(
        isinstance(found, ImportProblem) or found.name.lower().endswith(SUFFIX) or is_journal(found.head)
        for found in open_zip_files(source, candidates.__contains__)
    )


def _folder_holds_journal(folder: str) -> bool:
    """Return whether a folder has a journal at its top; or below it, and no notes in Markdown."""
    below = notes = False
    for file in islice(walk_files(folder, _ATTACHMENTS), _MOST_LOOKED_AT):
        notes = notes or file.name.lower().endswith(".md")
        if not below and (file.name.lower().endswith(SUFFIX) or _is_json_of_day_one(file)):
            if os.sep not in file.name:
                return True
            below = True
    return below and not notes


def _is_json_of_day_one(file: FolderFile) -> bool:
    if not file.name.lower().endswith(".json") or check_file(file):
        return False
    try:
        with ImportSource(file.path) as source:
            return is_journal(source.head) and b'"creationDate"' in source.head
    except ImportRefusedError:
        return False


def _in_folder(source: ImportSource) -> Iterator[DayOneFile | LeftOutCounts | ImportProblem]:
    photos: Counter[str] = Counter()
    for beside in walk_files(source.name):
        if "photos" in beside.name.lower().split(os.sep)[:-1]:
            photos[os.path.splitext(os.path.basename(beside.name))[0].upper()] += 1
    others = 0
    for file in open_files(source, _ATTACHMENTS, _may_have_entries):
        if isinstance(file, ImportProblem):
            yield file
        elif file.source is not None and file.name.lower().endswith(SUFFIX):
            name = os.path.splitext(os.path.basename(file.name))[0].upper()
            yield DayOneFile(file.name, file.source, modified_at(file.path), photos[name])
        elif file.source is not None and is_journal(file.source.head):
            yield DayOneFile(file.name, file.source, modified_at(file.path))
        else:
            others += 1
    if others:
        yield LeftOutCounts({LeftOutKind.FILE: others})


def _may_have_entries(name: str) -> bool:
    return name.lower().endswith((".json", SUFFIX)) and not _is_attachment(name)


def _is_attachment(name: str) -> bool:
    *folders, file = re.split(r"[/\\]", name.lower())
    return file.startswith(".") or any(folder in _ATTACHMENTS or folder.startswith(".") for folder in folders)
