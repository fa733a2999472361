"""Finds the texts that are not as they were written: their hash says something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from resilify_cli.store.engine import Connection
from resilify_cli.store.row_hash import is_intact


class HashedTable(NamedTuple):
    """A table with texts: the columns that name a row, and those that its hash is of."""

    keys: tuple[str, ...]
    texts: tuple[str, ...]


HASHED = {
    "entries": HashedTable(("seq",), ("prompt", "text", "answers")),
    "entry_versions": HashedTable(("entry_id", "version"), ("prompt", "text", "answers")),
    "drafts": HashedTable(("enrollment_id", "activity_id", "practice"), ("content",)),
    "journal_drafts": HashedTable(("place",), ("content",)),
}


class AlteredRow(NamedTuple):
    """One such row: its table and what names it there."""

    table: str
    key: tuple[object, ...]


def find_altered_rows(connection: Connection) -> list[AlteredRow]:
    """Return every row whose text is not as it was written. A text may be no text any more."""
    there = table_names(connection)
    return [row for table in HASHED if table in there for row in _altered_in(connection, table)]


def table_names(connection: Connection) -> set[str]:
    """Return the names of all tables."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row["name"] for row in rows}


def _altered_in(connection: Connection, table: str) -> Iterator[AlteredRow]:
    keys, texts = HASHED[table]
    # Read as bytes, since a damaged text may be no UTF-8.
    as_bytes = ", ".join(f"CAST(coalesce({name}, '') AS BLOB)" for name in texts)
    for row in connection.execute(f"SELECT hash, {as_bytes}, {', '.join(keys)} FROM {table}"):
        if not is_intact(list(row[1 : 1 + len(texts)]), row[0]):
            yield AlteredRow(table, tuple(row[1 + len(texts) :]))
