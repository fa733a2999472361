"""A file to fill beside the place where it will be: for its owner alone, and gone if it never gets there."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX, SUFFIX = ".resilify-", ".part"
_JOURNAL = "(?:-journal)?"


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


def is_scratch(path: Path) -> bool:
    """Return whether a file has the name of one that is not finished, or of what SQLite keeps beside it."""
    return re.fullmatch(rf"{re.escape(PREFIX)}\w+{re.escape(SUFFIX)}{_JOURNAL}", path.name) is not None


def is_unfinished(path: Path, store: Path) -> bool:
    """Return whether a file is such a one, or was to be the store, or the other form of it or of a copy."""
    made = rf"\.{re.escape(store.name)}\.\d+|\.{re.escape(store.stem)}.*\.turned"
    return is_scratch(path) or re.fullmatch(f"(?:{made}){_JOURNAL}", path.name) is not None
