"""What is known of the place of a file."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from resilify_cli.file_access import is_in_memory


def test_a_disk_is_not_taken_for_memory(tmp_path: Path, in_memory: Path) -> None:
    """Whatever a folder is called."""
    assert is_in_memory(in_memory)
    if os.stat(tmp_path).st_dev != os.stat("/dev/shm").st_dev:
        kind = subprocess.run(
            ["stat", "-f", "-c", "%T", tmp_path], capture_output=True, text=True, check=True
        )
        assert is_in_memory(tmp_path) == (kind.stdout.strip() in {"tmpfs", "ramfs"})
    assert not is_in_memory(tmp_path / "nowhere")
