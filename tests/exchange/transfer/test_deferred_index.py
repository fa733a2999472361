"""The search index that learns of new entries later."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.transfer import deferred_index, held_entries
from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
from resilify_cli.store.database import Database
from tests.exchange.conftest import new_store, read

_PASS = "0" * 27 + "1"
_MARKS = "'‘’ʼ＇´`"
_texts = st.text(st.sampled_from(f"{_MARKS} abé\n\0#.\U0001f33b"), max_size=12)


def check_index(database: Database) -> None:
    """Compare the index with what the view says of each entry, as `doctor` does."""
    database.connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")


def record(number: int, text: str, **others: object) -> dict[str, object]:
    at = 1_700_000_000_000 - number
    times = {"created_at": at, "utc_offset": 0, "updated_at": at, "seq": at << 20}
    return {"id": f"{number:028x}", "kind": "note", "listed": 1, "text": text, **times, **others}


@given(st.lists(st.tuples(_texts, _texts, _texts), min_size=1, max_size=5), _texts)
def test_the_index_has_what_the_view_says(entries: list[tuple[str, str, str]], title: str) -> None:
    """Whatever marks stand in a text, a question and a title, and whether it has a program or not."""
    at = 1_600_000_000_000
    begun = {"id": _PASS, "program_key": "k", "slug": "s", "title": title, "started_at": at, "updated_at": at}
    records = [
        record(number, text, prompt=prompt, session_title=session, enrollment_id=(None, _PASS)[number % 2])
        for number, (text, prompt, session) in enumerate(entries)
    ]
    head = {"application": "resilify", "schema_version": 2, "enrollments": [begun], "entries": records}
    database = new_store()
    summary = read(database, json.dumps(head).encode(), "json")
    assert summary.entries.total() == len(entries)
    check_index(database)


def test_what_the_journal_does_not_show_is_not_in_the_index() -> None:
    """What is in the trash or not listed comes in without a word of it in the index."""
    records = [
        record(1, "shown"),
        record(2, "rated", listed=0),
        record(3, "thrown", deleted_at=1, deletion="{}"),
    ]
    head = {"application": "resilify", "schema_version": 2, "entries": records}
    database = new_store()
    read(database, json.dumps(head).encode(), "json")
    check_index(database)
    found = [
        row["rowid"] for row in database.rows("SELECT rowid FROM entries_fts('shown OR rated OR thrown')")
    ]
    assert found == [records[0]["seq"]]


def test_the_words_are_given_and_not_read_back() -> None:
    """No statement of an import reads the view: to take out apostrophes there takes as long as to index."""
    database = new_store()
    ran: list[str] = []
    database.connection.set_trace_callback(ran.append)
    read(database, b"[2024-03-09 08:00] It's one\n\n[2024-03-08 08:00] two\n", "jrnl")
    database.connection.set_trace_callback(None)
    assert [sql for sql in ran if "shown_entries" in sql and not sql.startswith("CREATE TRIGGER")] == []
    check_index(database)


def test_the_store_is_set_as_before_at_the_end() -> None:
    """The triggers are there again, and the index gathers and merges as much at once as ever."""
    database = new_store()
    triggers = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    before = [tuple(row) for row in database.rows(triggers)]
    with database.transaction() as connection, DeferredFtsIndex(connection):
        assert len(database.rows(triggers)) < len(before)
    assert [tuple(row) for row in database.rows(triggers)] == before
    options = "SELECT k, v FROM entries_fts_config WHERE k <> 'version' ORDER BY k"
    assert [tuple(row) for row in database.rows(options)] == [("automerge", 4), ("hashsize", 1 << 20)]


def test_the_index_of_handles_is_made_at_the_end_in_a_store_without_entries() -> None:
    """It is written to at random places; with entries it stays, since to make it anew might take longer."""
    database = new_store()
    index = "SELECT sql FROM sqlite_schema WHERE name = 'entries_by_handle'"
    before = [tuple(row) for row in database.rows(index)]
    assert len(before) == 1
    for number in range(2):
        with database.transaction() as connection, DeferredFtsIndex(connection):
            assert len(database.rows(index)) == number
            connection.execute(
                "INSERT INTO entries (id, kind, listed, text, hash, created_at, utc_offset, updated_at,"
                " clock, changed) VALUES (?, 'note', 0, '', x'', 0, 0, 0, 1, 1)",
                (f"{number:028x}",),
            )
        assert [tuple(row) for row in database.rows(index)] == before
    found = "SELECT count(*) FROM entries INDEXED BY entries_by_handle WHERE substr(id, 13) >= '0'"
    assert database.rows(found)[0][0] == 2
    assert database.rows("PRAGMA integrity_check")[0][0] == "ok"


def test_the_statements_for_the_index_are_of_one_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite keeps each prepared: those of many sizes would take more memory the longer an import is."""
    monkeypatch.setattr(deferred_index, "_AT_ONCE", 20)
    monkeypatch.setattr(held_entries, "_MOST_HELD", 7)
    database = new_store()
    ran: list[str] = []
    database.connection.set_trace_callback(ran.append)
    # Some are not shown, so that of each seven another number is.
    entries = [record(number, "words", listed=int(number % 5 > 0)) for number in range(200)]
    head = {"application": "resilify", "schema_version": 2, "entries": entries}
    assert read(database, json.dumps(head).encode()).entries.total() == 200
    sizes = [sql.count("'words'") for sql in ran if sql.startswith("INSERT INTO entries_fts (rowid")]
    assert sizes == [20] * 8
    check_index(database)


def test_an_index_of_much_is_written_in_few_pieces() -> None:
    """What one statement gives the index is gathered whole, though it is far more than usual."""
    database = new_store()
    data = "".join(
        f"[2024-03-{number % 28 + 1:02} 08:{number // 28:02}] "
        + " ".join(f"w{number}x{word}" for word in range(40))
        + "\n\n"
        for number in range(1_000)
    )
    read(database, data.encode(), "jrnl")
    check_index(database)
    assert len(database.rows("SELECT DISTINCT segid FROM entries_fts_idx")) == 1


def test_an_import_that_fails_leaves_the_store_set_as_before() -> None:
    """The triggers and the settings of the index are rolled back with the rest."""
    database = new_store()
    schema = "SELECT name, sql FROM sqlite_schema UNION ALL SELECT k, v FROM entries_fts_config"
    before = sorted(tuple(row) for row in database.rows(schema))
    with (
        pytest.raises(RuntimeError),
        database.transaction() as connection,
        DeferredFtsIndex(connection),
    ):
        raise RuntimeError
    assert sorted(tuple(row) for row in database.rows(schema)) == before
