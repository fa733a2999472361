"""New rows that are written at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resilify_cli.store import new_rows
from resilify_cli.store.entry_rows import entry_row
from resilify_cli.store.entry_times import SEQ_SHIFT
from resilify_cli.store.store import Store

AT = datetime(2024, 3, 9, 8, tzinfo=UTC)


def test_rows_that_drew_the_same_number_are_all_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many rows of one moment each gets a number of its own, also where it was drawn twice."""
    texts = [f"words {number}" for number in range(30)]
    rows = [
        entry_row(AT, {"kind": "note", "listed": True, "text": text}, entry_id=f"{number:028x}")
        for number, text in enumerate(texts)
    ]
    drawn = iter(range(100))
    with monkeypatch.context() as patched:
        patched.setattr(new_rows, "new_seq", lambda now: (now << SEQ_SHIFT) | next(drawn) // 10)
        with store.transaction() as connection:
            numbers = new_rows.insert_rows(connection, rows)
    found = {row["seq"]: row["text"] for row in store.database.rows("SELECT seq, text FROM entries")}
    assert [found[number] for number in numbers] == texts
    assert all(number >> SEQ_SHIFT == rows[0]["created_at"] for number in numbers)


def test_rows_with_other_columns_keep_their_order(store: Store) -> None:
    """Notes and check-ins in turns: each number is that of its row."""
    columns = [
        {"kind": "note", "listed": True, "text": "first"},
        {"kind": "checkin", "listed": True, "text": "second", "answers": "{}"},
        {"kind": "note", "listed": True, "text": "third"},
    ]
    rows = [entry_row(AT, one, entry_id=f"{number:028x}") for number, one in enumerate(columns)]
    with store.transaction() as connection:
        numbers = new_rows.insert_rows(connection, rows)
    found = {row["seq"]: row["text"] for row in store.database.rows("SELECT seq, text FROM entries")}
    assert [found[number] for number in numbers] == ["first", "second", "third"]
