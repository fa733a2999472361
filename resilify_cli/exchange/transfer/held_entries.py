"""Holds new entries of a complete export back, and writes them by the thousand with their parts.

Only those that nothing in the schema refuses: what it may refuse is written by itself, so that the reason can
be told of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
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
    from resilify_cli.exchange.transfer.plain_entries import PlainEntry
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
        self._rows: list[Collection[Any]] = []
        self._plain_names: tuple[str, ...] = ()
        self._plain_columns: tuple[str, ...] = ()
        self._parts: defaultdict[tuple[str, ...], list[_Values]] = defaultdict(list)
        self._indexed: list[IndexedEntry] = []
        self._size = 0
        # Enrollments that were found in the store; none is taken out of it before the next flush.
        self._enrollments: set[str] = set()

    def __contains__(self, entry_id: str) -> bool:
        """Return whether an entry waits."""
        return entry_id in self._ids

    def takes(self, kind: str, entry_id: str, enrollment_id: str | None, parts: _Parts) -> bool:
        """Return whether nothing in the schema refuses a new entry, nor a part of it.

        Args:
            kind: Its kind.
            entry_id: Its id, which is in no row of the store.
            enrollment_id: The enrollment that it belongs to, if to any.
            parts: Its parts.
        """
        if (
            kind not in _KINDS
            or entry_id in self._ids
            or (enrollment_id is not None and not self._is_there(enrollment_id))
        ):
            return False
        for name, rows in parts.items():
            if len(rows) > 1 and len({*map(_KEYS[name], rows)}) < len(rows):
                return False
        return not parts["labels"] or {*map(_KIND, parts["labels"])} <= _LABEL_KINDS

    def add(self, row: RawRow, parts: _Parts) -> None:
        """Hold an entry back that `takes` was asked of."""
        seq, text = row.get("seq"), row["text"]
        if seq is None or seq >> SEQ_SHIFT != row["created_at"]:
            # It has no number, or one that is not of its time.
            seq = row["seq"] = new_seq(row["created_at"])
        columns, values = (*row,), (*row.values(),)
        if columns != self._columns and row.keys() == {*self._columns}:
            # Rows of the same names wait together, in whatever order their names are.
            columns, values = self._columns, itemgetter(*self._columns)(row)
        indexed = None
        if row["listed"] and row.get("deleted_at") is None:
            words = (text, row["prompt"], row.get("session_title", ""))
            indexed = IndexedEntry(seq, *words, row.get("enrollment_id"))
        self._hold(columns, values, seq, row["id"], indexed, len(text), parts)

    def add_plain(self, entry: PlainEntry, parts: _Parts) -> None:
        """Hold a plain entry back that `takes` was asked of; behind its values is the one of `changed`."""
        seq, text = entry.seq, entry.text
        if entry.names is not self._plain_names:
            self._plain_names, self._plain_columns = entry.names, (*entry.names, "changed")
        words = (text, entry.prompt, entry.session_title)
        indexed = IndexedEntry(seq, *words, entry.enrollment_id) if entry.listed else None
        self._hold(self._plain_columns, entry.values, seq, entry.id, indexed, len(text), parts)

    def _hold(
        self,
        columns: tuple[str, ...],
        values: Collection[Any],
        seq: int,
        entry_id: str,
        indexed: IndexedEntry | None,
        size: int,
        parts: _Parts,
    ) -> None:
        if (columns is not self._columns and columns != self._columns) or seq in self._numbers:
            self.write()
            self._columns = columns
        self._ids.add(entry_id)
        self._numbers.add(seq)
        self._rows.append(values)
        if indexed is not None:
            self._indexed.append(indexed)
        self._size += size
        for name, rows in parts.items():
            if rows:
                part = PARTS["entries"][name]
                tied = seq if part.tie == "seq" else entry_id
                of_last: tuple[str, ...] = ()
                for one in rows:
                    if (of_this := (*one,)) != of_last:
                        of_last, waiting = of_this, self._parts[part.table, part.tie, *of_this]
                    waiting.append((tied, *one.values()))
                    if name == "versions":
                        self._size += len(one["text"])
        if len(self._rows) >= _MOST_HELD or self._size >= _LARGEST_HELD:
            self.write()

    def write(self) -> None:
        """Write the entries that wait, and tell the index of them."""
        self._enrollments.clear()
        if not self._rows:
            return
        moved = self._write_rows()
        self._index.add_all(
            [entry._replace(seq=moved[entry.seq]) if entry.seq in moved else entry for entry in self._indexed]
            if moved
            else self._indexed
        )
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
