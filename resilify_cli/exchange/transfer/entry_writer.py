"""Writes entries with their parts: versions, readings and labels; and reads them back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from resilify_cli.exchange.transfer.columns import RawRow
from resilify_cli.exchange.transfer.deferred_index import IndexedEntry
from resilify_cli.exchange.transfer.held_entries import HeldEntries
from resilify_cli.exchange.transfer.record_reader import PARTS, PartTable
from resilify_cli.store.device import device_id
from resilify_cli.store.engine import integrity_errors
from resilify_cli.store.entry_rows import insert_row
from resilify_cli.store.entry_times import SEQ_SHIFT
from resilify_cli.store.stamps import clock_of

if TYPE_CHECKING:
    from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
    from resilify_cli.exchange.transfer.plain_entries import PlainEntry
    from resilify_cli.store.database import Database

Parts = dict[str, list[RawRow]]
# So many earlier versions of one entry are taken in. A person who writes on a letter for years has hundreds.
MOST_VERSIONS = 10_000


# What the search index has of an entry, or is told by.
_INDEXED = {"deleted_at", "listed", "seq", "enrollment_id", "session_title", "prompt", "text"}


class EntryWriter:
    """Writes to the tables `entries`, `entry_versions`, `readings` and `labels`.

    Attributes:
        unfit: The parts of the last record that could not be stored: their place in it, and why.
    """

    def __init__(self, database: Database, index: DeferredFtsIndex) -> None:
        self._database = database
        self._index = index
        self._connection = database.connection
        self._device = device_id(database.connection)
        self._changed = int(database.rows("SELECT coalesce(max(changed), 0) FROM entries")[0][0])
        self._held = HeldEntries(database.connection, index)
        self.unfit: list[tuple[str, str]] = []

    def find(self, entry_id: str) -> RawRow | None:
        """Return the row of an entry, or None."""
        if entry_id in self._held:
            self._held.write()
        row = self._connection.execute("SELECT * FROM entries WHERE id = ?", (entry_id,)).fetchone()
        return dict(zip(row.keys(), row, strict=True)) if row else None

    def parts_of(self, row: RawRow) -> Parts:
        """Return all parts of an entry."""
        return {name: self.part_of(row, name) for name in PARTS["entries"]}

    def part_of(self, row: RawRow, name: str) -> list[RawRow]:
        """Return the parts of one kind of an entry."""
        part = PARTS["entries"][name]
        tied = row["seq" if part.tie == "seq" else "id"]
        rows = self._database.rows(
            f"SELECT * FROM {part.table} WHERE {part.tie} = ? ORDER BY {part.order}", (tied,)
        )
        return [{k: v for k, v in zip(one.keys(), one, strict=True) if k != part.tie} for one in rows]

    def add(self, row: RawRow, parts: Parts) -> None:
        """Write a new entry with its parts, now or before the index is flushed.

        Raises:
            sqlite3.IntegrityError: The schema refuses it.
        """
        self._stamp(row)
        if self._held.takes(row["kind"], row["id"], row.get("enrollment_id"), parts):
            self._held.add(row, parts)
        else:
            # In the order in which they came, so that of two with one number the first one keeps it.
            self._held.write()
            self._write(row, parts)

    def add_plain(self, entry: PlainEntry, parts: Parts) -> bool:
        """Write a new entry as it is before the index is flushed. Return whether nothing may refuse it."""
        if not self._held.takes(entry.kind, entry.id, entry.enrollment_id, parts):
            return False
        entry.values.append(self._next_change())
        self._held.add_plain(entry, parts)
        return True

    def _stamp(self, row: RawRow) -> None:
        """Give a row what the trigger gives it that rests while the index is deferred."""
        row["changed"] = self._next_change()
        if not row["clock"]:
            row |= {"clock": clock_of(row["updated_at"]), "device": self._device}

    def _write(self, row: RawRow, parts: Parts) -> None:
        seq = self._insert_entry(row)
        if row["listed"] and row.get("deleted_at") is None:
            words = (row["text"], row["prompt"], row.get("session_title", ""))
            self._index.add(IndexedEntry(seq, *words, row.get("enrollment_id")))
        for name, part in PARTS["entries"].items():
            if parts[name]:
                tied = seq if part.tie == "seq" else row["id"]
                self._insert_parts(name, part, tied, [{part.tie: tied, **one} for one in parts[name]])

    def replace(self, old: RawRow, row: RawRow, parts: Parts) -> None:
        """Write an entry with its parts in place of the one that is here."""
        # The index is told what leaves it, so it must have it.
        self._index.flush()
        self._connection.execute("SAVEPOINT entry")
        try:
            for part in PARTS["entries"].values():
                tied = old["seq" if part.tie == "seq" else "id"]
                self._connection.execute(f"DELETE FROM {part.table} WHERE {part.tie} = ?", (tied,))
            self._connection.execute("DELETE FROM entries WHERE seq = ?", (old["seq"],))
            self._stamp(row)
            self._write(row, parts)
        except integrity_errors():
            self._connection.execute("ROLLBACK TO entry")
            raise
        finally:
            self._connection.execute("RELEASE entry")

    def set_versions(self, entry_id: str, here: list[RawRow], wanted: list[RawRow]) -> None:
        """Replace the earlier versions of an entry, writing as little as it takes.

        Args:
            entry_id: The entry.
            here: The versions that it has.
            wanted: The versions that it is to have.
        """
        if wanted[: len(here)] != here:
            self._connection.execute("DELETE FROM entry_versions WHERE entry_id = ?", (entry_id,))
            here = []
        for version in wanted[len(here) :]:
            self.insert("entry_versions", {"entry_id": entry_id, **version})
        self._touch(entry_id)

    def update(self, row: RawRow, changes: RawRow) -> None:
        """Change some columns of an entry, none of them with words."""
        if _INDEXED & changes.keys():
            self._index.flush()
        changes = {**changes, "changed": self._next_change()}
        assignments = ", ".join(f"{name} = ?" for name in changes)
        self._connection.execute(
            f"UPDATE entries SET {assignments} WHERE seq = ?", (*changes.values(), row["seq"])
        )

    def flush(self) -> None:
        """Write all new entries and add them to the search index, before any is changed or removed."""
        self._index.flush()

    def write_held(self) -> None:
        """Write the new entries that are held back, before something is looked for among all."""
        self._held.write()

    def insert(self, table: str, row: RawRow) -> None:
        """Write a row to any table."""
        self._connection.execute(_insert_statement(table, *row), tuple(row.values()))

    def _insert_parts(self, name: str, part: PartTable, tied: object, rows: list[RawRow]) -> None:
        """Write the parts of one kind of a new entry, all at once where none of them is refused."""
        if all([*row] == [*rows[0]] for row in rows):
            statement = _insert_statement(part.table, *rows[0])
            try:
                self._connection.executemany(statement, [tuple(row.values()) for row in rows])
            except integrity_errors():
                self._connection.execute(f"DELETE FROM {part.table} WHERE {part.tie} = ?", (tied,))
            else:
                return
        for number, row in enumerate(rows):
            with self.skip_unfit(f"{name}[{number}]"):
                self.insert(part.table, row)

    @contextmanager
    def skip_unfit(self, place: str) -> Iterator[None]:
        """Note a part that the schema refuses, and go on without it."""
        try:
            yield
        except integrity_errors() as error:
            self.unfit.append((place, constraint_reason(error)))

    def _insert_entry(self, row: RawRow) -> int:
        """Write the row under its own number, or a new one where that is taken or is not of its time."""
        seq = row.get("seq")
        if seq is not None and seq >> SEQ_SHIFT == row["created_at"]:
            try:
                self.insert("entries", row)
                return int(seq)
            except integrity_errors():
                if self._connection.execute("SELECT 1 FROM entries WHERE seq = ?", (seq,)).fetchone() is None:
                    # It is not the number that is in the way.
                    raise
        rest = {name: value for name, value in row.items() if name != "seq"}
        return insert_row(self._connection, row["created_at"], rest)

    def _touch(self, entry_id: str) -> None:
        self._connection.execute(
            "UPDATE entries SET changed = ? WHERE id = ?", (self._next_change(), entry_id)
        )

    def _next_change(self) -> int:
        self._changed += 1
        return self._changed


@lru_cache(maxsize=128)
def _insert_statement(table: str, *columns: str) -> str:
    """Return the statement that writes a row with these columns."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def constraint_reason(error: Exception) -> str:
    """Return why the schema refuses a row, in words that follow its place."""
    said = str(error)
    if said.startswith("FOREIGN KEY"):
        return "it belongs to a pass through a program that is not there"
    if said.startswith("CHECK"):
        return "it holds a word that has no meaning here"
    return "it is there twice"
