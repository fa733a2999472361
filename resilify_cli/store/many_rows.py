"""Writes many rows by few statements: for one of its own, each row takes half as long again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

# SQLite's own limit of the values that one statement is given.
_MOST_VALUES = 32_766


def insert_all(connection: Connection, insert: str, rows: Sequence[Collection[object]]) -> int:
    """Write rows to a table.

    Args:
        connection: The store, in a transaction.
        insert: The statement up to the values, as in `INSERT INTO labels (kind, label, seq)`.
        rows: The values of each row, as many in each.

    Returns:
        How many rows were written; fewer than there are where the statement ignores some.

    Raises:
        sqlite3.IntegrityError: A row is refused; some of those before it may be written.
    """
    if not rows:
        return 0
    width = len(rows[0])
    # SQLite keeps a statement prepared, and one of a thousand rows is large: so there are only a few sizes.
    size = 1 << ((_MOST_VALUES // width).bit_length() - 1)
    written = at = 0
    while at < len(rows):
        while size > len(rows) - at:
            size //= 2
        values = [*chain.from_iterable(rows[at : at + size])]
        written += connection.execute(f"{insert} VALUES {_marks(width, size)}", values).rowcount
        at += size
    return written


@lru_cache(maxsize=64)
def _marks(width: int, count: int) -> str:
    return ", ".join([f"({', '.join('?' * width)})"] * count)
