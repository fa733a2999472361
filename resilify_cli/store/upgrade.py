"""Brings a store's schema up to date, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from resilify_cli.store.engine import Connection, overlooked


def upgrade(
    connection: Connection,
    path: Path,
    version: int,
    migrations: Sequence[Sequence[str]],
    at: datetime,
    key: bytes | None = None,
) -> None:
    """Bring a store up to date, and keep a copy of it as it was.

    Raises:
        StoreError: the copy could not be made; the store is as it was.
    """
    from resilify_cli.store.copies.backups import Backups
    from resilify_cli.store.private.encryption import BACKUPS

    folder = Backups(path.parent / BACKUPS)
    copy, contents = folder.make(connection, path, at, key, before=len(migrations))
    if contents.version != version:
        # Another process has upgraded it meanwhile, and made the copy from before.
        copy.unlink()
    migrate(connection, version, migrations)


def migrate(connection: Connection, version: int, migrations: Sequence[Sequence[str]]) -> None:
    """Run the steps after `version`, each with its record in one transaction."""
    from resilify_cli.store.labels import tags_as_json

    connection.create_function("tags_of", 1, tags_as_json, deterministic=True)
    for number in range(version, len(migrations)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it while this one waited for the lock.
            if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                for statement in migrations[number]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            with overlooked():
                connection.execute("ROLLBACK")
            raise
