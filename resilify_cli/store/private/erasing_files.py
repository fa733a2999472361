"""Erases all that is kept: the store, its key, its copies, what an editor left, and the cache."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from resilify_cli.store.copies.scratch import PREFIX, SUFFIX, is_scratch
from resilify_cli.store.opening import key_path
from resilify_cli.store.private.encryption import BACKUPS
from resilify_cli.store.private.key_copies import key_copies
from resilify_cli.whole_file import sync_folder

_CHUNK = 1 << 20


def all_files(store: Path, editors: Sequence[Path], cache: Path) -> list[Path]:
    """Return every file that may hold the person's words or tell of them; key files come last.

    In `editors` lie an editor's files. A store that is cut off from its key or its journal by an
    interruption would be told as damaged.
    """
    beside = [
        path
        for pattern in (f"{store.name}*", f".{store.name}*")
        for path in sorted(store.parent.glob(pattern))
    ]
    beside += filter(is_scratch, sorted(store.parent.glob(".*")))
    folders = [store.parent / BACKUPS, *editors]
    inside = [path for folder in folders if not folder.is_symlink() for path in sorted(folder.glob("*"))]
    hidden = [path for folder in folders if not folder.is_symlink() for path in sorted(folder.glob(".*"))]
    links = [folder for folder in folders if folder.is_symlink()]
    journals = [path for path in beside if path.name.endswith("-journal")]
    # Also one that was set aside, and those that lie with the copies.
    keys = [*key_copies(store), *sorted(store.parent.glob(f"{key_path(store).name}*"), reverse=True)]
    away = filter(is_scratch, sorted(cache.parent.glob(".*")))
    others = [
        path for path in (*journals, *beside, *inside, *hidden, *links, cache, *away) if path not in keys
    ]
    found = dict.fromkeys([*others, *keys])
    return [path for path in found if os.path.lexists(path) and (path.is_symlink() or not path.is_dir())]


def erase_files(files: Sequence[Path]) -> list[Path]:
    """Overwrite and remove files, and return those that are still there. A link is removed, not followed.

    All of them lose their names before the first loses its content: cut short, none is found by halves,
    and the next call finds them all.
    """
    away = [_away(path) for path in files]
    # The key's content goes first: without it, what is encrypted is erased already.
    for path in reversed(away):
        with suppress(OSError):
            _overwrite(path)
        with suppress(OSError):
            path.unlink()
    for folder in dict.fromkeys(path.parent for path in files):
        sync_folder(folder)
        if folder.name in {BACKUPS, "editor", "cache"} or folder.name.startswith("resilify-"):
            # One that holds other things stays.
            with suppress(OSError):
                folder.rmdir()
    return [path for path in dict.fromkeys((*files, *away)) if os.path.lexists(path)]


def _away(path: Path) -> Path:
    """Give a file a name under which nothing is looked for but by the next erasing, and return that."""
    away = path.with_name(f"{PREFIX}{os.urandom(8).hex()}{SUFFIX}")
    try:
        path.rename(away)
    except OSError:
        return path
    return away


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
