"""Compares a store's tables with those that the schema of its version has."""

from __future__ import annotations

from contextlib import closing
from functools import cache

from resilify_cli.store.altered_rows import table_names
from resilify_cli.store.engine import Connection, connect
from resilify_cli.store.migrations import migrate
from resilify_cli.store.schema import MIGRATIONS


def has_expected_schema(connection: Connection) -> bool:
    """Return whether tables, indexes and triggers are those of the store's version, which is known here."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    return _schema_statements(connection) == _expected_statements(version)


@cache
def columns_by_table() -> dict[str, tuple[str, ...]]:
    """Return the columns of each table in today's schema."""
    with closing(_new_store(len(MIGRATIONS))) as new:
        return {
            table: tuple(
                row["name"] for row in new.execute("SELECT name FROM pragma_table_info(?)", (table,))
            )
            for table in table_names(new)
        }


@cache
def _expected_statements(version: int) -> dict[str, str]:
    with closing(_new_store(version)) as new:
        return _schema_statements(new)


def _new_store(version: int) -> Connection:
    connection = connect(None)
    migrate(connection, 0, MIGRATIONS[:version])
    return connection


def _schema_statements(connection: Connection) -> dict[str, str]:
    # The search index keeps its own things in tables that each version of SQLite makes as it likes.
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND (type = 'trigger' OR name NOT GLOB 'entries_fts_*')"
    )
    # In a damaged file it may be no text.
    return {row["name"]: " ".join(str(row["sql"]).split()) for row in rows}
