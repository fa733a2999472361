"""Replaces the store by another complete one. The old one is set aside, and never overwritten."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from resilify_cli.atomic_files import place_file, replace_file, set_aside, sync_folder
from resilify_cli.errors import StoreError
from resilify_cli.store.engine import connect, database_errors, ignore_database_errors, sqlite_error_name
from resilify_cli.store.sqlite_file import journal_of
from resilify_cli.vault.layout import VaultLayout


def replace_store(new: Path, path: Path, at: datetime, key: bytes | None) -> Path | None:
    """Move a complete store to the store's place, and set the present one aside.

    At no moment is there no store. Where only the journal of a store is left, that is set aside.

    Args:
        new: The complete store.
        path: The store's place.
        at: Now, in local time; for the name of what is set aside.
        key: The key of the present store.

    Returns:
        Where the present store, or its journal, was set aside; None if there was none.

    Raises:
        StoreError: Another program is writing to the present store. Nothing was changed.
        OSError: It can't be done. The present store is still there.
    """
    if not os.path.lexists(path):
        # First of all: SQLite would take it for the new store's, and write what is in it over that.
        journal = _set_journal_aside(path, at)
        place_file(new, path, force=False)
        return journal
    with _lock_present(path, key):
        aside = set_aside(path, VaultLayout(path).set_aside_names(at))
        if aside is None:
            raise _too_many_error(path)
        if journal_of(path).exists():
            # It belongs to the old file; the new one would be overwritten from it.
            journal_of(path).rename(journal_of(aside))
        replace_file(new, path)
    return aside


def _set_journal_aside(path: Path, at: datetime) -> Path | None:
    """Give the journal of a store that is gone another name, as if the store were set aside with it."""
    if not os.path.lexists(journal_of(path)):
        return None
    for aside in VaultLayout(path).set_aside_names(at):
        journal_of(path).rename(journal_of(aside))
        sync_folder(path.parent)
        return journal_of(aside)
    raise _too_many_error(path)


def _too_many_error(path: Path) -> StoreError:
    return StoreError(f"There are too many stores set aside at {path.parent}.", "Move some of them away.")


@contextmanager
def _lock_present(path: Path, key: bytes | None) -> Iterator[None]:
    """Keep every other program from writing to the present store, where it can be opened at all."""
    connection = None
    try:
        try:
            connection = connect(path, key=key)
            # This also brings a write to its end that was cut off.
            connection.execute("BEGIN EXCLUSIVE")
        except database_errors() as error:
            if sqlite_error_name(error).startswith("SQLITE_BUSY"):
                raise StoreError(
                    f"The store at {path} is in use by another program. Nothing was changed.",
                    "Close the other one, then try again.",
                ) from error
        yield
    finally:
        if connection:
            with ignore_database_errors():
                connection.close()
