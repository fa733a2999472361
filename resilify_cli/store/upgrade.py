"""Brings a store's schema up to date, step by step."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from resilify_cli.store.engine import Connection, any_error, connect


def upgrade(
    connection: Connection,
    path: Path,
    version: int,
    migrations: Sequence[Sequence[str]],
    key: bytes | None = None,
) -> None:
    """Bring a store up to date, and keep a copy of it as it was."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    os.close(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    copy = connect(new, key=key)
    try:
        connection.backup(copy)
        copied = copy.execute("PRAGMA user_version").fetchone()[0]
    finally:
        copy.close()
    # Another process may have upgraded it meanwhile; then its copy is the one from before.
    if copied == version:
        new.replace(path.with_name(f"{path.name}.before-v{len(migrations)}"))
    else:
        new.unlink()
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
            with contextlib.suppress(*any_error()):
                connection.execute("ROLLBACK")
            raise
