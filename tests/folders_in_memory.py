"""Has the tests' folders lie in memory: most of what a test waits for is that the disk has written.

A plug-in of pytest, named in `tests/conftest.py`. With `--basetemp` they lie where that says.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 2 << 30


def pytest_configure() -> None:
    """Name the place for the folders, if there is room and the scripts of tests can run there."""
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK):
        runs_nothing = os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
        if not runs_nothing and shutil.disk_usage(_MEMORY).free >= _ROOM:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
