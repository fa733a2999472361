"""A copy takes the store's place; what was there is set aside."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.store.engine import connect
from resilify_cli.store.journal import Filter
from resilify_cli.store.migrations import migrate
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.vault.copies.copying import copy_store
from resilify_cli.vault.copies.restoring import check_copy, restore_store
from resilify_cli.vault.layout import VaultLayout
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.store.damage import PAGE, root_of


@pytest.fixture
def path(home: Path) -> Path:
    return home / "resilify.db"


@pytest.fixture
def copy(path: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """A copy with one entry, of a store with two."""
    place = tmp_path / "copy.db"
    with open_store(path, clock) as store:
        store.notes.add("one")
        copy_store(store.database.connection, path, place, None)
        store.notes.add("two")
    return place


def texts(path: Path, clock: FixedClock) -> list[str]:
    with open_store(path, clock) as store:
        return [entry.text for entry in store.journal.page(Filter(), 10).entries]


def restore(copy: Path, path: Path, clock: FixedClock) -> Path | None:
    return restore_store(copy, path, clock(), key=None, present_key=None)


def test_the_copy_is_the_store_and_the_store_is_set_aside(copy: Path, path: Path, clock: FixedClock) -> None:
    """After it the store is what the copy was, the old one is whole under another name, the copy stays."""
    before = copy.read_bytes()
    at = clock.time + clock.step
    aside = restore(copy, path, clock)
    assert aside == path.with_name(f"resilify.db.set-aside-{at:%Y%m%d-%H%M%S}")
    assert texts(path, clock) == ["one"]
    assert texts(aside, clock) == ["two", "one"]
    assert copy.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(os.listdir(path.parent)) == sorted([path.name, aside.name])


def test_nothing_set_aside_is_overwritten(copy: Path, path: Path, clock: FixedClock) -> None:
    """Two of one second are set aside under two names."""
    clock.step *= 0
    asides = {restore(copy, path, clock) for _ in range(3)}
    assert len(asides) == 3
    assert len(VaultLayout(path).set_aside_stores()) == 3


def test_without_a_store_there_is_nothing_to_set_aside(copy: Path, path: Path, clock: FixedClock) -> None:
    """A lost store comes back, with its folder."""
    shutil.rmtree(path.parent)
    assert restore(copy, path, clock) is None
    assert texts(path, clock) == ["one"]


def test_a_store_that_is_no_store_is_set_aside_too(copy: Path, path: Path, clock: FixedClock) -> None:
    """However damaged the present file is, it is kept as it is."""
    path.write_bytes(b"no store at all")
    aside = restore(copy, path, clock)
    assert aside is not None
    assert aside.read_bytes() == b"no store at all"
    assert texts(path, clock) == ["one"]


def test_a_journal_that_can_not_be_played_back_goes_with_its_store(
    copy: Path, path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What SQLite left beside a store that it can't open is not taken for a part of the new one."""

    def broken(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("the disk reports an error")

    journal = path.with_name("resilify.db-journal")
    journal.write_bytes(b"its journal")
    monkeypatch.setattr("resilify_cli.vault.copies.replacing.connect", broken)
    aside = restore(copy, path, clock)
    assert aside is not None
    assert not journal.exists()
    assert texts(path, clock) == ["one"]
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"its journal"


def killed_while_writing(path: Path) -> Path:
    """Leave the journal of a write that was cut off beside a store, and return it."""
    killed = (
        "import sqlite3, sys, os, signal\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN IMMEDIATE')\n"
        "c.execute(\"UPDATE entries SET session_title = printf('%.50000c', 'x')\")\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", killed, str(path)], check=False)
    journal = path.with_name("resilify.db-journal")
    assert journal.exists()
    return journal


def test_a_journal_without_its_store_does_not_reach_the_new_one(
    copy: Path, path: Path, clock: FixedClock
) -> None:
    """Where the store is gone and its journal is there, that is set aside, and put back is still of use."""
    journal = killed_while_writing(path)
    clock.step *= 0
    moved = path.rename(path.parent.parent / "moved.db")
    content = journal.read_bytes()
    asides = [restore(copy, path, clock)]
    assert asides[0] is not None
    assert asides[0].read_bytes() == content
    assert texts(path, clock) == ["one"]
    # Another one of the same second finds another name.
    path.unlink()
    journal.write_bytes(content)
    asides.append(restore(copy, path, clock))
    assert texts(path, clock) == ["one"]
    assert len({*asides, None}) == 3
    assert VaultLayout(path).set_aside_stores() == []
    asides[0].rename(moved.with_name("moved.db-journal"))
    assert texts(moved, clock) == ["two", "one"]


def test_a_write_that_was_cut_off_belongs_to_the_old_store(copy: Path, path: Path, clock: FixedClock) -> None:
    """A journal that a crash left behind does not reach the store that was brought back."""
    killed_while_writing(path)
    aside = restore(copy, path, clock)
    assert aside is not None
    assert texts(path, clock) == ["one"]
    assert texts(aside, clock) == ["two", "one"]


def test_a_store_in_use_is_left_alone(
    copy: Path, path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program writes, nothing is changed, and that is told."""
    monkeypatch.setattr("resilify_cli.store.engine.WAIT_SECONDS", 0.1)
    with open_store(path, clock) as store, store.transaction():
        store.notes.add("three")
        with pytest.raises(StoreError, match="in use"):
            restore(copy, path, clock)
    assert texts(path, clock) == ["three", "two", "one"]
    assert os.listdir(path.parent) == [path.name]


def test_a_program_that_has_it_open_does_not_write_to_what_was_set_aside(
    copy: Path, path: Path, clock: FixedClock
) -> None:
    """A session in another window is told that its store was exchanged, before its words go astray."""
    with open_store(path, clock) as store:
        restore(copy, path, clock)
        with pytest.raises(StoreError, match="while it was open"):
            store.notes.add("three")


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "no content"),
        (b"words", "no resilify store"),
        (b"SQLite format 3\0" + b"\0" * 500, "no resilify store|damaged"),
    ],
)
def test_what_is_no_store_is_refused(
    copy: Path, path: Path, clock: FixedClock, content: bytes, wrong: str
) -> None:
    """A file that is empty, of another kind, or cut off never takes the store's place."""
    copy.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=wrong):
        check_copy(copy, path, None)
    with pytest.raises(StoreError):
        restore(copy, path, clock)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_a_copy_of_a_newer_version_is_refused(copy: Path, path: Path, clock: FixedClock) -> None:
    """What this resilify can't read does not take the place of what it can."""
    connection = sqlite3.connect(copy)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(StoreError, match="newer resilify"):
        check_copy(copy, path, None)
    with pytest.raises(StoreError, match="newer resilify"):
        restore(copy, path, clock)


def test_another_programs_database_is_refused(path: Path, copy: Path, tmp_path: Path) -> None:
    """A sound database that is not ours is no copy."""
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE entries (x)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="no resilify store"):
        check_copy(other, path, None)


def test_the_store_itself_is_no_copy(copy: Path, path: Path, tmp_path: Path) -> None:
    """Naming the store, or a link to it, is told as what it is."""
    (tmp_path / "link").symlink_to(path)
    for name in (path, tmp_path / "link"):
        with pytest.raises(StoreError, match="store itself"):
            check_copy(name, path, None)


def test_a_damaged_copy_is_refused(copy: Path, path: Path) -> None:
    """A copy with a page of nonsense is told before anything is changed."""
    # No row is in it, so that only a check of all pages sees it.
    at = root_of(copy, "entries_fts_docsize")
    data = bytearray(copy.read_bytes())
    data[at : at + PAGE] = b"\xff" * PAGE
    copy.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        check_copy(copy, path, None)


def test_a_file_system_without_links_keeps_both_too(
    copy: Path, path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file can't have two names, the present store is copied before it is replaced."""

    def no_links(*_: object, **__: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", no_links)
    aside = restore(copy, path, clock)
    assert aside is not None
    assert texts(path, clock) == ["one"]
    assert texts(aside, clock) == ["two", "one"]
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600


def test_a_copy_that_was_cut_off_while_it_was_written_is_put_right(
    copy: Path, path: Path, clock: FixedClock
) -> None:
    """An erasing that a full disk ended leaves the copy's journal behind; the copy is as before it."""
    connection = sqlite3.connect(copy, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE entries SET text = 'half'")
    torn, journal = copy.read_bytes(), copy.with_name(f"{copy.name}-journal").read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    copy.write_bytes(torn)
    copy.with_name(f"{copy.name}-journal").write_bytes(journal)
    assert check_copy(copy, path, None).entries == 1
    restore(copy, path, clock)
    assert texts(path, clock) == ["one"]


FOREIGN = (
    "CREATE TRIGGER evil AFTER INSERT ON entries BEGIN DELETE FROM entries WHERE seq <> new.seq; END",
    "CREATE TRIGGER evil AFTER UPDATE ON enrollments BEGIN DELETE FROM entries; END",
    "CREATE VIEW evil AS SELECT * FROM entries",
    "DROP VIEW shown_entries; CREATE VIEW shown_entries AS SELECT seq, upper(text) AS text FROM entries",
    "CREATE TABLE other (x)",
    "CREATE INDEX evil ON entries (upper(text))",
)


@pytest.mark.parametrize("sql", FOREIGN)
def test_a_copy_with_foreign_triggers_or_views_is_refused(
    copy: Path, path: Path, clock: FixedClock, sql: str
) -> None:
    """Nothing in it runs, and the store is as it was."""
    connection = sqlite3.connect(copy)
    connection.executescript(sql)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not those of resilify"):
        restore(copy, path, clock)
    assert path.read_bytes() == before
    assert texts(path, clock) == ["two", "one"]


def test_a_store_that_is_brought_back_has_a_name_of_its_own(
    copy: Path, path: Path, clock: FixedClock
) -> None:
    """The one that it was copied from may go on elsewhere, and two of one name could not be told apart."""
    names = []
    for _ in range(2):
        restore(copy, path, clock)
        with closing(sqlite3.connect(path)) as connection, connection:
            names.append(connection.execute("SELECT id FROM device").fetchone()[0])
    with closing(sqlite3.connect(copy)) as connection, connection:
        names.append(connection.execute("SELECT id FROM device").fetchone()[0])
    assert len(set(names)) == 3


def test_what_is_only_read_trusts_no_schema(path: Path, copy: Path) -> None:
    """Functions that do more than compute are not called for a file from anywhere."""
    from contextlib import closing

    from resilify_cli.store.engine import connect

    for connected in (connect(copy, writable=False), connect(copy, damaged=True)):
        with closing(connected) as connection:
            assert connection.execute("PRAGMA trusted_schema").fetchone()[0] == 0


def test_a_copy_of_an_earlier_version_with_foreign_triggers_is_refused(tmp_path: Path, path: Path) -> None:
    """Its schema is compared with the one of its version."""
    copy = tmp_path / "early.db"
    copy.touch(0o600)
    connection = connect(copy)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection, 0, MIGRATIONS[:3])
    connection.close()
    assert check_copy(copy, path, None).version == 3
    with closing(sqlite3.connect(copy)) as foreign:
        foreign.executescript(FOREIGN[0])
    with pytest.raises(StoreError, match="not those of resilify"):
        check_copy(copy, path, None)
