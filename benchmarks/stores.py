"""Looks into stores from outside, with SQL alone: what an export should hold, what an import brought."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from hashlib import blake2b
from itertools import dropwhile, zip_longest
from pathlib import Path

# A time, and a hash of the words: the words of many entries would not fit well into memory.
Entries = Counter[tuple[int, str]]
_IN_JOURNAL = "listed AND deleted_at IS NULL"
# All but those of the search index, which is made of the others, and those that say what was done on this
# machine.
_TABLES = """SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'entries_fts%'
    AND name NOT LIKE 'sync%' AND name NOT IN ('device', 'acts', 'act_entries') ORDER BY name"""
# Counts up with each change on this machine.
_OF_THIS_MACHINE = "changed"


def rows_kept(store: Path) -> int:
    """Return how many entries a store has, with those that the journal doesn't show."""
    return _count(store, "SELECT count(*) FROM entries")


def numbers_kept(store: Path) -> int:
    """Return how many numbers were taken, by check-ins and by ratings."""
    return _count(
        store,
        "SELECT count(*) FROM readings r JOIN entries e ON e.id = r.entry_id WHERE e.deleted_at IS NULL",
    )


def journal_of(store: Path, resolution: int) -> Entries:
    """Return what the journal shows: times, in units of `resolution` seconds, and the texts' words."""
    with closing(_opened(store)) as connection:
        found = connection.execute(f"SELECT created_at, text FROM entries WHERE {_IN_JOURNAL}")
        return Counter((at // (1000 * resolution), _words(text)) for at, text in found)


def difference(one: Path, other: Path) -> str:
    """Return the first difference between two stores, field by field; empty if there is none."""
    with closing(_opened(one)) as first, closing(_opened(other)) as second:
        tables = [name for (name,) in first.execute(_TABLES)]
        if tables != [name for (name,) in second.execute(_TABLES)]:
            return "they have different tables"
        for table in tables:
            pairs = zip_longest(_rows(first, table), _rows(second, table))
            if different := next((pair for pair in pairs if pair[0] != pair[1]), None):
                return f"{table}: {different[0]!r} became {different[1]!r}"
    return ""


def _words(text: str) -> str:
    # Formats that have texts alone quote a question above its answer.
    lines = dropwhile(lambda line: line.startswith(">"), text.split("\n"))
    return blake2b(" ".join(" ".join(lines).split()).encode(), digest_size=16).hexdigest()


def _count(store: Path, query: str) -> int:
    with closing(_opened(store)) as connection:
        return int(connection.execute(query).fetchone()[0])


def _rows(connection: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    found = connection.execute(f"PRAGMA table_info({table})").fetchall()
    columns = ", ".join(row[1] for row in found if row[1] != _OF_THIS_MACHINE)
    keys = ", ".join(row[1] for row in found if row[5])
    return connection.execute(f"SELECT {columns} FROM {table} ORDER BY {keys}")


def _opened(store: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)
