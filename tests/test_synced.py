"""What is made is on disk when it is said to be: each file, and the folder that has its name."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from resilify_cli.atomic_files import atomic_write
from resilify_cli.exchange.exporting.folder_writer import open_folder_writer
from resilify_cli.vault.copies.copying import copy_store
from resilify_cli.vault.opening.stores import open_store
from tests import private
from tests.conftest import FixedClock


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The numbers (inodes) of all that was brought to disk."""
    found: set[int] = set()
    real = os.fsync

    def sync(number: int) -> None:
        found.add(os.fstat(number).st_ino)
        real(number)

    monkeypatch.setattr(os, "fsync", sync)
    return found


def _number(path: Path) -> int:
    return path.stat().st_ino


def test_a_file_to_keep_is_on_disk_with_its_name(tmp_path: Path, synced: set[int]) -> None:
    """An export: its content, and the folder in which it has got its name."""
    path = tmp_path / "mine.json"
    with atomic_write(path, force=False) as file:
        file.write("words")
    assert {_number(path), _number(tmp_path)} <= synced


def test_a_folder_to_keep_is_on_disk_with_its_name(tmp_path: Path, synced: set[int]) -> None:
    """An export of many files: each of them, their folder, and the one above it."""
    path = tmp_path / "mine"
    with open_folder_writer(path, force=False) as write:
        write("a.md", "words")
        write("b.md", "words")
    assert {_number(path / "a.md"), _number(path / "b.md"), _number(path), _number(tmp_path)} <= synced


def test_a_new_store_is_on_disk_with_its_name(home: Path, synced: set[int]) -> None:
    """The folder in which it has got its name is synced after that."""
    with open_store(home / "resilify.db", FixedClock()):
        pass
    assert _number(home) in synced


def test_a_copy_is_on_disk_with_its_name(home: Path, tmp_path: Path, synced: set[int]) -> None:
    """Content and folder, also of an encrypted one, whose key file is as well."""
    path = private.make_encrypted(home, FixedClock())
    assert {_number(path), _number(path.with_suffix(".key")), _number(home)} <= synced
    with open_store(path, FixedClock(), private.unlock) as store:
        copy_store(store.database.connection, path, tmp_path / "copy.db", private.KEY)
    assert {_number(tmp_path / "copy.db"), _number(tmp_path)} <= synced


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EIO])
def test_a_share_that_syncs_no_folder_takes_a_store(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A store, a copy and an export are made where a folder can't be brought to disk: their files can."""
    real = os.fsync

    def sync(opened: int) -> None:
        if stat.S_ISDIR(os.fstat(opened).st_mode):
            raise OSError(number, os.strerror(number))
        real(opened)

    monkeypatch.setattr(os, "fsync", sync)
    with open_store(home / "resilify.db", FixedClock()) as store:
        store.notes.add("a walrus")
        copy_store(store.database.connection, home / "resilify.db", tmp_path / "copy.db", None)
    with atomic_write(tmp_path / "mine.txt", force=False) as file:
        file.write("words")
    with open_folder_writer(tmp_path / "mine", force=False) as write:
        write("a.md", "words")
    assert (tmp_path / "mine" / "a.md").read_text() == "words"
