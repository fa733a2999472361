"""Keeps the files of the data folder private: their permissions and owners, and no links out of it.

A symbolic link in it would send what is written, or a change of permissions, to a place that somebody else
chose; the folder itself may be reached by one. A file of another user, such as a journal that is waiting
for pages, would hand that user the words.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Container, Iterable
from pathlib import Path
from typing import NamedTuple

from resilify_cli.errors import StoreError
from resilify_cli.file_access import folder_open_to_others, foreign_owner, restrict_to_owner
from resilify_cli.vault.layout import VaultLayout

_OTHERS = 0o077


class PermissionChange(NamedTuple):
    """The result of taking permissions away from others.

    Attributes:
        taken: Those that only the owner can open now.
        left: Those that others still can open.
    """

    taken: tuple[Path, ...]
    left: tuple[Path, ...]


def check_private_files(store: Path) -> None:
    """Check that no private file or folder is a link or belongs to another user, or can be replaced by one.

    Raises:
        StoreError: One is, or can be.
    """
    layout = VaultLayout(store)
    guarded = tuple(layout.guarded_paths())
    _refuse_links(guarded, layout.private_folders)
    _refuse_foreign(store.parent, guarded)
    _refuse_open(store)


def check_owner(store: Path) -> None:
    """Check that everything private belongs to this user, and lies where no other user can replace it.

    Raises:
        StoreError: Something does not.
    """
    _refuse_foreign(store.parent, VaultLayout(store).guarded_paths())
    _refuse_open(store.parent)


def _refuse_foreign(data_folder: Path, guarded: Iterable[Path]) -> None:
    for path in (data_folder, *guarded):
        if (owner := foreign_owner(path, follow=path is data_folder)) is not None:
            raise StoreError(
                f"{path} belongs to another user of this computer (number {owner}). Nothing was changed.",
                "Set RESILIFY_HOME to a folder of your own, or have what is there given to you.",
            )


def _refuse_open(path: Path) -> None:
    if (folder := folder_open_to_others(path)) is not None:
        from shlex import quote

        raise StoreError(
            f"Every user of this computer can put other files in the place of yours: {folder} is open to all."
            " Nothing was changed.",
            f"Set RESILIFY_HOME to another folder, or close that one: chmod o-w {quote(str(folder))}",
        )


def _refuse_links(guarded: Iterable[Path], folders: Container[Path]) -> None:
    """Raise a `StoreError` if one of the private files or folders is a link, or no file at all.

    Args:
        guarded: All of them.
        folders: Those that are folders.
    """
    for path in guarded:
        mode = _mode_of(path)
        if mode is None:
            continue
        if stat.S_ISLNK(mode):
            raise _link_error(path)
        folder = path in folders
        if not (stat.S_ISDIR(mode) if folder else stat.S_ISREG(mode)):
            wanted = "folder" if folder else "file"
            raise StoreError(
                f"{path} is not a {wanted}. Nothing was changed.",
                "Move it to another place.",
            )


def check_no_link(path: Path) -> None:
    """Check that `path` is not a symbolic link.

    Raises:
        StoreError: It is one.
    """
    if path.is_symlink():
        raise _link_error(path)


def _link_error(path: Path) -> StoreError:
    return StoreError(
        f"{path} is a link that leads elsewhere, which is not safe for private words. Nothing was changed.",
        "Put the file or folder itself there. For another place, set RESILIFY_HOME.",
    )


def restrict_private_files(store: Path) -> PermissionChange:
    """Take the permissions of everyone but the owner from all private files.

    A data folder that holds other things too, such as a home, keeps its permissions.
    """
    if sys.platform == "win32":
        return PermissionChange((), ())
    taken: list[Path] = []
    left: list[Path] = []
    layout, data_folder = VaultLayout(store), store.parent
    for path in (data_folder, *layout.guarded_paths()):
        mode = _mode_of(path, follow=path is data_folder)
        if mode is None or stat.S_ISLNK(mode) or not mode & _OTHERS:
            continue
        if path is data_folder and not layout.holds_only_ours():
            continue
        (taken if restrict_to_owner(path, follow=path is data_folder) else left).append(path)
    return PermissionChange(tuple(taken), tuple(left))


def _mode_of(path: Path, *, follow: bool = False) -> int | None:
    try:
        return os.stat(path, follow_symlinks=follow).st_mode
    except OSError:
        return None
