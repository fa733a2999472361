"""Values that their column can't hold, and pages that belong to nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from resilify_cli.store.engine import connect
from resilify_cli.vault.health.type_check import is_damaged, mistyped_tables


def _is_damaged(path: Path) -> bool:
    with closing(connect(path, writable=False)) as connection:
        assert mistyped_tables(connection) == []
        return is_damaged(connection)


def test_a_whole_store_is_not_damaged(path: Path) -> None:
    """Nothing is wrong with rows, pages and hashes."""
    assert not _is_damaged(path)


def test_a_page_that_belongs_to_nothing_is_damage(path: Path) -> None:
    """SQLite's own check counts, where no row has a value of a wrong type."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'entries_by_handle'")
    assert _is_damaged(path)
