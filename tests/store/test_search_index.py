"""The search index follows each change of a text."""

from __future__ import annotations

import pytest

from resilify_cli.store.health.index_check import index_is_right
from resilify_cli.store.journal import Filter
from resilify_cli.store.opening import open_database
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.store import Store, open_store
from tests.conftest import FixedClock


def _found(store: Store, words: str) -> int:
    return len(store.journal.page(Filter(), 10, words=words).entries)


def test_a_word_that_a_change_leaves_is_found_still(store: Store) -> None:
    """A word of the text before and of the one after a change is found; one that is gone is not."""
    entry = store.journal.find(store.notes.add("the early train was late"))
    store.revisions.revise(entry, "a slow start: the train was late again", None)
    assert [_found(store, word) for word in ("train", "late", "again", "early")] == [1, 1, 1, 0]
    assert index_is_right(store.database.connection)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_upgrade_finds_what_changes_had_hidden(version: int, store: Store, clock: FixedClock) -> None:
    """Words that an earlier version had lost from the search are found after the upgrade."""
    path = store.database.path.with_name("old.db")
    database = open_database(path, clock, create=True, migrations=MIGRATIONS[:version])
    assert database
    database.connection.execute(
        "INSERT INTO entries (seq, id, kind, listed, text, hash, created_at, utc_offset, updated_at)"
        " VALUES (1, ?, 'note', 1, 'both old', x'00', 1, 0, 1)",
        ("0" * 28,),
    )
    database.connection.execute("UPDATE entries SET text = 'new both'")
    database.close()
    with open_store(path, clock) as opened:
        assert [_found(opened, word) for word in ("both", "new", "old")] == [1, 1, 0]
        assert index_is_right(opened.database.connection)


def test_an_index_that_lacks_a_word_is_seen(store: Store) -> None:
    """The comparison tells an index that is not right, and can be made again."""
    store.notes.add("one")
    store.notes.add("two words")
    store.database.connection.execute(
        "INSERT INTO entries_fts (entries_fts, rowid, text) SELECT 'delete', seq, text FROM entries LIMIT 1"
    )
    assert not index_is_right(store.database.connection)
    assert not index_is_right(store.database.connection)
