"""Puts right what can be, in a store whose file is sound: altered texts, the search index, labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from resilify_cli.store.copies.making import key_for
from resilify_cli.store.engine import Connection, connect, overlooked, told
from resilify_cli.store.health.altered import HASHED, Altered, is_intact, lenient, tables
from resilify_cli.store.health.index_check import rebuild_index
from resilify_cli.store.health.label_check import mend_labels


def mend(path: Path, key: bytes | None, altered: Iterable[Altered], copies: Iterable[Path]) -> int:
    """Take altered texts from `copies`, and set labels and search index anew; one transaction.

    Return how many texts are as they were written again.

    Raises:
        StoreError: nothing was changed.
    """
    with told(path):
        connection = connect(path, key=key)
        connection.text_factory = lenient
        try:
            connection.execute("BEGIN IMMEDIATE")
            healed = heal_texts(connection, altered, copies, key)
            if "labels" in tables(connection):
                mend_labels(connection)
            rebuild_index(connection)
            connection.execute("COMMIT")
            return healed
        finally:
            connection.close()


def heal_texts(
    connection: Connection, altered: Iterable[Altered], copies: Iterable[Path], key: bytes | None
) -> int:
    """Take the texts of altered rows from the newest copy that still has them, and return how many it had.

    It is the same text if its hash is the one that was kept, or if it is the hash itself that changed.
    """
    left = list(altered)
    count = len(left)
    for copy in copies:
        if not left:
            break
        found = _found_in(copy, key, connection, left)
        for row, texts in found.items():
            _put(connection, row, texts)
        left = [row for row in left if row not in found]
    return count - len(left)


def _found_in(
    copy: Path, key: bytes | None, connection: Connection, rows: Iterable[Altered]
) -> dict[Altered, tuple[object, ...]]:
    """Return what a copy has for rows, hash first; nothing where it can't be read."""
    found: dict[Altered, tuple[object, ...]] = {}
    # Only what goes wrong with the copy is passed over, and nothing is written here.
    with overlooked(), _opened(copy, key_for(copy, key)) as source:
        there = tables(source)
        for row in rows:
            if row.table in there and _is_of_same(connection, source, row):
                names = ", ".join(("hash", *HASHED[row.table].texts))
                query = f"SELECT {names} FROM {row.table} WHERE {_where(row)}"
                found[row] = tuple(source.execute(query, row.key).fetchone())
    return found


def _is_of_same(connection: Connection, source: Connection, row: Altered) -> bool:
    as_bytes = ", ".join(f"CAST(coalesce({name}, '') AS BLOB)" for name in HASHED[row.table].texts)
    query = f"SELECT hash, {as_bytes} FROM {row.table} WHERE {_where(row)}"
    theirs = source.execute(query, row.key).fetchone()
    ours = connection.execute(query, row.key).fetchone()
    if ours is None or theirs is None or not is_intact(list(theirs[1:]), theirs[0]):
        return False
    return bool(ours[0] == theirs[0] or tuple(ours[1:]) == tuple(theirs[1:]))


def _put(connection: Connection, row: Altered, texts: tuple[object, ...]) -> None:
    assignments = ", ".join(f"{name} = ?" for name in ("hash", *HASHED[row.table].texts))
    connection.execute(f"UPDATE {row.table} SET {assignments} WHERE {_where(row)}", (*texts, *row.key))


def _where(row: Altered) -> str:
    return " AND ".join(f"{name} = ?" for name in HASHED[row.table].keys)


@contextmanager
def _opened(path: Path, key: bytes | None) -> Iterator[Connection]:
    connection = connect(path, writable=False, key=key)
    try:
        yield connection
    finally:
        connection.close()
