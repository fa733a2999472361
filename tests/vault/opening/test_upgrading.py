"""A store of an earlier version is brought up to date when it is opened."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError, StoreReadOnlyError
from resilify_cli.store.engine import connect, database_errors
from resilify_cli.store.journal import Filter
from resilify_cli.store.migrations import migrate
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.databases import open_database
from resilify_cli.vault.opening.upgrading import upgrade, upgraded_in_memory
from tests.conftest import FixedClock

resource = pytest.importorskip("resource", reason="the system limits no size of files")


@contextmanager
def _no_file_over(size: int) -> Iterator[None]:
    """Let no file of this process grow over so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _old_store(path: Path, key: bytes | None = None) -> None:
    """Make a store of the first version, with a note in it."""
    path.touch(0o600)
    connection = connect(path, key=key)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection, 0, MIGRATIONS[:1])
    connection.execute(
        "INSERT INTO entries (seq, id, kind, listed, text, hash, created_at, utc_offset, updated_at)"
        " VALUES (?, ?, 'note', 1, ?, ?, 1, 60, 1)",
        (1 << 20, f"{1:028x}", "a marigold", hash_texts("", "a marigold", "")),
    )
    connection.close()


def test_without_room_for_the_copy_it_is_read_and_not_written(tmp_path: Path) -> None:
    """It is said what the copy is for, that the words are as they were, and what is to be done."""
    path = tmp_path / "resilify.db"
    _old_store(path)
    before = path.read_bytes()
    with _no_file_over(1000):
        database = open_database(path, FixedClock(), create=False)
        assert database is not None
        with Store(database) as store:
            found = store.journal.page(Filter(), 5, words="marigold").entries
            assert [entry.text for entry in found] == ["a marigold"]
            with pytest.raises(StoreReadOnlyError, match=r"earlier version.*Your words are") as refused:
                store.notes.add("more")
    assert "room on the disk" in refused.value.hint
    assert path.read_bytes() == before


@pytest.mark.parametrize("key", [None, bytes(range(32))], ids=["plain", "encrypted"])
def test_a_copy_in_memory_is_up_to_date_and_takes_nothing(tmp_path: Path, key: bytes | None) -> None:
    """An encrypted store is read so too, and neither file is written to."""
    if key is not None:
        pytest.importorskip("sqlcipher3")
    path = tmp_path / "resilify.db"
    _old_store(path, key)
    before = path.read_bytes()
    connection = connect(path, writable=False, key=key)
    copy = upgraded_in_memory(connection, 1, MIGRATIONS, key)
    connection.close()
    assert copy.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    assert [tuple(row) for row in copy.execute("SELECT text FROM entries")] == [("a marigold",)]
    with pytest.raises(database_errors(), match="readonly"):
        copy.execute("DELETE FROM entries")
    copy.close()
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["resilify.db"]


def test_an_upgrade_that_fails_again_needs_no_second_backup(tmp_path: Path) -> None:
    """Also where what was taken back has changed the time of the file."""
    path, backups = tmp_path / "resilify.db", tmp_path / "backups"
    _old_store(path)
    for second in (1, 2):
        with closing(connect(path)) as connection:
            at = time.time_ns() + second * 1_000_000_000
            connection.create_function("written_at", 1, lambda ns: os.utime(path, ns=(ns, ns)))
            steps = [*MIGRATIONS[:1], (f"SELECT written_at({at})", "no SQL")]
            with pytest.raises(StoreError, match="could not be brought up to date"):
                upgrade(connection, path, 1, steps, FixedClock()())
        assert len(list(backups.iterdir())) == 1
