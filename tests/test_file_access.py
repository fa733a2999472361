"""What is known of the place of a file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from resilify_cli import file_access
from resilify_cli.file_access import folder_open_to_others, is_in_memory, make_private_folder


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


def test_the_way_to_a_file_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a link leads there, both ways are."""
    looked: list[Path] = []

    def look(folder: Path, child: Path) -> bool:
        looked.append(folder)
        return False

    monkeypatch.setattr(file_access, "_is_open", look)
    real = tmp_path.resolve()
    assert folder_open_to_others(real / "store") is None
    assert looked == list((real / "store").parents)
    looked.clear()
    (real / "link").symlink_to(real / "home")
    folder_open_to_others(real / "link" / "store")
    assert looked == [*(real / "link" / "store").parents, *(real / "home" / "store").parents]
