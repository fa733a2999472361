"""New rows that are written at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resilify_cli.store import new_rows
from resilify_cli.store.entry_rows import entry_hash
from resilify_cli.store.entry_times import SEQ_SHIFT
from resilify_cli.store.new_rows import NewRow
from resilify_cli.store.stamps import clock_of, milliseconds
from resilify_cli.store.store import Store

AT = milliseconds(datetime(2024, 3, 9, 8, tzinfo=UTC))


def row(number: int, text: str) -> NewRow:
    digest = entry_hash({"text": text})
    stamps = (clock_of(AT), "0123456789abcdef", number + 1)
    return NewRow(f"{number:028x}", "note", True, "", "", text, None, digest, AT, 0, AT, None, *stamps)


def test_rows_that_drew_the_same_number_are_all_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many rows of one moment each gets a number of its own, also where it was drawn twice."""
    texts = [f"words {number}" for number in range(30)]
    rows = [row(number, text) for number, text in enumerate(texts)]
    with monkeypatch.context() as patched:
        patched.setattr(
            new_rows,
            "new_seqs",
            lambda times: [(time << SEQ_SHIFT) | at // 10 for at, time in enumerate(times)],
        )
        with store.transaction() as connection:
            numbers = new_rows.insert_rows(connection, rows)
    found = {row["seq"]: row["text"] for row in store.database.rows("SELECT seq, text FROM entries")}
    assert [found[number] for number in numbers] == texts
    assert all(number >> SEQ_SHIFT == AT for number in numbers)


def test_the_numbers_are_in_the_order_of_the_rows(store: Store) -> None:
    """Each number is that of its row, with all that the row has."""
    rows = [row(number, text) for number, text in enumerate(("first", "second", "third"))]
    with store.transaction() as connection:
        numbers = new_rows.insert_rows(connection, rows)
    columns = ", ".join(("seq", *NewRow._fields))
    found = {row["seq"]: tuple(row)[1:] for row in store.database.rows(f"SELECT {columns} FROM entries")}
    assert [found[number] for number in numbers] == rows
    assert len(set(numbers)) == len(rows)
