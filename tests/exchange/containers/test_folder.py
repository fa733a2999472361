"""The files of a folder that another program keeps its entries in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.folder import FolderFile, check_file, modified_at, walk_files


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
