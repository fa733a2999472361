"""The files of a folder that another program keeps its entries in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.folder import (
    FolderFile,
    check_file,
    modified_at,
    read_whole,
    walk_files,
)
from resilify_cli.exchange.entries.portable_entry import ImportProblem


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Those of the folder, then those below; hidden ones and folders to leave alone do not."""
    put(tmp_path, "b.txt", "a.txt", "sub/c.txt", ".hidden/d.txt", ".e.txt", "Photos/f.txt")
    names = [file.name for file in walk_files(str(tmp_path), ("photos",))]
    assert names == ["a.txt", "b.txt", os.path.join("sub", "c.txt")]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """In a sentence."""
    with pytest.raises(ImportRefusedError, match="can't be read"):
        list(walk_files(str(tmp_path / "none")))


def test_a_link_out_of_the_folder_and_a_pipe_are_told(tmp_path: Path) -> None:
    """A link within it is as good as a file."""
    put(tmp_path, "outside.txt", "folder/inside.txt")
    folder = tmp_path / "folder"
    (folder / "in.txt").symlink_to("inside.txt")
    (folder / "out.txt").symlink_to("../outside.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(folder / "pipe.txt")
    wrong = {file.name: check_file(file) for file in walk_files(str(folder))}
    assert {name for name, problem in wrong.items() if problem} == {"out.txt", "loop.txt", "pipe.txt"}
    told = wrong["out.txt"]
    assert told is not None
    assert told.message == "this is a link that leads out of the folder"


def test_when_a_file_was_changed_is_told_by_whole_seconds(tmp_path: Path) -> None:
    """Nothing is told of what is not there."""
    put(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", (1_700_000_000.9, 1_700_000_000.9))
    at = modified_at(tmp_path / "a.txt")
    assert at is not None
    assert at.timestamp() == 1_700_000_000
    assert modified_at(tmp_path / "none") is modified_at(None) is None
    assert check_file(FolderFile(str(tmp_path / "none"), "none")) is not None


def test_a_file_is_read_to_its_end_or_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the system gives it in pieces, or where it was longer than was told."""
    (tmp_path / "a.md").write_bytes(b"0123456789")
    (tmp_path / "link.md").symlink_to("a.md")
    files = [FolderFile(str(tmp_path / name), name) for name in ("a.md", "link.md")]
    os_read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: os_read(descriptor, min(size, 3)))
    found = [read_whole(file, most) for file in files for most in (4, 100)]
    assert [(one.data, one.is_link) for one in found if not isinstance(one, ImportProblem)] == [
        (b"0123", False),
        (b"0123456789", False),
        (b"0123", True),
        (b"0123456789", True),
    ]


def test_a_file_that_is_gone_or_out_of_the_folder_is_told_when_it_is_read(tmp_path: Path) -> None:
    """The same is told as when it is looked at."""
    put(tmp_path, "outside.txt", "folder/a.txt")
    (tmp_path / "folder" / "out.txt").symlink_to("../outside.txt")
    for name in ("out.txt", "none.txt"):
        file = FolderFile(str(tmp_path / "folder" / name), name)
        problem = read_whole(file, 100)
        assert isinstance(problem, ImportProblem)
        assert problem == check_file(file)
