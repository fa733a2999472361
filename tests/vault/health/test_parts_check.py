"""Parts of answers and drafts that no command can read."""

from __future__ import annotations

import pytest

from resilify_cli.store.store import Store
from resilify_cli.vault.health.parts_check import unreadable_parts


@pytest.mark.parametrize(("content", "found"), [("{}", False), ("[]", True), ("1", True), ("{", True)])
def test_a_draft_is_an_object(store: Store, content: str, found: bool) -> None:
    """Whatever else is JSON is no draft."""
    store.journal_drafts.save("note", content)
    assert [row.table for row in unreadable_parts(store.database.connection)] == ["journal_drafts"] * found


@pytest.mark.parametrize(("answers", "found"), [("{}", False), ("[]", False), ("1", True), ("{", True)])
def test_answers_are_an_object_or_a_list(store: Store, answers: str, found: bool) -> None:
    """Whatever else is JSON holds no answers."""
    entry_id = store.notes.add("words")
    with store.transaction() as connection:
        connection.execute("UPDATE entries SET answers = ? WHERE id = ?", (answers, entry_id))
    assert [row.table for row in unreadable_parts(store.database.connection)] == ["entries"] * found
