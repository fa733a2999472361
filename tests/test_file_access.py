"""What is known of the place of a file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from resilify_cli.file_access import is_in_memory, make_private_folder


def test_a_disk_is_not_taken_for_memory(in_memory: Path) -> None:
    """Whatever a folder is called."""
    assert is_in_memory(in_memory)
    # The folders of tests may lie in memory themselves; the one of this file lies on a disk.
    place = Path(__file__).parent
    kind = subprocess.run(["stat", "-f", "-c", "%T", place], capture_output=True, text=True, check=True)
    assert is_in_memory(place) == (kind.stdout.strip() in {"tmpfs", "ramfs"})
    assert not is_in_memory(place / "nowhere")


def test_a_folder_is_made_where_no_rights_can_be_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the file system gives is enough for its owner, so copies are made there as the store is."""

    def refuse(self: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    make_private_folder(tmp_path / "home" / "backups")
    assert (tmp_path / "home" / "backups").is_dir()
