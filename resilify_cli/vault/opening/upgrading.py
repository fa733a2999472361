"""Upgrades a store to today's schema, with a backup of it as it was."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from resilify_cli.errors import StoreError, StoreReadOnlyError
from resilify_cli.store.engine import Connection, connect, database_errors, sqlite_error_name
from resilify_cli.store.migrations import migrate
from resilify_cli.vault.layout import VaultLayout

# What goes wrong around a store, not in it.
_OUTSIDE = ("SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_NO_ROOM = ("SQLITE_FULL", "SQLITE_READONLY")
_MAKE_ROOM = "Make some room on the disk, and see that the folder can be written. Then try again."


def upgrade(
    connection: Connection,
    path: Path,
    version: int,
    migrations: Sequence[Sequence[str]],
    at: datetime,
    key: bytes | None = None,
) -> None:
    """Make a backup of a store, then run the steps of the schema that it does not have.

    Args:
        connection: The open store.
        path: Its file.
        version: Its schema version.
        migrations: All steps of the schema.
        at: Now, in local time.
        key: The key of an encrypted store.

    Raises:
        StoreReadOnlyError: There is no room for the backup or for the steps; the store can be read.
        StoreError: A step failed. The store is as the last step that succeeded has left it.
    """
    backup = _make_backup(connection, path, version, len(migrations), at, key)
    try:
        migrate(connection, version, migrations)
    except database_errors() as error:
        if version == connection.execute("PRAGMA user_version").fetchone()[0]:
            # What was taken back may have changed the file's time, by which the next try finds this backup.
            with suppress(OSError):
                found = path.stat()
                os.utime(backup, ns=(found.st_atime_ns, found.st_mtime_ns))
        if sqlite_error_name(error).startswith(_NO_ROOM):
            raise StoreReadOnlyError(
                f"The store at {path} is of an earlier version, and there is no room to bring it up to date."
                " Your words are as they were.",
                _MAKE_ROOM,
            ) from error
        if sqlite_error_name(error).startswith(_OUTSIDE):
            raise
        raise StoreError(
            f"The store at {path} is of an earlier version, and could not be brought up to date."
            " Your words are as they were.",
            "To put right what is in the way: resilify doctor --repair",
        ) from error


def _make_backup(
    connection: Connection, path: Path, version: int, newest: int, at: datetime, key: bytes | None
) -> Path:
    """Return the backup of a store from before its upgrade to the version `newest`; make it if need be."""
    from resilify_cli.vault.copies.backups import Backups

    backups = Backups(VaultLayout(path).backups)
    if there := backups.find_upgrade_backup(path, version, newest, key):
        return there
    try:
        backup, contents = backups.make(connection, path, at, key, before=newest)
    except StoreError as error:
        raise StoreReadOnlyError(
            f"The store at {path} is of an earlier version, and no copy of it could be made before it is"
            f" brought up to date. {error.message} Your words are as they were.",
            error.hint or _MAKE_ROOM,
        ) from error
    if contents.version != version:
        # Another process has upgraded it meanwhile, and made the backup from before.
        backup.unlink()
    return backup


def upgraded_in_memory(
    connection: Connection, version: int, migrations: Sequence[Sequence[str]], key: bytes | None
) -> Connection:
    """Return a copy of a store in memory that is brought up to date, to be read only.

    Args:
        connection: The open store; it stays as it is.
        version: Its schema version.
        migrations: All steps of the schema.
        key: The key of an encrypted store; nothing of the copy is in any file.
    """
    copy = connect(None, key=key)
    try:
        connection.backup(copy)
        migrate(copy, version, migrations)
        copy.execute("PRAGMA query_only = ON")
    except BaseException:
        copy.close()
        raise
    return copy
