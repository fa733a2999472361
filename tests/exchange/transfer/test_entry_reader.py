"""Which entries an export reads."""

from __future__ import annotations

import pytest

from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.store.conftest import response


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        (Filter(), ["a note", "of one", "of two"]),
        (Filter(session="first"), ["of one"]),
        (Filter(program="key", session="first"), ["of one"]),
        (Filter(kind="note"), ["a note"]),
    ],
)
def test_entries_are_read_by_the_filter(store: Store, wanted: Filter, texts: list[str]) -> None:
    """Without one all are; each part of it narrows them."""
    store.notes.add("a note")
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    store.entries.answer(enrollment, response("of one", session_id="first", activity_id="one"))
    store.entries.answer(enrollment, response("of two", session_id="second", activity_id="two"))
    assert [entry.text for entry in EntryReader(store.database).entries(wanted)] == texts
