from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.store.database import Database
from resilify_cli.store.hashtags import tags_in
from resilify_cli.store.journal import Filter
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.store import Store
from resilify_cli.vault.copies.backups import Backups
from resilify_cli.vault.opening.databases import open_database
from tests.conftest import FixedClock

Migrations = Sequence[Sequence[str]]

_SECOND = ("CREATE TABLE moods (x TEXT) STRICT", "INSERT INTO moods VALUES ('second')")
_THIRD = ("ALTER TABLE moods ADD COLUMN y TEXT", "UPDATE moods SET y = 'third'")
_NEWER: Migrations = (*MIGRATIONS, _SECOND, _THIRD)


@pytest.fixture
def old(home: Path, clock: FixedClock) -> Path:
    """The path of a store of the version before, with a note in it."""
    path = home / "resilify.db"
    with Store(_open(path, clock, MIGRATIONS)) as store:
        store.notes.add("from before")
    return path


def _open(path: Path, clock: FixedClock, migrations: Migrations) -> Database:
    database = open_database(path, clock, create=True, migrations=migrations)
    assert database
    return database


def _copies(store: Path, version: int) -> list[Path]:
    """Return the copies that were made before an upgrade to this version."""
    return [copy.path for copy in Backups(store.parent / "backups").all() if copy.before == version]


def _version(path: Path) -> int:
    connection = sqlite3.connect(path)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return int(found)


def _notes(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("SELECT text FROM entries")]
    connection.close()
    return found


def test_steps_run_in_their_order(old: Path, clock: FixedClock) -> None:
    """An upgrade runs each missing step once, in order, and records the last one's number."""
    for _ in range(2):
        with Store(_open(old, clock, _NEWER)) as store:
            assert [tuple(row) for row in store.database.rows("SELECT * FROM moods")] == [("second", "third")]
            assert store.journal.page(Filter(), 10).entries[0].text == "from before"
    assert _version(old) == len(MIGRATIONS) + 2


def test_a_new_store_needs_no_upgrade(home: Path, clock: FixedClock) -> None:
    """A store that is made new has every step and keeps no copy beside it."""
    _open(home / "resilify.db", clock, _NEWER).close()
    assert _version(home / "resilify.db") == len(_NEWER)
    assert os.listdir(home) == ["resilify.db"]


def test_a_copy_is_kept_before_an_upgrade(old: Path, clock: FixedClock) -> None:
    """The store as it was before an upgrade stays in the folder of copies, as private as the store itself."""
    _open(old, clock, _NEWER).close()
    (copy,) = _copies(old, len(_NEWER))
    assert _version(copy) == len(MIGRATIONS)
    assert _notes(copy) == ["from before"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_later_upgrade_does_not_touch_an_earlier_copy(old: Path, clock: FixedClock) -> None:
    """Each upgrade keeps its own copy."""
    _open(old, clock, (*MIGRATIONS, _SECOND)).close()
    (first,) = _copies(old, len(MIGRATIONS) + 1)
    content = first.read_bytes()
    _open(old, clock, _NEWER).close()
    assert first.read_bytes() == content
    (second,) = _copies(old, len(_NEWER))
    assert _version(second) == len(MIGRATIONS) + 1


@pytest.mark.parametrize("broken_at", [0, 1, 2])
def test_an_interrupted_upgrade_has_not_begun(old: Path, clock: FixedClock, broken_at: int) -> None:
    """A step that ends early leaves tables, rows and version as they were, and can be taken again."""
    step = [*_SECOND]
    step.insert(broken_at, "SELECT nonsense FROM nowhere")
    with pytest.raises(StoreError):
        _open(old, clock, (*MIGRATIONS, step))
    assert _version(old) == len(MIGRATIONS)
    assert _notes(old) == ["from before"]
    with Store(_open(old, clock, (*MIGRATIONS, _SECOND))) as store:
        assert [tuple(row) for row in store.database.rows("SELECT * FROM moods")] == [("second",)]


def test_a_step_that_is_done_stays_done(old: Path, clock: FixedClock) -> None:
    """When a later step ends early, the one before it is kept with its number."""
    with pytest.raises(StoreError):
        _open(old, clock, (*MIGRATIONS, _SECOND, ("nonsense",)))
    assert _version(old) == len(MIGRATIONS) + 1


_FIRST_TEXTS = (
    "a #walk by the #Sea, C# and #1",
    "no tag",
    "#हिन्दी #𝐛𝐨𝐥𝐝 #caf\u00e9 https://example.org/#part",
    "",
    "#walk \0 #after",
)


@pytest.fixture
def first(home: Path, clock: FixedClock) -> Path:
    """The path of a store of the first version, as resilify wrote it then, with tags in its texts."""
    path = home / "resilify.db"
    database = _open(path, clock, MIGRATIONS[:1])
    for number, text in enumerate(_FIRST_TEXTS, 1):
        database.connection.execute(
            "INSERT INTO entries (seq, id, kind, listed, text, hash, created_at, utc_offset, updated_at,"
            " deleted_at) VALUES (?, ?, 'note', 1, ?, ?, ?, 60, ?, ?)",
            (number << 20, f"{number:028x}", text, hash_texts("", text, ""), number, number, None),
        )
    database.connection.execute("UPDATE entries SET deleted_at = 7 WHERE seq = ?", (len(_FIRST_TEXTS) << 20,))
    database.close()
    return path


def test_tags_of_before_are_found_after_the_upgrade(first: Path, clock: FixedClock) -> None:
    """Every tag that stood in a text of the first version is a label now, and nothing else is."""
    with Store(_open(first, clock, MIGRATIONS)) as store:
        rows = store.database.rows("SELECT l.label, e.text FROM labels l JOIN entries e USING (seq)")
        assert {(row["label"], row["text"]) for row in rows} == {
            (tag, text) for text in _FIRST_TEXTS for tag in tags_in(text)
        }
        found = store.journal.page(Filter(labels=(("tag", "हिन्दी"),)), 10).entries
        assert [entry.text for entry in found] == [_FIRST_TEXTS[2]]
        assert ("walk", 1) in store.journal.tags()


def test_tags_that_were_read_by_another_rule_are_read_anew(first: Path, clock: FixedClock) -> None:
    """A tag that stood in code goes, and one that was cut short is whole; other labels stay."""
    step = next(number for number, step in enumerate(MIGRATIONS) if "tags_by_second_rule" in str(step))
    database = _open(first, clock, MIGRATIONS[:step])
    database.connection.execute(
        "UPDATE entries SET text = 'a #work/project `#code` #c++' WHERE text = 'no tag'"
    )
    seq = 2 << 20
    for kind, label in (("tag", "work"), ("tag", "code"), ("tag", "c"), ("feeling", "calm")):
        database.connection.execute("INSERT INTO labels VALUES (?, ?, ?)", (kind, label, seq))
    database.close()
    with Store(_open(first, clock, MIGRATIONS)) as store:
        rows = store.database.rows(
            "SELECT kind, label FROM labels WHERE seq = ? ORDER BY kind, label", (seq,)
        )
        assert [tuple(row) for row in rows] == [("feeling", "calm"), ("tag", "c++"), ("tag", "work/project")]
        assert ("walk", 1) in store.journal.tags()


def test_entries_of_before_are_as_they_were(first: Path, clock: FixedClock) -> None:
    """Entries of the first version are whole, found by their words, and can be changed and deleted."""
    with Store(_open(first, clock, MIGRATIONS)) as store:
        (entry,) = store.journal.page(Filter(), 10, 0, "sea").entries
        assert (entry.text, entry.intact) == (_FIRST_TEXTS[0], True)
        store.revisions.revise(entry, "a #hill", None)
        assert store.journal.page(Filter(labels=(("tag", "walk"),)), 10).entries == ()
        store.trash.put(store.journal.find(entry.id))
        assert store.trash.empty() == 2  # the one that was deleted before the upgrade, and this one


@pytest.mark.parametrize("broken_at", range(len(MIGRATIONS[1]) + 1))
def test_the_upgrade_to_labels_is_all_or_nothing(first: Path, clock: FixedClock, broken_at: int) -> None:
    """Ended at any of its statements, the upgrade from the first version has not begun."""
    step = [*MIGRATIONS[1]]
    step.insert(broken_at, "SELECT nonsense FROM nowhere")
    with pytest.raises(StoreError):
        _open(first, clock, (MIGRATIONS[0], step))
    assert _version(first) == 1
    with Store(_open(first, clock, MIGRATIONS)) as store:
        assert store.journal.tags()


def test_a_text_that_is_no_text_any_more_hinders_no_upgrade(first: Path, clock: FixedClock) -> None:
    """A store of the first version in which a bit flipped is brought up to date, and its tags are found."""
    connection = sqlite3.connect(first)
    connection.execute("UPDATE entries SET text = CAST(x'61e8202377616c6b' AS TEXT) WHERE text = 'no tag'")
    connection.commit()
    connection.close()
    with Store(_open(first, clock, MIGRATIONS)) as store:
        assert ("walk", 2) in store.journal.tags()
        assert "a\ufffd #walk" in {entry.text for entry in store.journal.page(Filter(), 10).entries}


@pytest.mark.parametrize("size", [1, 4_000_000])
def test_an_upgrade_that_fails_keeps_one_copy(old: Path, clock: FixedClock, size: int) -> None:
    """However often it is tried, one copy is made; and one more where the store was written to since."""
    broken: Migrations = (*MIGRATIONS, (*_SECOND, f"INSERT INTO moods VALUES (zeroblob({size}))"))
    for _ in range(3):
        with pytest.raises(StoreError, match="could not be brought up to date") as raised:
            _open(old, clock, broken)
        assert raised.value.hint.endswith("resilify doctor --repair")
        assert len(_copies(old, len(broken))) == 1
    with Store(_open(old, clock, MIGRATIONS)) as store:
        store.notes.add("in between")
    with pytest.raises(StoreError):
        _open(old, clock, broken)
    assert [sorted(_notes(copy)) for copy in _copies(old, len(broken))] == [
        ["from before", "in between"],
        ["from before"],
    ]


def test_a_store_that_is_in_use_is_told_as_such(
    old: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is around a store and not in it, such as another program that uses it, is told as what it is."""
    monkeypatch.setattr("resilify_cli.store.engine.WAIT_SECONDS", 0.1)
    connection = sqlite3.connect(old)
    connection.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreError, match="in use"):
            _open(old, clock, _NEWER)
    finally:
        connection.close()
