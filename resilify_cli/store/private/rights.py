"""Keeps the store's folder for its owner alone: the rights of what is in it, and no links out of it.

A symbolic link in it would send what is written, or a change of rights, to a place that somebody else
chose. The folder itself may be reached by one.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from resilify_cli.errors import StoreError

_COPIES = "backups"
_FOLDERS = (_COPIES, "editor")
_OURS = {*_FOLDERS, "cache", "programs", "settings.toml"}
_OTHERS = 0o077


def turned(path: Path) -> Path:
    """Return where the other form of a store or a copy is made, when it is encrypted or decrypted."""
    return path.with_name(f".{path.name}.turned")


def made_private(path: Path) -> None:
    """Make a new empty file for its owner alone, whatever the umask.

    Raises:
        FileExistsError: something is there already, if only a link to nowhere.
        OSError: it can't be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    # A umask may have taken rights that the owner needs.
    path.chmod(0o600)


def refuse_links(store: Path) -> None:
    """Raise a `StoreError` if one of the private files or folders is a link, or no file at all."""
    for path in _private(store):
        mode = _mode(path)
        if mode is None:
            continue
        refuse_link(path)
        folder = path.name in _FOLDERS
        if not (stat.S_ISDIR(mode) if folder else stat.S_ISREG(mode)):
            wanted = "folder" if folder else "file"
            raise StoreError(
                f"{path} is not a {wanted}. Nothing was changed.",
                "Move it to another place.",
            )


def refuse_link(path: Path) -> None:
    """Raise a `StoreError` if a link is at `path`."""
    if path.is_symlink():
        raise StoreError(
            f"{path} is a link that leads elsewhere, which is not safe for private words."
            " Nothing was changed.",
            "Put the file or folder itself there. For another place, set RESILIFY_HOME.",
        )


def take_rights_of_others(store: Path) -> list[Path]:
    """Take from everyone but the owner the rights to what is private, and return what that was changed for.

    A folder that holds other things too, such as a home, keeps its rights.
    """
    if sys.platform == "win32":
        return []
    changed = []
    for path in (store.parent, *_private(store)):
        mode = _mode(path, follow=path == store.parent)
        if mode is None or stat.S_ISLNK(mode) or not mode & _OTHERS:
            continue
        if path == store.parent and not holds_only_ours(store):
            continue
        # A medium that can't be written has no rights to change, and another's file is not ours to mend.
        with suppress(OSError):
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
            changed.append(path)
    return changed


def holds_only_ours(store: Path) -> bool:
    """Return whether nothing but what is resilify's lies in the store's folder."""
    return all(
        name in _OURS or name.startswith((f"{store.stem}.", f".{store.stem}.", f".{store.stem}-"))
        for name in os.listdir(store.parent)
    )


def _private(store: Path) -> Iterator[Path]:
    """Yield the folders with private words, and every file that has some: the store, its key, each copy."""
    folder = store.parent
    yield from (folder / name for name in _FOLDERS)
    yield store.with_suffix(".key")
    yield from (folder / name for name in _names(folder) if name.startswith(store.name))
    copies = folder / _COPIES
    # What a link leads to is somebody else's; it is refused as such.
    if not copies.is_symlink():
        yield from (copies / name for name in _names(copies))


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _mode(path: Path, *, follow: bool = False) -> int | None:
    try:
        return os.stat(path, follow_symlinks=follow).st_mode
    except OSError:
        return None
