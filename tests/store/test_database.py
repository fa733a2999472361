from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resilify_cli.errors import StoreError, StoreReadOnlyError
from resilify_cli.store.journal import Filter
from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.store.stamps import new_id
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.databases import open_database
from resilify_cli.vault.opening.stores import find_store, open_store
from tests.conftest import FixedClock

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@pytest.fixture
def path(home: Path) -> Path:
    return home / "resilify.db"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o177, 0o277])
def test_a_new_store_is_private(path: Path, clock: FixedClock, umask: int) -> None:
    """A new store is a 0600 file in a 0700 folder, whatever the umask."""
    before = os.umask(umask)
    try:
        open_store(path, clock).database.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_store_is_one_file_at_rest(store: Store, path: Path) -> None:
    """After a write nothing lies beside the store's one file."""
    store.notes.add("one")
    assert os.listdir(path.parent) == [path.name]


def test_a_store_is_made_whole_or_not_at_all(path: Path, clock: FixedClock) -> None:
    """If making a store goes wrong, no file is left behind."""
    with pytest.raises(StoreError):
        open_database(path, clock, create=True, migrations=(("CREATE TABLE a (x)", "nonsense"),))
    assert os.listdir(path.parent) == []


def test_reading_never_makes_a_store(path: Path, clock: FixedClock) -> None:
    """Looking for a store where there is none makes neither file nor folder."""
    assert find_store(path, clock) is None
    assert not path.parent.exists()


def test_the_file_says_whose_it_is(store: Store, path: Path) -> None:
    """The store's header carries the application id, so that other tools know it."""
    assert path.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big")


def test_commits_are_durable(store: Store) -> None:
    """The store uses a rollback journal with `synchronous=EXTRA` and holds foreign keys."""
    found = {
        name: store.database.rows(f"PRAGMA {name}")[0][0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert found == {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1}


def _another_programs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()


def _newer(path: Path) -> None:
    open_store(path, FixedClock()).database.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.touch(), "has no content"),
        (lambda path: path.write_text("Dear diary, today I rested."), "is not a resilify store"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "another program"),
        (_another_programs, "another program"),
        (_newer, "newer resilify"),
    ],
    ids=["empty", "text", "header-only", "another-program", "newer"],
)
def test_what_is_no_store_of_ours_is_refused(
    path: Path, clock: FixedClock, make: Callable[[Path], None], told: str
) -> None:
    """A file that is not a store this version knows is refused with a way out, and left unchanged."""
    path.parent.mkdir(mode=0o700)
    make(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=told) as caught:
        open_store(path, clock)
    assert caught.value.hint
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_the_journal_of_another_store_is_refused(path: Path, clock: FixedClock, tmp_path: Path) -> None:
    """Beside a journal without its store none is begun: it would be played back into the new one."""
    with open_store(path, clock) as store:
        store.notes.add("old words " * 5000)
        connection = store.database.connection
        connection.execute("PRAGMA cache_size = 1")
        with store.transaction():
            connection.execute("UPDATE entries SET text = text || '!'")
            journal = path.with_name(f"{path.name}-journal").read_bytes()
    path.unlink()
    path.with_name(f"{path.name}-journal").write_bytes(journal)
    with pytest.raises(StoreError, match="is gone"):
        open_store(path, clock)
    assert os.listdir(path.parent) == [f"{path.name}-journal"]
    path.with_name(f"{path.name}-journal").rename(tmp_path / "moved")
    with open_store(path, clock) as store:
        store.notes.add("new words")
        assert [entry.text for entry in store.journal.page(Filter(), 9).entries] == ["new words"]


def test_damage_is_told(path: Path, clock: FixedClock) -> None:
    """A store whose pages are overwritten is told as damaged when it is read."""
    with open_store(path, clock) as store:
        store.notes.add("one")
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(StoreError, match="damaged"), open_store(path, clock) as store:
        store.journal.page(Filter(), 10)


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    """If anything inside a transaction goes wrong, nothing of it is kept, inner writes included."""

    def interrupted() -> None:
        with store.transaction():
            store.notes.add("inner")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.journal.page(Filter(), 10).entries == ()
    store.notes.add("after")
    assert [entry.text for entry in store.journal.page(Filter(), 10).entries] == ["after"]


def test_a_locked_store_says_so(store: Store, path: Path) -> None:
    """While another program holds the lock for too long, a write ends in one clear sentence."""
    store.database.connection.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use by another program"):
        store.notes.add("words of mine")
    other.execute("ROLLBACK")
    other.close()
    store.notes.add("again")


def _read_and_write(path: Path, told: Connection) -> None:
    if os.geteuid() == 0:
        # Root may write everywhere, so as root this is looked at by somebody else.
        os.setgid(65534)
        os.setuid(65534)
    store = find_store(path, FixedClock())
    assert store
    told.send([entry.text for entry in store.journal.page(Filter(), 10).entries])
    try:
        store.notes.add("more")
    except StoreReadOnlyError:
        told.send("refused")
    else:
        told.send("written")


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are a thing of Unix")
def test_a_store_that_can_only_be_read_is_read(clock: FixedClock) -> None:
    """A store without write rights is read as usual, and refuses a write as read-only."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    # pytest's own folder can be entered by its owner alone.
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "resilify.db")
        with open_store(path, clock) as store:
            store.notes.add("kept")
        path.chmod(0o444)
        path.parent.chmod(0o555)
        process = fork.Process(target=_read_and_write, args=(path, there))
        process.start()
        process.join(60)
        path.parent.chmod(0o700)
    assert process.exitcode == 0
    assert (here.recv(), here.recv()) == (["kept"], "refused")


def test_ids_of_one_moment_differ() -> None:
    """Two ids of one millisecond are not the same."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert len({new_id(at) for _ in range(1000)}) == 1000


def test_a_folder_that_holds_other_things_keeps_its_rights(tmp_path: Path, clock: FixedClock) -> None:
    """A store in a shared folder, such as a home, does not close that folder to others."""
    tmp_path.chmod(0o755)
    (tmp_path / "letters.txt").write_text("another's")
    with open_store(tmp_path / "resilify.db", clock):
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
        assert stat.S_IMODE((tmp_path / "resilify.db").stat().st_mode) == 0o600
