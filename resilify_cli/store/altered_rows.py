"""Finds rows whose texts are not as they were written: their hash does not match."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.store.row_hash import hash_bytes

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection


class HashedTable(NamedTuple):
    """A table with hashed texts.

    Attributes:
        keys: The columns that name a row.
        texts: The columns that the hash is of, in its order.
    """

    keys: tuple[str, ...]
    texts: tuple[str, ...]


HASHED = {
    "entries": HashedTable(("seq",), ("prompt", "text", "answers")),
    "entry_versions": HashedTable(("entry_id", "version"), ("prompt", "text", "answers")),
    "drafts": HashedTable(("enrollment_id", "activity_id", "practice"), ("content",)),
    "journal_drafts": HashedTable(("place",), ("content",)),
}


class AlteredRow(NamedTuple):
    """A row whose texts do not match their hash.

    Attributes:
        table: Its table.
        key: Its values in the table's key columns.
    """

    table: str
    key: tuple[object, ...]


def find_altered_rows(connection: Connection) -> list[AlteredRow]:
    """Return every row whose texts do not match their hash. Such a text may be no UTF-8 any more."""
    there = table_names(connection)
    return [row for table in HASHED if table in there for row in _altered_in(connection, table)]


def table_names(connection: Connection) -> set[str]:
    """Return the names of all tables."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row["name"] for row in rows}


def _altered_in(connection: Connection, table: str) -> Iterator[AlteredRow]:
    keys, texts = HASHED[table]
    # Joined by SQLite, since to read each by itself takes half as long again; and read as bytes, since a
    # damaged text may be no UTF-8.
    joined = " || char(0) || ".join(f"coalesce({name}, '')" for name in texts)
    for row in connection.execute(f"SELECT hash, CAST({joined} AS BLOB), {', '.join(keys)} FROM {table}"):
        if hash_bytes([row[1]]) != row[0]:
            yield AlteredRow(table, tuple(row[2:]))
