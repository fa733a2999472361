"""Writes many new rows of the table `entries` at once, which takes less than each by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from resilify_cli.store.entry_rows import insert_row, insert_statement, new_seq

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection


def insert_rows(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Write whole rows under new numbers, and return those in their order.

    Args:
        connection: The store, in a transaction.
        rows: Their columns without `seq`, as `entry_row` returns them.
    """
    numbers = [new_seq(row["created_at"]) for row in rows]
    same_columns: defaultdict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
    for seq, row in zip(numbers, rows, strict=True):
        same_columns[tuple(row)].append((seq, *row.values()))
    written = 0
    for columns, values in same_columns.items():
        statement = insert_statement(*columns).replace("INSERT", "INSERT OR IGNORE", 1)
        written += connection.executemany(statement, values).rowcount
    if written < len(rows):
        # Another entry of the same millisecond drew the same bits.
        query = "SELECT 1 FROM entries WHERE seq = ? AND id = ?"
        for at, row in enumerate(rows):
            if connection.execute(query, (numbers[at], row["id"])).fetchone() is None:
                numbers[at] = insert_row(connection, row["created_at"], row)
    return numbers
