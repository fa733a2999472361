"""Opens the store's SQLite file: has it made where there is none, and refuses a file that is not a store."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.errors import StoreError, StoreReadOnlyError
from resilify_cli.store.database import Clock, Database, unexpectedly_plain_error
from resilify_cli.store.engine import (
    WAIT_SECONDS,
    Connection,
    check_encryption_installed,
    connect,
    database_errors,
    ignore_database_errors,
    sqlite_error_name,
    translate_errors,
)
from resilify_cli.store.sqlite_file import (
    APPLICATION_ID,
    HEADER_BYTES,
    MAGIC,
    SCHEMA_VERSION,
    application_id,
)
from resilify_cli.vault.layout import VaultLayout, conversion_file
from resilify_cli.vault.permissions import check_private_files

if TYPE_CHECKING:
    from resilify_cli.vault.keys.key_file import KeyFile

Unlock = Callable[["KeyFile"], bytes]

# Between the two files that `encrypt` and `decrypt` change no more than a moment passes.
_LOOKS, _PAUSE_SECONDS = 10, 0.05


def open_database(
    path: Path,
    clock: Clock,
    *,
    create: bool,
    unlock: Unlock | None = None,
    migrations: Sequence[Sequence[str]] | None = None,
    newer: bool = False,
    allow_plain: bool = False,
) -> Database | None:
    """Open the store's file, brought up to date.

    Args:
        path: The store's file.
        clock: Gives the time, aware of its zone, for every row written.
        create: Whether to make an empty store where there is none.
        unlock: Gives the 32-byte key of an encrypted store from its key file.
        migrations: The steps of the schema; None for all of today's.
        newer: Whether to open, for reading only, a store that a newer resilify made.
        allow_plain: Whether a plain store beside a key file may be written to. By default it is opened for
            reading only, since it may have been put in the place of the encrypted one.

    Returns:
        The open store, or None if there is none and `create` is not set.

    Raises:
        StoreError: The file is no store, is damaged, does not open, or was made by a newer resilify.
    """
    # Again where it was encrypted or decrypted in another window between the look and the opening.
    while True:
        check_private_files(path)
        if not _ensure_store(path, migrations, create=create):
            return None
        key = _key_of(path, unlock)
        unexpectedly_plain = key is None and not allow_plain and is_unexpectedly_plain(path)
        if unexpectedly_plain and not _stays_unexpectedly_plain(path):
            continue
        try:
            return _open_file(
                path, clock, key, migrations, newer=newer, unexpectedly_plain=unexpectedly_plain
            )
        except StoreError:
            if _is_plain(path) == (key is None):
                raise


def _ensure_store(path: Path, migrations: Sequence[Sequence[str]] | None, *, create: bool) -> bool:
    """Make an empty store where there is none, if asked to, and return whether there is one."""
    if path.exists():
        return True
    if not create:
        return False
    from resilify_cli.vault.opening.creating import create_store
    from resilify_cli.vault.opening.remains import check_not_gone

    check_not_gone(path)
    create_store(path, migrations)
    return True


def _open_file(
    path: Path,
    clock: Clock,
    key: bytes | None,
    migrations: Sequence[Sequence[str]] | None,
    *,
    newer: bool,
    unexpectedly_plain: bool,
) -> Database:
    """Open a store with its key, brought up to date if it is of an earlier version."""
    writable = not unexpectedly_plain and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with translate_errors(path):
        connection = _connect(path, writable, key)
        try:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            newest = SCHEMA_VERSION if migrations is None else len(migrations)
            if version > newest:
                if not newer:
                    raise _too_new(path)
                connection.execute("PRAGMA query_only = ON")
                return Database(connection, path, clock, writable=False, key=key, newer=True)
            if version < newest:
                from resilify_cli.store.schema import MIGRATIONS
                from resilify_cli.vault.opening.upgrading import upgrade, upgraded_in_memory

                migrations = MIGRATIONS if migrations is None else migrations
                if unexpectedly_plain:
                    raise unexpectedly_plain_error(path)
                try:
                    if not writable:
                        raise StoreReadOnlyError(
                            f"The store at {path} needs an upgrade, and can't be written.",
                            "Copy it to a place that can be written.",
                        )
                    upgrade(connection, path, version, migrations, clock(), key)
                except StoreReadOnlyError as error:
                    copy = upgraded_in_memory(connection, version, migrations, key)
                    connection.close()
                    return Database(copy, path, clock, writable=False, key=key, not_upgraded=error)
            if key is not None and writable:
                _remove_plain_leftover(connection, path)
        except BaseException:
            connection.close()
            raise
    return Database(connection, path, clock, writable, key, unexpectedly_plain=unexpectedly_plain)


def is_unexpectedly_plain(path: Path) -> bool:
    """Return whether the store is plain although a key file lies beside it."""
    return VaultLayout(path).key_file.exists() and _is_plain(path)


def _is_plain(path: Path) -> bool:
    from resilify_cli.vault.encryption.detection import is_plain

    return is_plain(path)


def _key_of(path: Path, unlock: Unlock | None) -> bytes | None:
    """Return the key of an encrypted store, None for a plain one, or refuse what is no store."""
    if _read_header(path) is not None:
        return None
    if not VaultLayout(path).key_file.exists():
        from resilify_cli.vault.keys.key_copies import missing_key_error

        raise missing_key_error(path) or StoreError(
            f"The file {path} is not a resilify store, or is damaged. Nothing was changed.",
            "To see what can be done: resilify doctor",
        )
    if unlock is None:
        raise StoreError(f"The store at {path} is encrypted, and was not unlocked.")
    from resilify_cli.vault.keys.key_file import read_key_file

    key_file = read_key_file(VaultLayout(path).key_file)
    # Nobody is asked for a passphrase that can't be used.
    check_encryption_installed()
    return unlock(key_file)


def _stays_unexpectedly_plain(path: Path) -> bool:
    """Return whether a plain store lies beside a key file, and not for a moment only.

    In another window `encrypt` or `decrypt` may be at work.
    """
    for _ in range(_LOOKS):
        if not is_unexpectedly_plain(path):
            return False
        time.sleep(_PAUSE_SECONDS)
    return True


def _connect(path: Path, writable: bool, key: bytes | None) -> Connection:
    """Open the file, and see that its key is the right one."""
    if key is None:
        return connect(path, writable=writable)
    try:
        connection = connect(path, writable=writable, key=key)
        number = connection.execute("PRAGMA application_id").fetchone()[0]
    except database_errors() as error:
        if not sqlite_error_name(error).startswith("SQLITE_NOTADB"):
            raise
        number = None
    if number != APPLICATION_ID:
        raise StoreError(
            f"The store at {path} does not open with its key: it is damaged, or the key file, or a key_file"
            " in your settings, belongs to another store. Nothing was changed.",
            "Keep the files as they are. To see what can be done: resilify doctor",
        )
    return connection


def _remove_plain_leftover(connection: Connection, path: Path) -> None:
    """Remove the plain file that a `decrypt` left behind when it was killed."""
    left = conversion_file(path)
    if not os.path.lexists(left):
        return
    with contextlib.suppress(OSError), ignore_database_errors():
        # Whoever is still at it holds the lock.
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("BEGIN IMMEDIATE")
        left.unlink(missing_ok=True)
        connection.execute("ROLLBACK")
    connection.execute(f"PRAGMA busy_timeout = {round(WAIT_SECONDS * 1000)}")


def _read_header(path: Path) -> bytes | None:
    """Return the header of a plain store, or None where the file does not begin as one."""
    try:
        with open(path, "rb") as file:
            header = file.read(HEADER_BYTES)
    except OSError as error:
        raise StoreError(
            f"The store at {path} can't be read: {error.strerror}.", "Check the rights of the file."
        ) from error
    if not header:
        raise StoreError(
            f"The file {path} has no content. Nothing was changed.",
            "Move it to another place to begin a new store, or put a copy of your store there.",
        )
    if not header.startswith(MAGIC):
        return None
    if application_id(header) != APPLICATION_ID:
        raise StoreError(
            f"The file {path} is a database of another program. Nothing was changed.",
            "Move it to another place, or set RESILIFY_HOME to another folder.",
        )
    return header


def _too_new(path: Path) -> StoreError:
    return StoreError(
        f"The store at {path} was made by a newer resilify. Nothing was changed.",
        "Update resilify: pip install --upgrade resilify-cli\n"
        "Or take your words out of it: resilify journal export --output FILE",
    )
