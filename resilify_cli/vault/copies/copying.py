"""Makes a whole copy of an open store, and reads what a copy holds.

A copy is made by SQLite's own backup, never by copying a file that someone may be writing. It is on
disk and checked before it gets its name, so whatever has that name is a complete store.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from resilify_cli.atomic_files import place_file, sync_file
from resilify_cli.errors import StoreError
from resilify_cli.store.altered_rows import find_altered_rows, table_names
from resilify_cli.store.engine import (
    Connection,
    connect,
    database_errors,
    ignore_database_errors,
    sqlite_error_name,
    use_large_cache,
)
from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.vault.encryption.detection import begins_plain
from resilify_cli.vault.scratch import scratch_database

_COUNTED = ("entries", "entry_versions", "readings", "drafts", "enrollments", "progress", "labels")


class StoreContents(NamedTuple):
    """What a store holds.

    Attributes:
        version: Its schema version.
        counts: The number of rows by table.
        altered: How many texts do not match their hash.
    """

    version: int
    counts: dict[str, int]
    altered: int

    @property
    def entries(self) -> int:
        """How many entries there are, those in the trash included."""
        return self.counts.get("entries", 0)

    @property
    def altered_remark(self) -> str:
        """A sentence about texts that are not as they were written, to append; empty if all are."""
        if not self.altered:
            return ""
        is_as = "is not as it was" if self.altered == 1 else "are not as they were"
        return f" {self.altered:,} of its texts {is_as} written; resilify doctor tells more."


def copy_store(
    connection: Connection, source: Path, place: Path, key: bytes | None, *, force: bool = False
) -> StoreContents:
    """Copy the open store to a file, and return what is in it.

    The copy has the store's own time of change, by which is told whether the store changed since.

    Args:
        connection: The open store.
        source: Its file.
        place: Where the copy goes.
        key: The key of an encrypted store; the copy has the same.
        force: Whether a file that is there is replaced.

    Raises:
        StoreError: It could not be made, or differs from the store. Nothing of it is left.
        FileNotWrittenError: Something is there already.
    """
    try:
        with scratch_database(place.parent) as new:
            contents = copy_into(connection, source, new, key)
            place_file(new, place, force=force)
    except OSError as error:
        raise StoreError(
            f"A copy in {place.parent} could not be made: {error.strerror or 'unknown error'}.",
            "Name another place, or make some room.",
        ) from error
    return contents


def copy_into(connection: Connection, source: Path, new: Path, key: bytes | None) -> StoreContents:
    """Copy an open store into an empty file, sync and check it, and return what is in it.

    Raises:
        StoreError: It could not be made, or differs from the store.
    """
    with translate_copy_errors(new.parent):
        connection.execute("BEGIN")
        try:
            # From the first read on nobody else can change the store, and so all of this is of one moment.
            counts = _count_rows(connection)
            changed = source.stat()
            _copy_rows(connection, new, key)
        finally:
            with ignore_database_errors():
                connection.execute("ROLLBACK")
        sync_file(new)
        contents = read_contents(new, key)
    if contents.counts != counts:
        raise StoreError("The copy is not as the store is, and was not kept.", "Try it again.")
    os.utime(new, ns=(changed.st_atime_ns, changed.st_mtime_ns))
    return contents


def read_contents(path: Path, key: bytes | None, *, thorough: bool = False) -> StoreContents:
    """Check a copy, and return what is in it.

    Args:
        path: The copy.
        key: The key of an encrypted one.
        thorough: Whether its indexes are compared with its rows too.

    Raises:
        StoreError: It is not a sound store.
    """
    with translate_copy_errors(path), _open_copy(path, key) as connection:
        if key is not None:
            use_large_cache(connection)
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreError(f"{path} is no resilify store.")
        check = "integrity_check" if thorough else "quick_check"
        if any(is_damage_report(row[0]) for row in connection.execute(f"PRAGMA {check}")):
            raise StoreError(f"{path} is damaged.", "To see what can be done: resilify doctor")
        return StoreContents(version, _count_rows(connection), len(find_altered_rows(connection)))


def is_damage_report(problem: str) -> bool:
    """Return whether a line of SQLite's `integrity_check` reports damage.

    Newer versions of SQLite also check the search index, which can be rebuilt.
    """
    return problem != "ok" and "entries_fts" not in problem


def key_for_copy(path: Path, key: bytes | None) -> bytes | None:
    """Return the key that a copy is opened with: None if it is plain, as one from before `encrypt` may be."""
    with suppress(OSError):
        if begins_plain(path):
            return None
    return key


@contextmanager
def translate_copy_errors(place: Path) -> Iterator[None]:
    """Open a context that turns database errors into a `StoreError` about a copy."""
    try:
        yield
    except database_errors() as error:
        name = sqlite_error_name(error)
        wrong = next(
            (words for start, words in _WORDS.items() if name.startswith(start)), name or "unknown error"
        )
        raise StoreError(f"{place}: {wrong}.") from error


def _copy_rows(connection: Connection, new: Path, key: bytes | None) -> None:
    copy = connect(new, key=key)
    try:
        # Nobody knows of the file yet, and a crash leaves it to be swept away: one sync at the end will do.
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("PRAGMA journal_mode = OFF")
        connection.backup(copy)
    finally:
        copy.close()


@contextmanager
def _open_copy(path: Path, key: bytes | None) -> Iterator[Connection]:
    connection = connect(path, writable=False, key=key)
    try:
        yield connection
    finally:
        connection.close()


def _count_rows(connection: Connection) -> dict[str, int]:
    there = table_names(connection)
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in _COUNTED
        if table in there
    }


_WORDS = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_IOERR": "the disk reports an error",
    "SQLITE_BUSY": "the store is in use by another program",
    "SQLITE_NOTADB": "this is no resilify store, or one that is encrypted with another key",
    "SQLITE_CORRUPT": "it is damaged",
    "SQLITE_CANTOPEN": "it can't be opened",
}
