"""Holds new entries of a complete export back, and writes them by the thousand with their parts.

Only those that nothing in the schema refuses: what it may refuse is written by itself, so that the reason can
be told of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from operator import itemgetter
from typing import TYPE_CHECKING, Any

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
_KEYS: dict[str, Callable[[RawRow], object]] = {
    "versions": itemgetter("version"),
    "readings": itemgetter("measure"),
    "labels": itemgetter("kind", "label"),
}
_KIND = itemgetter("kind")

_Parts = dict[str, list["RawRow"]]
_Values = tuple[Any, ...]


class HeldEntries:
    """New entries that wait to be written. They are before the search index is flushed.

    They wait as the values that will be written: as rows with names they would fill the processor's cache.

    Args:
        connection: The store, in a transaction.
        index: Learns of each entry that is written.
    """

    def __init__(self, connection: Connection, index: DeferredFtsIndex) -> None:
        self._connection = connection
        self._index = index
        index.call_before_flush(self.write)
        self._ids: set[str] = set()
        self._numbers: set[int] = set()
        self._columns: tuple[str, ...] = ()
        self._rows: list[_Values] = []
        self._parts: defaultdict[tuple[str, ...], list[_Values]] = defaultdict(list)
        self._indexed: list[IndexedEntry] = []
        self._size = 0
        # Enrollments that were found in the store; none is taken out of it before the next flush.
        self._enrollments: set[str] = set()

    def __contains__(self, entry_id: str) -> bool:
        """Return whether an entry waits."""
        return entry_id in self._ids

    def takes(self, row: RawRow, parts: _Parts) -> bool:
        """Return whether nothing in the schema refuses a new entry, nor a part of it.

        Args:
            row: The entry, whose id is in no row of the store.
            parts: Its parts.
        """
        enrollment = row.get("enrollment_id")
        if (
            row["kind"] not in _KINDS
            or row["id"] in self._ids
            or (enrollment is not None and not self._is_there(enrollment))
        ):
            return False
        for name, rows in parts.items():
            if len(rows) > 1 and len({*map(_KEYS[name], rows)}) < len(rows):
                return False
        return not parts["labels"] or {*map(_KIND, parts["labels"])} <= _LABEL_KINDS

    def add(self, row: RawRow, parts: _Parts) -> None:
        """Hold an entry back that `takes` was asked of."""
        seq, entry_id, text = row.get("seq"), row["id"], row["text"]
        if seq is None or seq >> SEQ_SHIFT != row["created_at"]:
            # It has no number, or one that is not of its time.
            seq = row["seq"] = new_seq(row["created_at"])
        columns = (*row,)
        if columns != self._columns or seq in self._numbers:
            self.write()
            self._columns = columns
        self._ids.add(entry_id)
        self._numbers.add(seq)
        self._rows.append((*row.values(),))
        if row["listed"] and row.get("deleted_at") is None:
            words = (text, row["prompt"], row.get("session_title", ""))
            self._indexed.append(IndexedEntry(seq, *words, row.get("enrollment_id")))
        self._size += len(text)
        for name, rows in parts.items():
            if rows:
                part = PARTS["entries"][name]
                tied = seq if part.tie == "seq" else entry_id
                for one in rows:
                    self._parts[part.table, part.tie, *one].append((tied, *one.values()))
                    self._size += len(one.get("text", ""))
        if len(self._rows) >= _MOST_HELD or self._size >= _LARGEST_HELD:
            self.write()

    def write(self) -> None:
        """Write the entries that wait, and tell the index of them."""
        self._enrollments.clear()
        if not self._rows:
            return
        moved = self._write_rows()
        for entry in self._indexed:
            self._index.add(entry._replace(seq=moved[entry.seq]) if entry.seq in moved else entry)
        for (table, *columns), rows in self._parts.items():
            insert = f"INSERT INTO {table} ({', '.join(columns)})"
            if moved and columns[0] == "seq":
                insert_all(self._connection, insert, [(moved.get(row[0], row[0]), *row[1:]) for row in rows])
            else:
                insert_all(self._connection, insert, rows)
        self._size = 0
        for waiting in (self._ids, self._numbers, self._rows, self._parts, self._indexed):
            waiting.clear()

    def _write_rows(self) -> dict[int, int]:
        """Write the rows, and return the new numbers of those whose own were those of others."""
        insert = f"INSERT OR IGNORE INTO entries ({', '.join(self._columns)})"
        if insert_all(self._connection, insert, self._rows) == len(self._rows):
            return {}
        moved = {}
        query = "SELECT 1 FROM entries WHERE seq = ? AND id = ?"
        for values in self._rows:
            row = dict(zip(self._columns, values, strict=True))
            seq = row.pop("seq")
            if self._connection.execute(query, (seq, row["id"])).fetchone() is None:
                moved[seq] = insert_row(self._connection, row["created_at"], row)
        return moved

    def _is_there(self, enrollment_id: str) -> bool:
        if enrollment_id not in self._enrollments:
            query = "SELECT 1 FROM enrollments WHERE id = ?"
            if self._connection.execute(query, (enrollment_id,)).fetchone() is None:
                return False
            self._enrollments.add(enrollment_id)
        return True
