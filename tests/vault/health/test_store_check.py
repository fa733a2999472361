"""What `doctor` sees in a store's file: it finds real damage, and finds none where there is none."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from shlex import split

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilify_cli.errors import StoreError
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.vault.copies.copying import copy_store
from resilify_cli.vault.health.detail_check import detail_findings
from resilify_cli.vault.health.finding import Topic
from resilify_cli.vault.health.store_check import check_store
from resilify_cli.vault.opening.databases import open_database
from resilify_cli.vault.opening.stores import open_store
from tests.campaign import Tell
from tests.conftest import FixedClock
from tests.store.damage import change, content, fill, flip

# What stores are merged by; a value that can't be right is found, another one that could be is not.
_MERGED_BY = {"clock", "device", "edits", "deletion", "gone", "follows", "merged_into", "beside"}
# What no hash and no second place in the file tells of. A copy does, but for the times of writing.
UNGUARDED = {
    "enrollments": {"slug", "title", "path", "session_id", "step_id", "finished_at", *_MERGED_BY},
    "progress": {"session_id", "step_id", "updated_at", "state"},
    "finished_sessions": {"session_id", "finished_at"},
    "entries": {
        "session_title",
        "activity_kind",
        "practice",
        "utc_offset",
        "updated_at",
        "deleted_at",
        "erased_at",
        "named_day",
        *_MERGED_BY,
    },
    "entry_versions": {"version", "written_at", "created_at", "utc_offset", "named_day", *_MERGED_BY},
    "readings": {"value", "low", "high"},
    "drafts": {"activity_id", "practice", "updated_at", "device"},
    "labels": set[str](),
    "words": {"kind", "word", "hidden", "updated_at"},
    "journal_drafts": {"place", "updated_at", "device"},
}


def abouts(path: Path) -> set[Topic]:
    return {finding.about for finding in check_store(path, None).findings}


def guarded(path: Path) -> dict[str, list[dict[str, object]]]:
    return {
        table: [{name: value for name, value in row.items() if name not in UNGUARDED[table]} for row in rows]
        for table, rows in content(path).items()
    }


def test_nothing_is_found_where_all_is_well(path: Path) -> None:
    """A sound store with something in every table has no finding, and looking changes no byte of it."""
    before = path.read_bytes()
    health = check_store(path, None)
    assert health.findings == ()
    assert health.version == len(MIGRATIONS)
    assert (health.counts["entries"], health.counts["in_trash"]) == (16, 1)
    assert path.read_bytes() == before


def test_a_store_that_can_only_be_read_is_looked_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the right to write there is no finding of that alone."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert check_store(path, None).findings == ()


@pytest.mark.parametrize(
    ("sql", "about"),
    [
        ("UPDATE entries SET text = 'other' WHERE kind = 'note'", Topic.TEXTS),
        ("UPDATE entries SET answers = '[]' WHERE kind = 'checkin'", Topic.TEXTS),
        ("UPDATE entries SET prompt = 'What?' WHERE kind = 'response'", Topic.TEXTS),
        ("UPDATE entry_versions SET text = 'other'", Topic.TEXTS),
        ("UPDATE drafts SET content = 'other'", Topic.TEXTS),
        ("UPDATE journal_drafts SET content = 'other'", Topic.TEXTS),
        ("UPDATE entries SET created_at = created_at + 1 WHERE kind = 'note'", Topic.TIMES),
        ("UPDATE entries SET utc_offset = 2000 WHERE kind = 'note'", Topic.TIMES),
        ("DELETE FROM labels WHERE label = 'walk'", Topic.LABELS),
        ("DELETE FROM labels WHERE label = 'tired'", Topic.LABELS),
        ("INSERT INTO labels SELECT 'tag', 'odd', min(seq) FROM entries", Topic.LABELS),
        ("INSERT INTO entries_fts (entries_fts) VALUES ('delete-all')", Topic.SEARCH),
        ("INSERT INTO entries_fts (rowid, text) VALUES (7, 'nothing of ours')", Topic.SEARCH),
        ("UPDATE enrollments SET deleted_at = 7", Topic.DRAFTS),
        ("INSERT INTO journal_drafts SELECT 'ff', content, hash, 1, '' FROM journal_drafts", Topic.DRAFTS),
        ("DELETE FROM enrollments", Topic.SCHEMA),
        ("DROP TRIGGER entries_fts_insert", Topic.SCHEMA),
        ("CREATE TABLE other (x)", Topic.SCHEMA),
        ("UPDATE enrollments SET title = CAST(x'ff41' AS TEXT)", Topic.DAMAGE),
        ("PRAGMA application_id = 7", Topic.FILE),
        (f"PRAGMA user_version = {len(MIGRATIONS) + 1}", Topic.FILE),
        ("PRAGMA user_version = 1", Topic.SCHEMA),
        ("PRAGMA user_version = 0", Topic.SCHEMA),
    ],
)
def test_each_kind_of_wrong_is_found(path: Path, sql: str, about: Topic) -> None:
    """Each change behind resilify's back has its finding, and each finding a way out."""
    change(path, sql)
    findings = check_store(path, None).findings
    assert about in {finding.about for finding in findings}
    assert all(finding.remedy for finding in findings)


def test_no_words_are_in_a_finding(path: Path) -> None:
    """A finding names entries by their ids and days, never by what they say."""
    change(path, "UPDATE entries SET text = text || ' secret'")
    said = str(check_store(path, None).findings)
    assert "secret" not in said
    assert "calm" not in said
    assert "2026-11-03" in said


@pytest.mark.parametrize("kind", ["empty", "words", "short", "other"])
def test_files_of_other_kinds_are_named(path: Path, kind: str) -> None:
    """An empty file, one of words, the beginning of a store, and another program's database end no check."""
    if kind == "other":
        path.unlink()
        change(path, "CREATE TABLE x (y)")
    else:
        path.write_bytes({"empty": b"", "words": b"words\n" * 90, "short": path.read_bytes()[:50]}[kind])
    before = path.read_bytes()
    (finding,) = check_store(path, None).findings
    assert finding.about in (Topic.FILE, Topic.DAMAGE)
    assert ("without any content" in finding.what) == (kind == "empty")
    assert path.read_bytes() == before


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    """A folder in the store's place is named for what it is."""
    (tmp_path / "resilify.db").mkdir()
    (finding,) = check_store(tmp_path / "resilify.db", None).findings
    assert finding.about is Topic.FILE
    assert "is not a file" in finding.what


def test_a_store_of_an_earlier_version_is_sound(tmp_path: Path, clock: FixedClock) -> None:
    """A store that waits for its upgrade is looked at as it is, and not upgraded by that."""
    path = tmp_path / "resilify.db"
    database = open_database(path, clock, create=True, migrations=MIGRATIONS[:1])
    assert database
    database.close()
    health = check_store(path, None)
    assert (health.findings, health.version) == ((), 1)


def test_the_index_of_the_first_version_is_not_compared_with_the_trash(
    tmp_path: Path, clock: FixedClock
) -> None:
    """It was made with every row for its content, also those that are not searched."""
    path = tmp_path / "resilify.db"
    database = open_database(path, clock, create=True, migrations=MIGRATIONS[:1])
    assert database
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO entries"
            " (seq, id, kind, listed, text, hash, created_at, utc_offset, updated_at, deleted_at)"
            " VALUES (?, ?, 'note', 1, 'words', ?, 1, 60, 1, 2)",
            (1 << 20, f"{1:028x}", hash_texts("", "words", "")),
        )
    database.close()
    assert check_store(path, None).findings == ()


def test_a_store_in_use_is_not_called_damaged(
    path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program writes, that is told, and nothing else."""
    monkeypatch.setattr("resilify_cli.store.engine.WAIT_SECONDS", 0.1)
    with open_store(path, clock) as store, store.transaction():
        store.notes.add("x")
        with pytest.raises(StoreError, match="in use"):
            check_store(path, None)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_flipped_byte_is_found_or_changes_nothing(path: Path, data: st.DataObject) -> None:
    """Any one byte changed, in any way: there is a finding, or all that is guarded reads as before."""
    damaged = path.with_name("damaged.db")
    shutil.copyfile(path, damaged)
    at = data.draw(st.integers(0, path.stat().st_size - 1) | st.integers(0, 4096 * 4))
    flip(damaged, at, data.draw(st.integers(1, 255)))
    if not check_store(damaged, None).findings:
        assert guarded(damaged) == guarded(path)


@pytest.mark.parametrize(
    ("sql", "about"),
    [
        ("UPDATE finished_sessions SET session_id = CAST(x'66FF' AS TEXT)", Topic.DAMAGE),
        ("UPDATE drafts SET activity_id = CAST(x'66FF' AS TEXT)", Topic.DAMAGE),
        ("UPDATE sqlite_master SET sql = CAST(sql AS BLOB) WHERE type = 'trigger'", Topic.SCHEMA),
    ],
)
def test_what_is_no_text_any_more_is_found(path: Path, sql: str, about: Topic) -> None:
    """A name or a statement of a table whose bytes are no text is told, and stops nothing."""
    change(path, f"PRAGMA writable_schema = ON; {sql}")
    assert about in abouts(path)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts the open files of Linux")
def test_a_damaged_store_is_closed_again(path: Path) -> None:
    """However often one that can't be read is looked at, no file stays open, with the collector at rest."""
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xff" * 4000 + data[4100:])
    gc.disable()
    try:
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(20):
            assert Topic.DAMAGE in abouts(path)
        assert len(os.listdir("/proc/self/fd")) == before
    finally:
        gc.enable()


@pytest.mark.slow
def test_every_byte_of_a_store_that_is_flipped(path: Path, tell: Tell) -> None:
    """The same for every byte that is not zero, one after another, each with one bit flipped."""
    damaged = path.with_name("damaged.db")
    original = path.read_bytes()
    sound = guarded(path)
    places = [at for at, byte in enumerate(original) if byte]
    for at in places:
        damaged.write_bytes(original[:at] + bytes([original[at] ^ 1 << at % 8]) + original[at + 1 :])
        if not check_store(damaged, None).findings:
            assert guarded(damaged) == sound, at
    tell("bytes of a store with a bit flipped", len(places), 0)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1, exclude_max=True))
def test_a_store_cut_off_anywhere_is_found(path: Path, part: float) -> None:
    """However much of the end is missing, it is told."""
    damaged = path.with_name("damaged.db")
    damaged.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    assert abouts(damaged) & {Topic.FILE, Topic.DAMAGE}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE enrollments SET title = 'Another'",
        "UPDATE entries SET session_title = 'Another' WHERE kind = 'response'",
        "UPDATE entries SET utc_offset = 120 WHERE kind = 'note'",
        "UPDATE readings SET value = 1 WHERE measure = 'mood'",
        "UPDATE progress SET state = 'skipped'",
        "UPDATE words SET hidden = 1",
    ],
)
def test_a_copy_tells_of_what_has_no_hash(path: Path, clock: FixedClock, sql: str) -> None:
    """A title, a time or a number that changed without being written differs from the copy."""
    copy = path.with_name("copy.db")
    with open_store(path, clock) as store:
        copy_store(store.database.connection, path, copy, None)
        store.notes.add("since then")
        store.trash.put(store.journal.find(store.notes.add("gone")))
    assert list(detail_findings(path, None, copy, None)) == []
    change(path, sql)
    assert {finding.about for finding in detail_findings(path, None, copy, None)} == {Topic.DETAILS}


def test_the_way_back_to_a_copy_says_what_it_does(path: Path, clock: FixedClock) -> None:
    """It can be copied as it stands, whatever is in the copy's path, and nobody takes it for a mere look."""
    copy = path.with_name("it's a copy.db")
    with open_store(path, clock) as store:
        copy_store(store.database.connection, path, copy, None)
    change(path, "UPDATE enrollments SET title = 'Another'")
    (finding,) = detail_findings(path, None, copy, None)
    said, _, command = finding.remedy.rpartition(": ")
    assert "go back to the copy, with your store set aside" in said
    assert split(command) == ["resilify", "restore", str(copy)]


def test_what_no_check_allows_is_found_also_in_a_file_that_is_only_read(tmp_path: Path) -> None:
    """Each column with a CHECK is looked at by itself, since some versions of SQLite leave that out there."""
    from resilify_cli.store.engine import connect
    from resilify_cli.vault.health.type_check import is_damaged, mistyped_tables

    path = tmp_path / "resilify.db"
    fill(path, FixedClock())
    for table, column in (("entries", "kind"), ("progress", "state"), ("labels", "kind"), ("words", "kind")):
        with closing(connect(path, writable=False)) as connection:
            assert (mistyped_tables(connection), is_damaged(connection)) == ([], False)
        with closing(sqlite3.connect(path, isolation_level=None)) as plain:
            (was,) = plain.execute(f"SELECT {column} FROM {table} LIMIT 1").fetchone()
            plain.execute("PRAGMA ignore_check_constraints = ON")
            plain.execute(f"UPDATE {table} SET {column} = 'odd' WHERE {column} = ?", (was,))
            with closing(connect(path, writable=False)) as connection:
                assert (mistyped_tables(connection), is_damaged(connection)) == ([table], True)
            plain.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = 'odd'", (was,))
