"""Erases all that is kept: the store, its key, its copies, what an editor left, and the cache."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from resilify_cli.store.copies.scratch import PREFIX
from resilify_cli.store.private.encryption import BACKUPS
from resilify_cli.whole_file import sync_folder

_CHUNK = 1 << 20


def all_files(store: Path, editor: Path, cache: Path) -> list[Path]:
    """Return every file that may hold the person's words or tell of them; the key file comes first."""
    beside = [
        path
        for pattern in (f"{store.name}*", f".{store.name}*", f"{PREFIX}*")
        for path in sorted(store.parent.glob(pattern))
    ]
    folders = [store.parent / BACKUPS, editor]
    inside = [path for folder in folders if not folder.is_symlink() for path in sorted(folder.glob("*"))]
    hidden = [path for folder in folders if not folder.is_symlink() for path in sorted(folder.glob(".*"))]
    links = [folder for folder in folders if folder.is_symlink()]
    found = dict.fromkeys([store.with_suffix(".key"), *beside, *inside, *hidden, *links, cache])
    return [path for path in found if os.path.lexists(path) and (path.is_symlink() or not path.is_dir())]


def erase_files(files: Sequence[Path]) -> list[Path]:
    """Overwrite and remove files, and return those that are still there. A link is removed, not followed."""
    for path in files:
        with suppress(OSError):
            _overwrite(path)
        with suppress(OSError):
            path.unlink()
    for folder in dict.fromkeys(path.parent for path in files):
        sync_folder(folder)
        if folder.name in {BACKUPS, "editor", "cache"}:
            # One that holds other things stays.
            with suppress(OSError):
                folder.rmdir()
    return [path for path in files if os.path.lexists(path)]


def _overwrite(path: Path) -> None:
    """Write zeros over a file that has no other name; one with another name is kept there on purpose."""
    number = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(number, "wb") as file:
        about = os.fstat(number)
        if not stat.S_ISREG(about.st_mode) or about.st_nlink != 1:
            return
        for at in range(0, about.st_size, _CHUNK):
            file.write(bytes(min(_CHUNK, about.st_size - at)))
        file.flush()
        os.fsync(number)
