"""Reads what can be read of a damaged store, table by table, and leaves out what can't.

Where a page of the file is damaged, SQLite ends a query. So a table is read from both its ends, and what
is between by halving the range of its keys until the unreadable part is small, or by keys known otherwise.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Self

from resilify_cli.store.engine import Connection, Row, database_errors
from resilify_cli.store.schema_check import columns_by_table

# How many ranges may be halved; where more of a file is damaged, rows are read from its ends and by keys.
_MOST_HALVED = 2_000
# Columns that a store of an earlier version does not have.
_LATER = {"erased_at", "named_day", "created_at", "utc_offset"}
_INDEXED = {
    "entries": ("SELECT id, seq FROM entries INDEXED BY sqlite_autoindex_entries_1 ORDER BY id {}"),
    "enrollments": ("SELECT id FROM enrollments INDEXED BY enrollments_by_update ORDER BY updated_at {}"),
    "readings": ("SELECT entry_id, measure FROM readings INDEXED BY readings_by_measure ORDER BY measure {}"),
}
_SMALLEST, _LARGEST = -(1 << 63), (1 << 63) - 1


class DamagedReader:
    """Reads tables of a damaged store through connections that may fail at any row; a context manager.

    `incomplete` are the tables of which some rows may be missing that nothing tells of.

    Args:
        connect: Makes a connection.
        renew: Whether one that failed is left for another. SQLCipher's reads nothing any more once it met a
            damaged page; SQLite's reads on, and to open it thousands of times would take most of the time.
    """

    def __init__(self, connect: Callable[[], Connection], *, renew: bool) -> None:
        self._connect = connect
        self._renew = renew
        self.connection = connect()
        self._expected = columns_by_table()
        self._found: dict[str, str] = {}
        self._failures = 0
        self.incomplete: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def entries(self, known: Iterable[int]) -> Iterator[Row]:
        """Yield each row of `entries` that can be read; `known` are row numbers to look for besides."""
        found: set[int] = set()
        before = self._failures
        for row in self._in_range():
            found.add(row["seq"])
            yield row
        if self._failures > before:
            query = f"SELECT {self._columns_sql('entries')} FROM entries WHERE seq BETWEEN ? AND ?"
            for seq in sorted(seq for seq in set(known) - found if isinstance(seq, int)):
                yield from self._rows_within(query, seq, seq)

    def known(self, table: str) -> Iterator[Row]:
        """Yield what an index has of a table's rows: ids and row numbers of `entries`, keys of other tables.

        An index lies elsewhere in the file, so it has rows that are lost.
        """
        before = self._failures
        yield from self._rows_until_damage(_INDEXED[table].format(""))
        if self._failures > before:
            self.incomplete.add(table)
            yield from self._rows_until_damage(_INDEXED[table].format("DESC"))

    def rows(self, table: str, key: str, ties: Sequence[str] = ()) -> Iterator[Row]:
        """Yield each row of a table that can be read.

        Args:
            table: The table.
            key: Its key columns, separated by ", "; rows come in their order.
            ties: Values of the first key column. If the table can't be read to its end, rows are looked for
                by each of these.
        """
        seen: set[tuple[object, ...]] = set()
        columns = key.split(", ")
        before = self._failures
        select = f"SELECT {self._columns_sql(table)} FROM {table}"
        for row in self._rows_until_damage(f"{select} ORDER BY {key}"):
            seen.add(tuple(row[name] for name in columns))
            yield row
        if self._failures == before:
            return
        if table not in _INDEXED:
            self.incomplete.add(table)
        backwards = ", ".join(f"{name} DESC" for name in columns)
        queries = [
            (f"{select} ORDER BY {backwards}", ()),
            *((f"{select} WHERE {columns[0]} = ?", (tie,)) for tie in ties),
        ]
        for query, parameters in queries:
            for row in self._rows_until_damage(query, parameters):
                if (name := tuple(row[column] for column in columns)) not in seen:
                    seen.add(name)
                    yield row

    def _columns_sql(self, table: str) -> str:
        """Return the columns of a table; one of today's that is not there yet is left out."""
        if table not in self._found:
            there = {
                row["name"]
                for row in self._rows_until_damage("SELECT name FROM pragma_table_info(?)", (table,))
            }
            names = (name for name in self._expected[table] if name in there or name not in _LATER)
            self._found[table] = ", ".join(names)
        return self._found[table]

    def _in_range(self) -> Iterator[Row]:
        """Yield each row of `entries` that can be read, whatever its number."""
        query = f"SELECT {self._columns_sql('entries')} FROM entries WHERE seq BETWEEN ? AND ? ORDER BY seq"
        ranges = deque([(_SMALLEST, _LARGEST)])
        halved = 0
        while ranges:
            # The widest first, so that what is between two damaged pages is not missed for one of them.
            low, high = ranges.popleft()
            before = self._failures
            for row in self._rows_within(query, low, high):
                low = row["seq"] + 1
                yield row
            if self._failures == before:
                continue
            for row in self._rows_within(f"{query} DESC", low, high):
                high = row["seq"] - 1
                yield row
            # Where the index knows of every row, each can be looked for by its number instead.
            if "entries" in self.incomplete and low < high and halved < _MOST_HALVED:
                halved += 1
                middle = (low + high) // 2
                ranges += [(low, middle), (middle + 1, high)]

    def _rows_within(self, query: str, low: int, high: int) -> Iterator[Row]:
        """Yield rows of a range until one can't be read, or is of another: then its page makes no sense."""
        for row in self._rows_until_damage(query, (low, high)):
            if not low <= row["seq"] <= high:
                self._failures += 1
                return
            yield row

    def _rows_until_damage(self, query: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """Yield rows until one can't be read."""
        try:
            yield from self.connection.execute(query, parameters)
        except database_errors():
            self._failures += 1
            if self._renew:
                self.connection.close()
                self.connection = self._connect()
