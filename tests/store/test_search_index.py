"""The search index follows each change of a text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.journal import Filter
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.store import Store
from resilify_cli.vault.health.index_check import index_is_right
from resilify_cli.vault.opening.databases import open_database
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.store.conftest import response
from tests.stores_in_memory import passing_store


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
        "INSERT INTO entries_fts (entries_fts, rowid, text, prompt, session, program, joined)"
        " SELECT 'delete', seq, text, prompt, session, program, joined FROM shown_entries LIMIT 1"
    )
    assert not index_is_right(store.database.connection)
    assert not index_is_right(store.database.connection)


_WORDS = st.sampled_from(["don't", "walk", "the sea", "", "mother’s letter", "dont walk"])
_CHANGES = st.one_of(
    st.tuples(st.just("add"), _WORDS, _WORDS),
    st.tuples(
        st.sampled_from(["text", "prompt", "session_title", "deleted_at", "listed", "enrollment_id", "seq"]),
        st.integers(0, 2),
        _WORDS,
    ),
    st.tuples(st.just("title"), _WORDS, _WORDS),
    st.tuples(st.sampled_from(["delete", "end", "begin"]), st.integers(0, 2), _WORDS),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_CHANGES, max_size=12))
def test_the_index_follows_any_change_of_any_row(changes: list[tuple[str, Any, str]]) -> None:
    """Whatever statements write entries and passes, the index has what is shown, and nothing else."""
    with passing_store(FixedClock()) as store:
        enrollment = store.enrollments.begin("key", "slug", "A program's title", "")
        connection = store.database.connection
        connection.execute("PRAGMA foreign_keys = OFF")
        there = [("add", "A walk?", "dont"), ("add", "", "the sea")]
        for what, which, words in (*there, *changes):
            _change(store, enrollment, what, which, words)
            assert index_is_right(connection)
        connection.execute("PRAGMA foreign_keys = ON")


def _change(store: Store, enrollment: Enrollment, what: str, which: Any, words: str) -> None:
    connection = store.database.connection
    row = f"seq = (SELECT seq FROM entries ORDER BY seq LIMIT 1 OFFSET {which})"
    match what:
        case "add":
            given = response(words or "an answer", prompt=which, session_title=words, practice=True)
            store.entries.answer(enrollment, given)
        case "delete":
            connection.execute(f"DELETE FROM entries WHERE {row}")
        case "end":
            connection.execute("DELETE FROM enrollments")
        case "begin":
            connection.execute(
                "INSERT OR REPLACE INTO enrollments (id, program_key, slug, title, started_at, updated_at)"
                " VALUES (?, 'key', 'slug', ?, 1, 1)",
                (enrollment.id, words),
            )
        case "title":
            connection.execute("UPDATE enrollments SET title = ?, updated_at = 2", (words,))
        case "deleted_at" | "listed":
            connection.execute(f"UPDATE entries SET {what} = nullif(?, 0) IS NOT NULL WHERE {row}", (which,))
        case "enrollment_id":
            connection.execute(f"UPDATE entries SET enrollment_id = NULL WHERE {row}")
        case "seq":
            connection.execute(f"UPDATE entries SET seq = seq + 1000000007 WHERE {row}")
        case _:
            connection.execute(f"UPDATE entries SET {what} = ? WHERE {row}", (words,))


def test_a_program_that_is_renamed_is_found_by_its_new_title(store: Store) -> None:
    """The answers of a program are found by the title that is shown above them."""
    enrollment = store.enrollments.begin("key", "slug", "An old title", "")
    store.entries.answer(enrollment, response("It rained."))
    store.enrollments.rename(enrollment, "slug", "A newer name", "")
    assert [_found(store, word) for word in ("old", "newer", "rained")] == [0, 1, 1]
    assert index_is_right(store.database.connection)
