"""A file to fill beside the place where it will be: for its owner alone, and gone if it never gets there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX, SUFFIX = ".resilify-", ".part"


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Give an empty file in a folder; what is still there at the end of the context is removed.

    Raises:
        OSError: it can't be made.
    """
    import tempfile

    number, name = tempfile.mkstemp(dir=folder, prefix=PREFIX, suffix=SUFFIX)
    os.close(number)
    new = Path(name)
    try:
        yield new
    finally:
        for left in (new, new.with_name(f"{new.name}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Bring a file's content to disk."""
    number = os.open(path, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
