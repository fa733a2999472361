"""Writes many new rows of the table `entries` at once, which takes less than each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.store.entry_rows import insert_row, new_seqs
from resilify_cli.store.many_rows import insert_all

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection


class NewRow(NamedTuple):
    """A row of the table `entries` without its number: a note or a check-in of no program."""

    id: str
    kind: str
    listed: bool
    session_title: str
    prompt: str
    text: str
    answers: str | None
    hash: bytes
    created_at: int
    utc_offset: int
    updated_at: int
    named_day: int | None
    clock: int
    device: str
    changed: int


_INSERT = f"INSERT OR IGNORE INTO entries (seq, {', '.join(NewRow._fields)})"


def insert_rows(connection: Connection, rows: Sequence[NewRow]) -> list[int]:
    """Write rows under new numbers, and return those in their order.

    Args:
        connection: The store, in a transaction.
        rows: The rows.
    """
    numbers = new_seqs([row.created_at for row in rows])
    numbered = [(seq, *row) for seq, row in zip(numbers, rows, strict=True)]
    if insert_all(connection, _INSERT, numbered) < len(rows):
        # Another entry of the same millisecond drew the same bits.
        query = "SELECT 1 FROM entries WHERE seq = ? AND id = ?"
        for at, row in enumerate(rows):
            if connection.execute(query, (numbers[at], row.id)).fetchone() is None:
                numbers[at] = insert_row(connection, row.created_at, row._asdict())
    return numbers
