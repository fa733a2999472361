"""Makes new stores: at their place in the data folder, and in memory."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from resilify_cli.atomic_files import make_private_file, place_new_file
from resilify_cli.errors import StoreError
from resilify_cli.file_access import make_private_folder
from resilify_cli.store.database import Clock, Database
from resilify_cli.store.engine import connect, translate_errors
from resilify_cli.store.migrations import migrate
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.vault.layout import VaultLayout
from resilify_cli.vault.permissions import restrict_private_files


def in_memory_database(path: Path, clock: Clock) -> Database:
    """Return an empty store in memory, for a trial run; its messages name `path`."""
    connection = connect(None)
    migrate(connection, 0, MIGRATIONS)
    return Database(connection, path, clock, writable=True)


def create_store(path: Path, migrations: Sequence[Sequence[str]] | None = None) -> None:
    """Make an empty store beside its place and move it there whole.

    A crash at any moment leaves either no store or a complete one, never a file of no length.

    Args:
        path: Its place.
        migrations: The steps of the schema; None for all of today's.

    Raises:
        StoreError: It can't be made.
    """
    new = VaultLayout(path).new_store(os.getpid())
    try:
        make_private_folder(path.parent)
        restrict_private_files(path)
        new.unlink(missing_ok=True)
        make_private_file(new)
        with translate_errors(path):
            connection = connect(new)
            try:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(connection, 0, MIGRATIONS if migrations is None else migrations)
            finally:
                connection.close()
        # Another process may have put one there meanwhile.
        with contextlib.suppress(FileExistsError):
            place_new_file(new, path, never_empty=True)
    except OSError as error:
        raise StoreError(
            f"The store can't be made in {path.parent}: {error.strerror}.",
            "Set RESILIFY_HOME to a folder that can be written.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
