"""Many rows that are written by few statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from resilify_cli.store.many_rows import insert_all


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c TEXT)")
        yield made


@pytest.mark.parametrize("count", [0, 1, 2, 3, 255, 256, 1_000, 8_191, 8_192, 20_001])
def test_all_rows_are_written_in_their_order(connection: sqlite3.Connection, count: int) -> None:
    """However many they are."""
    rows = [(None, f"b{number}", None) for number in range(count)]
    assert insert_all(connection, "INSERT INTO t (a, b, c)", rows) == count
    found = connection.execute("SELECT NULL, b, c FROM t ORDER BY a").fetchall()
    assert found == rows


def test_there_are_few_statements_and_few_sizes_of_them(connection: sqlite3.Connection) -> None:
    """SQLite keeps each prepared, so another one for each number of rows would take room without end."""
    ran: list[str] = []
    connection.set_trace_callback(ran.append)
    for count in range(1, 300):
        insert_all(connection, "INSERT INTO t (a, b, c)", [(None, "", "")] * count)
    assert {sql.count("), (") + 1 for sql in ran} == {1 << power for power in range(9)}
    ran.clear()
    insert_all(connection, "INSERT INTO t (a, b, c)", [(None, "", "")] * 8_192 * 3)
    assert len(ran) == 3


def test_rows_that_a_statement_ignores_are_not_counted(connection: sqlite3.Connection) -> None:
    """The others are written."""
    rows = [(number // 2, "", None) for number in range(11)]
    assert insert_all(connection, "INSERT OR IGNORE INTO t", rows) == 6
    assert [a for (a,) in connection.execute("SELECT a FROM t ORDER BY a")] == [0, 1, 2, 3, 4, 5]


def test_a_row_that_is_refused_is_told(connection: sqlite3.Connection) -> None:
    """As for a statement of its own."""
    with pytest.raises(sqlite3.IntegrityError):
        insert_all(connection, "INSERT INTO t", [(1, "", ""), (1, "", "")])
