"""Erases whole files: the store, its key, its copies, an editor's files, and the cache."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from resilify_cli.atomic_files import scratch_path, sync_folder
from resilify_cli.file_access import foreign_owner
from resilify_cli.vault.layout import is_removable_folder

_CHUNK = 1 << 20


def erase_files(files: Sequence[Path], followed: Collection[Path] = ()) -> list[Path]:
    """Overwrite files with zeros and remove them. A link is removed, not followed.

    All of them lose their names before the first loses its content: if this is cut short, the next call finds
    them all. A folder that belongs to another user, or is a link, is left alone.

    Args:
        files: The files, key files last.
        followed: The folders that may be reached by a link.

    Returns:
        The files that are still there.
    """
    with ExitStack() as stack:
        folders = {
            folder: _open_folder(folder, stack, follow=folder in followed)
            for folder in dict.fromkeys(path.parent for path in files)
        }
        away = [
            _rename_before_erasing(path, folders[path.parent])
            for path in files
            if folders[path.parent] is not None
        ]
        # The key's content goes first: without it, what is encrypted is erased already.
        for path in reversed(away):
            _erase_file(path, folders[path.parent])
    for folder in folders:
        sync_folder(folder)
        if is_removable_folder(folder):
            # One that holds other things stays.
            with suppress(OSError):
                folder.rmdir()
    return [path for path in dict.fromkeys((*files, *away)) if os.path.lexists(path)]


# A folder that is open, by its number; of a system that has none for folders, its path is used.
_NO_NUMBER = -1


def _open_folder(folder: Path, stack: ExitStack, *, follow: bool) -> int | None:
    """Open a folder for as long as `stack` lives; None if it is another user's, or a link."""
    if os.open not in os.supports_dir_fd:
        return None if folder.is_symlink() and not follow else _NO_NUMBER
    try:
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | (0 if follow else os.O_NOFOLLOW))
    except OSError:
        return None
    stack.callback(os.close, number)
    foreign = os.fstat(number).st_uid not in (os.geteuid(), 0) and foreign_owner(folder, follow=follow)
    return None if foreign else number


class _Place(NamedTuple):
    """A file by its name in an open folder, or by its path where there is no such thing."""

    name: str
    folder: int | None


def _place_of(path: Path, number: int | None) -> _Place:
    return _Place(str(path), None) if number == _NO_NUMBER else _Place(path.name, number)


def _rename_before_erasing(path: Path, number: int | None) -> Path:
    """Give a file a name under which nothing is looked for but by the next erasing, and return that."""
    away = scratch_path(path.parent)
    old, new = _place_of(path, number), _place_of(away, number)
    try:
        os.rename(old.name, new.name, src_dir_fd=old.folder, dst_dir_fd=new.folder)
    except OSError:
        return path
    return away


def _erase_file(path: Path, number: int | None) -> None:
    place = _place_of(path, number)
    with suppress(OSError):
        _overwrite(place)
    with suppress(OSError):
        os.unlink(place.name, dir_fd=place.folder)


def _overwrite(place: _Place) -> None:
    """Write zeros over a file that has no other name; one with another name is kept there on purpose."""
    flags = os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    number = os.open(place.name, flags, dir_fd=place.folder)
    with open(number, "wb") as file:
        about = os.fstat(number)
        if not stat.S_ISREG(about.st_mode) or about.st_nlink != 1:
            return
        for at in range(0, about.st_size, _CHUNK):
            file.write(bytes(min(_CHUNK, about.st_size - at)))
        file.flush()
        os.fsync(number)
