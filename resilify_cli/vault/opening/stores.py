"""Opens the store as the rest of the package uses it, made first where it is to be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.store.store import Store
from resilify_cli.vault.opening.databases import Unlock, open_database

if TYPE_CHECKING:
    from resilify_cli.store.database import Clock


def open_store(path: Path, clock: Clock, unlock: Unlock | None = None, *, allow_plain: bool = False) -> Store:
    """Open the store for reading and writing, made first if there is none.

    Args:
        path: Its file.
        clock: Gives the time, aware of its zone, for every row written.
        unlock: Gives the 32-byte key of an encrypted store from its key file.
        allow_plain: Whether a plain store beside a key file may be written to.

    Raises:
        StoreError: It can't be opened. Nothing was changed.
    """
    database = open_database(path, clock, create=True, unlock=unlock, allow_plain=allow_plain)
    if database is None:
        raise AssertionError("a store is made where there is none")
    return Store(database)


def find_store(
    path: Path, clock: Clock, unlock: Unlock | None = None, *, newer: bool = False
) -> Store | None:
    """Open the store if there is one; it is never made.

    Args:
        path: Its file.
        clock: Gives the time, aware of its zone, for every row written.
        unlock: Gives the 32-byte key of an encrypted store from its key file.
        newer: Whether to open, for reading only, a store that a newer resilify made.

    Raises:
        StoreError: It can't be opened. Nothing was changed.
    """
    database = open_database(path, clock, create=False, unlock=unlock, newer=newer)
    return Store(database) if database else None
