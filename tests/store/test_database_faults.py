"""The store under two writers at once, and on a disk without room."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resilify_cli.errors import ErasedMeanwhileError, StoreError
from resilify_cli.store.engine import sqlite_error_name
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.vault.erasing.files import erase_files
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.other_processes import other_processes
from tests.store.conftest import response

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Barrier

_BESIDE = other_processes()


def _write_fifty(path: Path, who: str, together: Barrier) -> None:
    together.wait(30)
    with open_store(path, FixedClock()) as store:
        enrollment = store.enrollments.begin(who, who, who, "")
        for number in range(50):
            answer = response(f"{who} {number}", activity_id=f"activity-{number}")
            store.entries.answer(enrollment, answer)
            store.entries.answer(
                enrollment, response(f"{who} {number}, again", activity_id=answer.activity_id)
            )


def test_a_full_disk_is_named_when_its_code_is_lost() -> None:
    """SQLCipher tells of a full disk in words alone while it copies a store; other errors keep their name."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_ERROR"
    assert sqlite_error_name(error) == "SQLITE_FULL"
    other = sqlite3.OperationalError("no such table: entries")
    other.sqlite_errorname = "SQLITE_ERROR"
    assert sqlite_error_name(other) == "SQLITE_ERROR"


def test_two_writers_lose_nothing(home: Path, clock: FixedClock) -> None:
    """Two processes that make one store and write to it at once lose no answer and no version."""
    together = _BESIDE.Barrier(2)
    path = home / "resilify.db"
    processes = [_BESIDE.Process(target=_write_fifty, args=(path, who, together)) for who in ("ann", "bo")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    with open_store(path, clock) as store:
        entries = store.journal.page(Filter(), 1000).entries
        assert sorted(e.text for e in entries) == sorted(
            f"{who} {n}, again" for who in ("ann", "bo") for n in range(50)
        )
        for e in entries:
            assert [v.text for v in store.revisions.versions(e.id)] == [e.text.removesuffix(", again")]
        assert store.database.rows("PRAGMA integrity_check")[0][0] == "ok"


def _write_without_room(path: Path, told: Connection) -> None:
    import resource

    with open_store(path, FixedClock()) as store:
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            store.notes.add("secret " * 100_000)
        except StoreError as error:
            told.send((error.message, error.hint))
        else:
            told.send(None)
        told.send([entry.text for entry in store.journal.page(Filter(), 10).entries])


@pytest.fixture(scope="module")
def without_room(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, str], list[str]]:
    """A store that had no room for one more than twenty notes: its path, the error told, its notes."""
    if sys.platform == "win32":
        pytest.skip("a limit on the size of files is a thing of Unix")
    path = tmp_path_factory.mktemp("full") / "resilify.db"
    with open_store(path, FixedClock()) as store:
        for number in range(20):
            store.notes.add(f"note {number}")
    here, there = _BESIDE.Pipe()
    process = _BESIDE.Process(target=_write_without_room, args=(path, there))
    process.start()
    assert here.poll(60)
    error, notes = here.recv(), here.recv()
    process.join(60)
    return path, error, notes


def test_a_full_disk_is_told(without_room: tuple[Path, tuple[str, str], list[str]]) -> None:
    """Without room a write ends in one sentence without the person's words."""
    path, (message, hint), _ = without_room
    assert message.startswith(f"The store at {path} ")
    assert "disk" in message
    assert message.endswith(".")
    assert "\n" not in message
    assert "secret" not in message + hint


def test_a_full_disk_loses_nothing(without_room: tuple[Path, tuple[str, str], list[str]]) -> None:
    """All earlier rows stay, for the process that met it, the next one, and another program."""
    path, _, notes = without_room
    assert notes[0] == "note 19"
    with open_store(path, FixedClock()) as store:
        assert len(store.journal.page(Filter(), 100).entries) == 20
        assert store.database.rows("PRAGMA integrity_check")[0][0] == "ok"
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM entries").fetchone()[0] == 20
    connection.close()


def test_a_place_without_locks_is_not_called_busy(home: Path, clock: FixedClock) -> None:
    """Where the file system refuses each lock, it is said so; where another holds it, that."""
    import errno
    import fcntl
    from unittest import mock

    with open_store(home / "resilify.db", clock) as store, open_store(home / "resilify.db", clock) as other:
        other.database.connection.execute("BEGIN EXCLUSIVE")
        store.database.connection.execute("PRAGMA busy_timeout = 10")
        with pytest.raises(StoreError, match="in use by another program"):
            store.notes.add("x")
        for number in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):
            with (
                mock.patch.object(fcntl, "lockf", side_effect=OSError(number, "no locks")),
                pytest.raises(StoreError, match="without file locks"),
            ):
                store.notes.add("x")


@pytest.mark.parametrize("act", [lambda store: store.notes.add("more"), lambda store: store.journal.tags()])
def test_a_store_that_is_erased_while_it_is_open_is_not_called_damaged(
    home: Path, clock: FixedClock, act: Callable[[Store], object]
) -> None:
    """Neither writing to it nor reading sends a person to their copies, which are gone with it."""
    path = home / "resilify.db"
    with open_store(path, clock) as store:
        store.notes.add("words #tag")
        erase_files([path])
        with pytest.raises(ErasedMeanwhileError, match="erased or moved while it was open"):
            act(store)
    assert not path.exists()
