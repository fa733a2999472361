"""Opens the store as the rest of the package uses it, made first where it is to be written."""

from __future__ import annotations

from pathlib import Path

from resilify_cli.store.database import Clock
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.databases import Unlock, open_database


def open_store(path: Path, clock: Clock, unlock: Unlock | None = None, *, allow_plain: bool = False) -> Store:
    """Open the store, made first if there is none; `unlock` gives the key of an encrypted one.

    `allow_plain` is as in `open_database`.

    Raises:
        StoreError: it can't be opened; nothing was changed.
    """
    database = open_database(path, clock, create=True, unlock=unlock, allow_plain=allow_plain)
    if database is None:
        raise AssertionError("a store is made where there is none")
    return Store(database)


def find_store(
    path: Path, clock: Clock, unlock: Unlock | None = None, *, newer: bool = False
) -> Store | None:
    """Open the store if there is one; reading commands never make it. `newer` is as in `open_database`.

    Raises:
        StoreError: it can't be opened; nothing was changed.
    """
    database = open_database(path, clock, create=False, unlock=unlock, newer=newer)
    return Store(database) if database else None
