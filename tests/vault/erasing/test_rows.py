"""What is erased is in no byte of the store or its copies any more, and all else is as it was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import EntryNotFoundError, ProgramNotFoundError, StoreError
from resilify_cli.store import engine
from resilify_cli.store.engine import connect
from resilify_cli.store.enrollments import StepState
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.vault.encryption.detection import begins_plain
from resilify_cli.vault.erasing.files import erase_files
from resilify_cli.vault.erasing.rows import erase, erase_in_copies, find_entry_target, find_program_target
from resilify_cli.vault.layout import VaultLayout
from resilify_cli.vault.opening.stores import open_store
from tests import private
from tests.conftest import FixedClock
from tests.store.conftest import response


def _found(home: Path, *words: str) -> list[str]:
    return private.found_in(home, *words)


def _note(store: Store, text: str) -> str:
    store.notes.add(text)
    return str(store.database.rows("SELECT id FROM entries WHERE text = ?", (text,))[0]["id"])


def _copy(store: Store, name: str = "resilify-2026-11-01-101010.db") -> Path:
    from resilify_cli.vault.copies.copying import copy_store

    folder = store.database.path.parent / "backups"
    folder.mkdir(exist_ok=True)
    copy_store(store.database.connection, store.database.path, folder / name, store.database.key)
    return folder / name


def test_an_entry_leaves_no_byte(store: Store, home: Path) -> None:
    """Text, earlier versions, tags, draft and index words are gone from the file; its neighbours stay."""
    kept = _note(store, "a badger stays #other")
    gone = _note(store, "a walrus goes #walrustag")
    entry = store.journal.find(gone)
    store.revisions.revise(entry, "the second pelican goes #walrustag", None)
    store.journal_drafts.save(gone, "a third flamingo in the making")
    assert len(_found(home, "walrus", "pelican", "flamingo", "walrustag")) == 4
    erase(store.database, find_entry_target(store.database, gone[12:20]))
    assert _found(home, "walrus", "pelican", "flamingo", "walrustag") == []
    assert [e.id for e in store.journal.page(Filter(), 9).entries] == [kept]
    assert [e.id for e in store.journal.page(Filter(), 9, words="badger").entries] == [kept]
    assert store.journal.tags() == [("other", 1)]


def test_what_was_deleted_before_leaves_no_byte(store: Store, home: Path) -> None:
    """Words that lie in freed parts of the file since an earlier change go too."""
    gone = _note(store, "a walrus goes")
    store.database.connection.execute("PRAGMA secure_delete = OFF")
    for number in range(20):
        store.journal_drafts.save(gone, f"a pelican in the making {number} " * 200)
    store.journal_drafts.drop(gone)
    assert _found(home, "pelican")
    erase(store.database, find_entry_target(store.database, gone))
    assert _found(home, "walrus", "pelican") == []


class _WithoutOverwriting:
    """A module of SQLite's whose connections begin as where the system's own has no such default."""

    def __init__(self, module: Any) -> None:
        self.Row = module.Row
        self._connect = module.connect

    def connect(self, *arguments: Any, **options: Any) -> Any:
        connection = self._connect(*arguments, **options)
        connection.execute("PRAGMA secure_delete = OFF")
        return connection


@pytest.mark.parametrize("key", [None, bytes(32)], ids=["plain", "encrypted"])
def test_what_is_deleted_is_overwritten(
    tmp_path: Path, key: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each store is opened so that freed parts of the file are overwritten, whatever SQLite's default is."""
    name = "_load_sqlite" if key is None else "_load_sqlcipher"
    module = _WithoutOverwriting(getattr(engine, name)())
    monkeypatch.setattr(engine, name, lambda: module)
    path = tmp_path / "a.db"
    path.touch()
    connection = engine.connect(path, key=key)
    connection.execute("PRAGMA application_id = 7")
    connection.execute("CREATE TABLE words (text)")
    assert connection.execute("PRAGMA secure_delete").fetchone()[0] == 1
    connection.execute("INSERT INTO words VALUES (?)", ("walrus" * 50,))
    assert key or b"walrus" in path.read_bytes()
    connection.execute("DELETE FROM words")
    assert b"walrus" not in path.read_bytes()
    connection.close()


def test_an_answer_leaves_no_byte(store: Store, home: Path) -> None:
    """Answer, question, draft and readings of one answer are gone; the program's other answers stay."""
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    gone = store.entries.answer(
        enrollment, response("walrus", prompt="Which pelican?", values=("walrus", "flamingo"))
    )
    store.entries.answer(enrollment, response("badger", activity_id="other"))
    store.drafts.save(enrollment, "moment", False, "an ibis in the making")
    store.drafts.save(enrollment, "other", False, "another draft")
    erase(store.database, find_entry_target(store.database, gone))
    assert _found(home, "walrus", "pelican", "flamingo", "ibis") == []
    assert [kept.text for kept in store.entries.kept(enrollment, "other")] == ["badger"]
    assert store.drafts.find(enrollment, "other", False) == "another draft"


def test_own_words_of_a_checkin_go_with_its_last_use(store: Store, home: Path) -> None:
    """A feeling of the person's own stays while another check-in has it, and is then offered no more."""
    first = store.checkins.add(Checkin(mood=2, feelings=("walrusy",), note="pelican"))
    second = store.checkins.add(Checkin(mood=2, feelings=("Walrusy",)))
    erase(store.database, find_entry_target(store.database, first))
    assert "walrusy" in [word.lower() for word in store.checkins.words("feeling")]
    erase(store.database, find_entry_target(store.database, second))
    assert "walrusy" not in [word.lower() for word in store.checkins.words("feeling")]
    assert _found(home, "walrusy", "pelican") == []


def test_words_of_a_check_in_go_also_when_hidden_or_changed(home: Path, store: Store) -> None:
    """A word that was offered no more, or was in an earlier version only, is in no byte; ours stay hidden."""
    entry_id = store.checkins.add(Checkin(mood=2, feelings=("walrusy", "sad"), activities=("badgering",)))
    entry = store.journal.find(entry_id)
    store.revisions.revise_checkin(entry, Checkin(mood=2, feelings=("calm",)))
    for kind, word in (("activity", "badgering"), ("feeling", "sad")):
        store.checkins.hide(kind, word)
    assert len(_found(home, "walrusy", "badgering")) == 2
    erase(store.database, find_entry_target(store.database, entry_id[12:19]))
    assert _found(home, "walrusy", "badgering") == []
    assert store.checkins.hidden("feeling") == ["sad"]


def test_a_program_leaves_no_byte(store: Store, home: Path) -> None:
    """Every pass, answer, draft, mark of progress and name of a program is gone; another program stays."""
    for turn in range(2):
        enrollment = store.enrollments.begin("pelican-key", "pelican-slug", "Pelican title", "/pelican/path")
        store.entries.answer(enrollment, response(f"walrus {turn}", session_title="Flamingo session"))
        store.enrollments.mark_step(enrollment, "ibis-session", "ibis-step", StepState.DONE)
        store.enrollments.finish_session(enrollment, "ibis-session")
        store.drafts.save(enrollment, "moment", False, "quail draft")
    other = store.enrollments.begin("key", "slug", "Other", "")
    store.entries.answer(other, response("badger"))
    doomed = find_program_target(store.database, "pelican-slug")
    assert doomed.counts == {"entry": 2, "earlier version": 0, "draft": 2, "pass through the program": 2}
    erase(store.database, doomed)
    assert _found(home, "walrus", "pelican", "Pelican", "flamingo", "Flamingo", "ibis", "quail") == []
    assert [enrollment.slug for enrollment in store.enrollments.all()] == ["slug"]
    assert [entry.text for entry in store.journal.page(Filter(), 9).entries] == ["badger"]


def test_copies_lose_it_too(store: Store, home: Path) -> None:
    """Each copy loses the same rows, with nothing of them left, and keeps all the others."""
    _note(store, "a badger stays")
    gone = _note(store, "a walrus goes")
    copy = _copy(store)
    doomed = find_entry_target(store.database, gone)
    assert erase_in_copies(VaultLayout(store.database.path).copies(), lambda path: None, doomed) == []
    erase(store.database, doomed)
    assert _found(home, "walrus") == []
    with open_store(copy, FixedClock()) as opened:
        assert [e.text for e in opened.journal.page(Filter(), 9).entries] == ["a badger stays"]
        assert [e.text for e in opened.journal.page(Filter(), 9, words="badger").entries] == [
            "a badger stays"
        ]


def test_a_copy_of_the_first_schema_loses_it_too(home: Path, store: Store) -> None:
    """A copy from before an upgrade has fewer tables, and is erased from all the same."""
    from resilify_cli.store.schema import MIGRATIONS
    from resilify_cli.vault.opening.databases import open_database

    gone = _note(store, "a walrus goes")
    path = home / "backups" / "resilify-2026-11-01-101010-before-v2.db"
    database = open_database(path, FixedClock(), create=True, migrations=MIGRATIONS[:1])
    assert database is not None
    for seq, entry_id in ((1, gone), (2, "f" * 28)):
        database.connection.execute(
            "INSERT INTO entries (seq, id, kind, listed, text, hash, created_at, utc_offset, updated_at)"
            " VALUES (?, ?, 'note', 1, ?, x'', 1, 0, 1)",
            (seq, entry_id, f"an old walrus {seq}" if seq == 1 else "an old badger"),
        )
    database.close()
    assert erase_in_copies([path], lambda path: None, find_entry_target(store.database, gone)) == []
    assert private.found_in(path.parent, "walrus") == []
    assert private.found_in(path.parent, "badger") != []


def test_an_encrypted_store_and_its_copies_lose_it(home: Path) -> None:
    """With the key, the same holds for an encrypted store: other rows are there, this one is not."""
    path = private.make_encrypted(home)
    with open_store(path, FixedClock(), private.unlock) as store:
        gone = _note(store, "a walrus goes")
        copy = _copy(store)
        doomed = find_entry_target(store.database, gone)
        assert erase_in_copies([copy], lambda path: private.KEY, doomed) == []
        erase(store.database, doomed)
    for one in (path, copy):
        assert not begins_plain(one)
        opened = connect(one, key=private.KEY)
        assert opened.execute("SELECT count(*) FROM entries WHERE text LIKE '%walrus%'").fetchone()[0] == 0
        assert opened.execute("SELECT count(*) FROM entries WHERE text LIKE '%quail%'").fetchone()[0] == 1
        opened.close()


def test_a_copy_that_does_not_open_is_named(store: Store, home: Path) -> None:
    """A damaged copy can't be erased from, and is told of."""
    gone = _note(store, "a walrus goes")
    damaged = home / "resilify.db.set-aside-20261101-101010"
    damaged.write_bytes(b"SQLite format 3\0" + b"walrus" * 1000)
    assert erase_in_copies([damaged], lambda path: None, find_entry_target(store.database, gone)) == [damaged]


def test_what_was_erased_does_not_come_back(store: Store, home: Path) -> None:
    """A row without words stays, so that an import of an older export leaves the entry erased."""
    gone = _note(store, "a walrus goes")
    erase(store.database, find_entry_target(store.database, gone))
    row = store.database.rows(
        "SELECT text, answers, erased_at, deleted_at FROM entries WHERE id = ?", (gone,)
    )[0]
    assert (row["text"], row["answers"]) == ("", None)
    assert row["erased_at"]
    assert row["deleted_at"]


def test_what_is_in_the_trash_can_be_erased(store: Store, home: Path) -> None:
    """An entry in the trash is named by its id as any other, and one erased before once more."""
    gone = _note(store, "a walrus goes")
    store.trash.put(store.journal.find(gone))
    for _ in range(2):
        erase(store.database, find_entry_target(store.database, gone))
    assert _found(home, "walrus") == []
    assert store.trash.entries() == []


@pytest.mark.parametrize("name", ["", "zz", "'; DROP TABLE entries", "f" * 40])
def test_no_such_entry_is_told(store: Store, name: str) -> None:
    """What names no entry erases nothing."""
    _note(store, "a badger stays")
    with pytest.raises(EntryNotFoundError):
        find_entry_target(store.database, name)


def test_no_such_program_is_told(store: Store) -> None:
    """What names no program that was begun says which were; one that was erased is none."""
    store.enrollments.begin("key", "slug", "A program", "")
    with pytest.raises(ProgramNotFoundError, match="pelican") as caught:
        find_program_target(store.database, "pelican")
    assert "slug" in caught.value.hint
    erase(store.database, find_program_target(store.database, "slug"))
    for name in ("slug", ""):
        with pytest.raises(ProgramNotFoundError):
            find_program_target(store.database, name)


def test_a_store_in_use_is_left_alone(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program reads, nothing is erased by halves."""
    gone = _note(store, "a walrus goes")
    doomed = find_entry_target(store.database, gone)
    with open_store(home / "resilify.db", FixedClock()) as other:
        other.database.connection.execute("BEGIN")
        other.database.connection.execute("SELECT * FROM entries").fetchone()
        store.database.connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(StoreError, match="in use"):
            erase(store.database, doomed)
        other.database.connection.execute("COMMIT")
    assert store.journal.find(gone).text == "a walrus goes"
    erase(store.database, doomed)
    with open_store(home / "resilify.db", FixedClock()) as other:
        # The lock is given back.
        other.notes.add("a badger stays")


def test_everything_goes_but_settings_and_programs(home: Path, tmp_path: Path) -> None:
    """Store, key, copies, set-aside and unfinished files, editor files, cache go; no link is followed."""
    path = private.make_encrypted(home)
    mine = tmp_path / "mine"
    mine.write_text("not yours to erase")
    linked = home / "resilify.db.set-aside-x"
    linked.symlink_to(mine)
    doomed = (
        "resilify.db-journal",
        ".resilify.db.turned",
        ".resilify-x.part",
        "backups/resilify-2026-11-01-101010.db",
        "backups/.resilify-y.part",
        "editor/abc.txt",
        "editor/.abc.txt.swp",
        "cache/catalog.json",
        "cache/.resilify-z.part",
    )
    kept = (".resilify-mine.txt", "settings.toml", "programs/a/program.md")
    for name in (*doomed, *kept):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("words")
    files = VaultLayout(path).all_files([home / "editor"], home / "cache" / "catalog.json")
    assert files[0].name == "resilify.db-journal"
    assert files[-1].name == "resilify.key"
    assert erase_files(files) == []
    assert sorted(str(file.relative_to(home)) for file in private.files_of(home)) == sorted(kept)
    assert mine.read_text() == "not yours to erase"


def test_a_file_with_another_name_is_not_overwritten(home: Path, tmp_path: Path) -> None:
    """A hard link elsewhere is a copy that the person keeps: the name here goes, the words there stay."""
    home.mkdir()
    (home / "resilify.db").write_text("words")
    (tmp_path / "kept").hardlink_to(home / "resilify.db")
    assert erase_files([home / "resilify.db"]) == []
    assert (tmp_path / "kept").read_text() == "words"


def test_a_file_is_overwritten_before_it_goes(home: Path) -> None:
    """Whoever has the file open still finds nothing in it."""
    home.mkdir()
    (home / "resilify.db").write_bytes(b"words" * 1_000_000)
    with open(home / "resilify.db", "rb") as held:
        assert erase_files([home / "resilify.db"]) == []
        assert set(held.read()) <= {0}


def test_a_folder_that_was_exchanged_for_a_link_is_left_alone(home: Path, tmp_path: Path) -> None:
    """Between the look and the erasing somebody may put a link there: nothing is removed through it."""
    path = private.make_encrypted(home)
    editor = tmp_path / "resilify-0123456789abcdef-0123456789abcdef"
    editor.mkdir()
    (editor / "a.txt").write_text("a walrus")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("not yours to erase")
    files = VaultLayout(path).all_files([editor], home / "cache" / "catalog.json")
    editor.rename(tmp_path / "elsewhere")
    editor.symlink_to(outside)
    assert erase_files(files, (home,)) == [editor / "a.txt"]
    assert (outside / "a.txt").read_text() == "not yours to erase"
    assert not path.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_folder_of_another_user_is_left_alone(home: Path, tmp_path: Path) -> None:
    """What is in it may be anything, and it may be another folder in a moment."""
    home.mkdir()
    theirs = home / "backups"
    theirs.mkdir()
    (theirs / "resilify-2026-11-01-101010.db").write_text("theirs")
    os.chown(theirs, 65534, 65534)
    left = erase_files(
        VaultLayout(home / "resilify.db").all_files([], home / "cache" / "catalog.json"), (home,)
    )
    assert left == [theirs / "resilify-2026-11-01-101010.db"]


def test_a_home_that_is_reached_by_a_link_is_erased(home: Path, tmp_path: Path) -> None:
    """The person chose that way themselves."""
    private.make_encrypted(home)
    link = tmp_path / "resilify-link"
    link.symlink_to(home)
    files = VaultLayout(link / "resilify.db").all_files([], link / "cache" / "catalog.json")
    assert erase_files(files, (link,)) == []
    assert list(private.files_of(home)) == []


def test_where_folders_have_no_numbers_it_is_done_by_path(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a folder that is a link is left alone there too."""
    monkeypatch.setattr(os, "supports_dir_fd", set())
    path = private.make_encrypted(home)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("not yours to erase")
    (tmp_path / "editor").symlink_to(outside)
    assert erase_files([tmp_path / "editor" / "a.txt"]) == [tmp_path / "editor" / "a.txt"]
    assert erase_files(VaultLayout(path).all_files([], home / "cache" / "catalog.json"), (home,)) == []


def test_of_ones_own_words_only_those_of_the_erased_entry_go(store: Store) -> None:
    """Another one's stay, also where nothing has them for the moment but the list."""
    store.checkins.add(Checkin(mood=3, feelings=("antsy",)))
    store.checkins.add(Checkin(mood=3, feelings=("wobbly",)))
    gone = store.database.rows("SELECT id FROM entries ORDER BY seq")[0]["id"]
    erase(store.database, find_entry_target(store.database, gone))
    assert store.checkins.words("feeling")[-1] == "wobbly"
    assert "antsy" not in store.checkins.words("feeling")
