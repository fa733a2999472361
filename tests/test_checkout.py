"""What git keeps."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).parent.parent
_LARGEST = 200_000


def test_no_large_file_is_kept() -> None:
    """What a tool or a crash left in the checkout would stay in its history for good."""
    command = ["git", "-C", str(_CHECKOUT), "ls-files", "-z"]
    kept = subprocess.run(command, check=False, capture_output=True, text=True)
    if kept.returncode:
        pytest.skip(f"git tells nothing of it: {kept.stderr}")
    paths = [_CHECKOUT / name for name in kept.stdout.split("\0") if name]
    assert [path for path in paths if path.is_file() and path.stat().st_size > _LARGEST] == []
