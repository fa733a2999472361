"""Finds values that their column can't hold: SQLite itself looks at types only when it writes.

What a CHECK allows it looks at too, but some versions not in a file that is opened to be read only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resilify_cli.store.altered_rows import find_altered_rows, table_names
from resilify_cli.vault.health.sync_check import has_wrong_sync_data

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

_CHECK = r"CHECK \((\w+ IN \([^()]*\))\)"
_TYPES = {"INTEGER": "integer", "REAL": "real", "TEXT": "text", "BLOB": "blob"}


def mistyped_tables(connection: Connection) -> list[str]:
    """Return the tables with a value that its column can't hold, or with none where one is needed."""
    return [table for table in sorted(table_names(connection)) if _has_mistyped(connection, table)]


def is_damaged(connection: Connection) -> bool:
    """Return whether a row holds what was never written: by its type, by the schema, or by its hash."""
    return bool(
        mistyped_tables(connection)
        or connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
        or find_altered_rows(connection)
        or has_wrong_sync_data(connection)
    )


def _has_mistyped(connection: Connection, table: str) -> bool:
    # What the search index keeps for itself has no types.
    if table.startswith("entries_fts"):
        return False
    columns = connection.execute("SELECT * FROM pragma_table_info(?)", (table,)).fetchall()
    wrong = [
        f"typeof({row['name']}) <> '{_TYPES[row['type']]}'"
        + ("" if row["notnull"] or row["pk"] else f" AND {row['name']} IS NOT NULL")
        for row in columns
        if row["type"] in _TYPES
    ]
    (statement,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    wrong += [f"NOT ({check})" for check in re.findall(_CHECK, statement or "")]
    if not wrong:
        return False
    return bool(connection.execute(f"SELECT 1 FROM {table} WHERE {' OR '.join(wrong)} LIMIT 1").fetchone())
