"""Holds new entries of a complete export back, and writes them by the thousand with their parts.

Only those that nothing in the schema refuses: what it may refuse is written by itself, so that the reason can
be told of it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from resilify_cli.exchange.transfer.deferred_index import IndexedEntry
from resilify_cli.exchange.transfer.record_reader import PARTS
from resilify_cli.store.entry_rows import insert_row, new_seq
from resilify_cli.store.entry_times import SEQ_SHIFT
from resilify_cli.store.many_rows import insert_all

if TYPE_CHECKING:
    from resilify_cli.exchange.transfer.columns import RawRow
    from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
    from resilify_cli.store.engine import Connection

# So many entries, with so many characters, wait to be written at once.
_MOST_HELD = 1_024
_LARGEST_HELD = 1_000_000
# What the schema asks of a row besides its types: the words that a column may hold, and what tells the parts
# of one kind apart.
_KINDS = frozenset({"response", "note", "checkin"})
_LABEL_KINDS = frozenset({"tag", "feeling", "activity"})
_KEYS = {"versions": ("version",), "readings": ("measure",), "labels": ("kind", "label")}

_Parts = dict[str, list["RawRow"]]


class HeldEntries:
    """New entries that wait to be written. They are before the search index is flushed.

    Args:
        connection: The store, in a transaction.
        index: Learns of each entry that is written.
    """

    def __init__(self, connection: Connection, index: DeferredFtsIndex) -> None:
        self._connection = connection
        self._index = index
        index.call_before_flush(self.write)
        self._columns: tuple[str, ...] = ()
        self._new: dict[str, tuple[RawRow, _Parts]] = {}
        self._size = 0
        # Enrollments that were found in the store; none is taken out of it before the next flush.
        self._enrollments: set[str] = set()

    def __contains__(self, entry_id: str) -> bool:
        """Return whether an entry waits."""
        return entry_id in self._new

    def takes(self, row: RawRow, parts: _Parts) -> bool:
        """Return whether nothing in the schema refuses a new entry, nor a part of it.

        Args:
            row: The entry, whose id is in no row of the store.
            parts: Its parts.
        """
        enrollment = row.get("enrollment_id")
        return (
            row["kind"] in _KINDS
            and row["id"] not in self._new
            and (enrollment is None or self._is_there(enrollment))
            and all(len(rows) < 2 or _are_apart(rows, _KEYS[name]) for name, rows in parts.items() if rows)
            and all(label["kind"] in _LABEL_KINDS for label in parts["labels"])
        )

    def add(self, row: RawRow, parts: _Parts) -> None:
        """Hold an entry back that `takes` was asked of."""
        columns = (*row,)
        if columns != self._columns:
            self.write()
            self._columns = columns
        self._new[row["id"]] = (row, parts)
        self._size += len(row["text"]) + sum(len(version["text"]) for version in parts["versions"])
        if len(self._new) >= _MOST_HELD or self._size >= _LARGEST_HELD:
            self.write()

    def write(self) -> None:
        """Write the entries that wait, and tell the index of them."""
        self._enrollments.clear()
        if not self._new:
            return
        new = [*self._new.values()]
        self._new.clear()
        self._size = 0
        numbers = self._write_rows([row for row, _ in new])
        by_columns: dict[tuple[str, tuple[str, ...]], list[tuple[object, ...]]] = defaultdict(list)
        for seq, (row, parts) in zip(numbers, new, strict=True):
            if row["listed"] and row.get("deleted_at") is None:
                words = (row["text"], row["prompt"], row.get("session_title", ""))
                self._index.add(IndexedEntry(seq, *words, row.get("enrollment_id")))
            for name, rows in parts.items():
                part = PARTS["entries"][name]
                tied = seq if part.tie == "seq" else row["id"]
                for one in rows:
                    by_columns[part.table, (part.tie, *one)].append((tied, *one.values()))
        for (table, columns), values in by_columns.items():
            insert_all(self._connection, f"INSERT INTO {table} ({', '.join(columns)})", values)

    def _write_rows(self, rows: list[RawRow]) -> list[int]:
        """Write rows under their own numbers, or new ones, and return those in their order."""
        numbers = [_number_of(row) for row in rows]
        names = [name for name in rows[0] if name != "seq"]
        insert = f"INSERT OR IGNORE INTO entries (seq, {', '.join(names)})"
        values = [(seq, *[row[name] for name in names]) for seq, row in zip(numbers, rows, strict=True)]
        if insert_all(self._connection, insert, values) < len(rows):
            # The number of an entry is that of another one.
            query = "SELECT 1 FROM entries WHERE seq = ? AND id = ?"
            for at, row in enumerate(rows):
                if self._connection.execute(query, (numbers[at], row["id"])).fetchone() is None:
                    rest = {name: row[name] for name in names}
                    numbers[at] = insert_row(self._connection, row["created_at"], rest)
        return numbers

    def _is_there(self, enrollment_id: str) -> bool:
        if enrollment_id not in self._enrollments:
            query = "SELECT 1 FROM enrollments WHERE id = ?"
            if self._connection.execute(query, (enrollment_id,)).fetchone() is None:
                return False
            self._enrollments.add(enrollment_id)
        return True


def _number_of(row: RawRow) -> int:
    """Return the row's own number, or a new one where it has none or one that is not of its time."""
    seq, created = row.get("seq"), row["created_at"]
    return seq if seq is not None and seq >> SEQ_SHIFT == created else new_seq(created)


def _are_apart(rows: list[RawRow], key: tuple[str, ...]) -> bool:
    return len({tuple(row[name] for name in key) for row in rows}) == len(rows)
