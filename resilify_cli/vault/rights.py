"""Keeps the store's folder for its owner alone: rights, owners, and no links out of it.

A symbolic link in it would send what is written, or a change of rights, to a place that somebody else
chose. The folder itself may be reached by one. A file of another user, such as a journal that waits for
pages, would hand that user the words.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from resilify_cli.errors import StoreError
from resilify_cli.owned import changed_by_others, close_to_others, foreign_owner

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


class Rights(NamedTuple):
    """Of what others could open: that which they can open no more, and that which they still can."""

    taken: tuple[Path, ...]
    left: tuple[Path, ...]


def refuse_unsafe(store: Path) -> None:
    """Raise a `StoreError` if a private file or folder is a link or another user's, or can become that."""
    _refuse_links(store)
    refuse_foreign(store)
    _refuse_open(store)


def refuse_foreign(store: Path) -> None:
    """Raise a `StoreError` if something private is another user's, or lies where all could exchange it."""
    for path in (store.parent, *_private(store)):
        if (owner := foreign_owner(path, follow=path == store.parent)) is not None:
            raise StoreError(
                f"{path} belongs to another user of this computer (number {owner}). Nothing was changed.",
                "Set RESILIFY_HOME to a folder of your own, or have what is there given to you.",
            )
    _refuse_open(store.parent)


def _refuse_open(path: Path) -> None:
    if (folder := changed_by_others(path)) is not None:
        raise StoreError(
            f"Every user of this computer can put other files in the place of yours: {folder} is open to all."
            " Nothing was changed.",
            f"Set RESILIFY_HOME to another folder, or close that one: chmod o-w {quote(str(folder))}",
        )


def _refuse_links(store: Path) -> None:
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


def take_rights_of_others(store: Path) -> Rights:
    """Take from everyone but the owner the rights to what is private, and return what came of it.

    A folder that holds other things too, such as a home, keeps its rights.
    """
    if sys.platform == "win32":
        return Rights((), ())
    taken: list[Path] = []
    left: list[Path] = []
    for path in (store.parent, *_private(store)):
        mode = _mode(path, follow=path == store.parent)
        if mode is None or stat.S_ISLNK(mode) or not mode & _OTHERS:
            continue
        if path == store.parent and not holds_only_ours(store):
            continue
        (taken if close_to_others(path, follow=path == store.parent) else left).append(path)
    return Rights(tuple(taken), tuple(left))


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
