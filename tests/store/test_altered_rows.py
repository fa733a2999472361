"""Rows whose texts are not as they were written."""

from __future__ import annotations

import pytest

from resilify_cli.store.altered_rows import HASHED, AlteredRow, find_altered_rows
from resilify_cli.store.store import Store
from tests.store.conftest import response


def test_each_table_is_read_once_and_its_texts_as_one_value(store: Store) -> None:
    """What the hash is of is joined before it becomes an object of Python's."""
    store.notes.add("a note")
    said: list[str] = []
    store.database.connection.set_trace_callback(said.append)
    assert find_altered_rows(store.database.connection) == []
    reads = [statement for statement in said if statement.startswith("SELECT hash, ")]
    assert [statement.count(" AS BLOB)") for statement in reads] == [1] * len(HASHED)


@pytest.mark.parametrize(
    "alteration",
    [
        "prompt = prompt || ' '",
        "text = 'another'",
        "text = CAST(x'61ff62' AS TEXT)",
        "text = text || char(0)",
        "answers = NULL",
        "prompt = text, text = prompt",
        "hash = x''",
        "hash = zeroblob(16)",
    ],
)
def test_a_row_of_other_texts_is_found(store: Store, alteration: str) -> None:
    """Whichever of its texts is another, or its hash."""
    enrollment = store.enrollments.begin("key", "slug", "Title", "")
    store.notes.add("another entry, as it was written")
    entry_id = store.entries.answer(enrollment, response("7 of 10", values=(7,)))
    with store.transaction() as connection:
        connection.execute(f"UPDATE entries SET {alteration} WHERE id = ?", (entry_id,))
        (seq,) = connection.execute("SELECT seq FROM entries WHERE id = ?", (entry_id,)).fetchone()
        assert find_altered_rows(connection) == [AlteredRow("entries", (seq,))]
