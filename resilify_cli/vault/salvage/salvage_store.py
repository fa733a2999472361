"""Saves what can be read of a damaged store into a new one, and reports what is missing.

The damaged file is only read, from a working copy of it, and stays under another name. Rows that can't be
read any more come from a copy of the store that has them.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from resilify_cli.atomic_files import sync_file
from resilify_cli.errors import StoreError
from resilify_cli.store.altered_rows import find_altered_rows, table_names
from resilify_cli.store.engine import connect, ignore_database_errors
from resilify_cli.store.entry_times import SEQ_SHIFT
from resilify_cli.store.schema_check import has_expected_schema
from resilify_cli.vault.copies.copying import key_for_copy, read_contents, translate_copy_errors
from resilify_cli.vault.copies.replacing import replace_store
from resilify_cli.vault.health.repair import restore_texts
from resilify_cli.vault.salvage.reader import DamagedReader
from resilify_cli.vault.salvage.schema_pages import candidates, fitted, put_pages, read_pages
from resilify_cli.vault.salvage.writer import SalvageWriter
from resilify_cli.vault.scratch import scratch_database


class LostEntry(NamedTuple):
    """An entry that is lost, or whose newest words are.

    Attributes:
        id: Its id.
        created_at: Its time in Unix milliseconds.
    """

    id: str
    created_at: int


class SalvageResult(NamedTuple):
    """The result of a salvage.

    Attributes:
        counts: The rows of the new store by table.
        lost: The entries that are lost.
        older: The entries of which only an earlier version was saved.
        missing: How many rows of other tables are known to be lost, by table.
        incomplete: Tables of which more rows may be missing; nothing tells how many there were.
        from_copies: How many entries came from each copy.
        altered: How many texts do not match their hash.
        aside: Where the damaged file is now.
    """

    counts: Mapping[str, int]
    lost: tuple[LostEntry, ...]
    older: tuple[LostEntry, ...]
    missing: Mapping[str, int]
    incomplete: tuple[str, ...]
    from_copies: Mapping[Path, int]
    altered: int
    aside: Path | None


def salvage_store(path: Path, at: datetime, key: bytes | None, copies: Sequence[Path]) -> SalvageResult:
    """Replace a damaged store by a new one with all that can be read of it.

    Args:
        path: The store's file.
        at: Now, in local time.
        key: The key of an encrypted store.
        copies: Copies of the store, in the order in which they are asked for what is missing.

    Raises:
        StoreError: Nothing can be read, or the new store can't be made. Nothing was changed.
    """
    sound = [copy for copy in copies if _is_sound(copy, key)]
    try:
        with (
            scratch_database(path.parent) as work,
            scratch_database(path.parent) as new,
            translate_copy_errors(path),
        ):
            shutil.copyfile(path, work)
            saving = SalvageWriter(new, key)
            try:
                reader = _fill_new_store(saving, work, sound, key)
            finally:
                saving.connection.close()
            sync_file(new)
            contents = read_contents(new, key, thorough=True)
            aside = replace_store(new, path, at, key)
    except OSError as error:
        raise _no_new_store(path.parent, error) from error
    return SalvageResult(
        contents.counts,
        _lost_entries(saving.lost()),
        _lost_entries(saving.older),
        saving.missing(),
        tuple(sorted(reader.incomplete)),
        saving.from_copies,
        contents.altered,
        aside,
    )


def _no_new_store(folder: Path, error: OSError) -> StoreError:
    why = error.strerror or "unknown error"
    return StoreError(
        f"A new store could not be made in {folder}: {why}. Nothing was changed.",
        "Look whether there is room on the disk, and whether the folder can be written.",
    )


def _fill_new_store(
    saving: SalvageWriter, damaged: Path, copies: Sequence[Path], key: bytes | None
) -> DamagedReader:
    """Write what can be read of a damaged store, and what copies have besides; return what read it."""
    reader = _read_working_copy(damaged, key, copies, saving)
    for copy in copies:
        saving.fill_from(copy, key_for_copy(copy, key))
    restore_texts(saving.connection, find_altered_rows(saving.connection), copies, key)
    saving.finish()
    return reader


def _lost_entries(found: Sequence[tuple[str, int]]) -> tuple[LostEntry, ...]:
    return tuple(LostEntry(entry_id, seq >> SEQ_SHIFT) for entry_id, seq in found)


def _read_working_copy(
    work: Path, key: bytes | None, copies: Sequence[Path], saving: SalvageWriter
) -> DamagedReader:
    """Read all of the working copy that can be read."""
    if not _choose_schema(work, key, copies):
        raise StoreError(
            "Nothing can be read of the damaged store. It was not touched.",
            "To go back to a copy: resilify restore DAY. To see the copies: resilify backup list",
        )
    with _open_reader(work, key) as reader:
        saving.take(reader)
    return reader


def _open_reader(work: Path, key: bytes | None) -> DamagedReader:
    return DamagedReader(partial(connect, work, key=key, damaged=True), renew=key is not None)


def _choose_schema(work: Path, key: bytes | None, copies: Sequence[Path]) -> bool:
    """Give the file the pages of another that say where all else is, if more can be read with those.

    Return whether anything can be read then.
    """
    best = _count_readable(work, key)
    # Each encrypted file has a salt of its own in its first page, so that none fits another.
    if best.whole or key is not None:
        return best.rows > 0
    for pages in candidates(copies, work.parent):
        before = read_pages(work, pages)
        put_pages(fitted(pages, work), work)
        found = _count_readable(work, key)
        if found.rows > best.rows or (found.rows == best.rows and found.whole):
            best = found
        else:
            put_pages(before, work)
        if best.whole:
            break
    return best.rows > 0


class _Readable(NamedTuple):
    """How many rows can be read, and whether that is most of those known of, in tables as they should be."""

    rows: int
    whole: bool


def _count_readable(work: Path, key: bytes | None) -> _Readable:
    with ignore_database_errors(), _open_reader(work, key) as reader:
        if {"entries", "enrollments"} <= table_names(reader.connection):
            known = {row["seq"] for row in reader.known("entries")}
            rows = sum(1 for _ in reader.entries(known)) + sum(1 for _ in reader.rows("enrollments", "id"))
            return _Readable(rows, rows > len(known) / 2 and has_expected_schema(reader.connection))
    return _Readable(0, False)


def _is_sound(copy: Path, key: bytes | None) -> bool:
    try:
        read_contents(copy, key_for_copy(copy, key))
    except StoreError:
        return False
    return True
