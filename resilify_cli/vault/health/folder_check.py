"""Checks the data folder: who may read it, links that lead elsewhere, files that were left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from resilify_cli.file_access import restrict_to_owner
from resilify_cli.vault.health.finding import REPAIR, Finding, Topic, format_count
from resilify_cli.vault.layout import VaultLayout

# A file that is being made is younger than this.
_FRESH_SECONDS = 600
_OTHERS = 0o077


class FolderRepair(NamedTuple):
    """The result of a repair of the data folder.

    Attributes:
        done: The topics that are right now.
        stayed: The files and folders that could not be put right.
    """

    done: tuple[Topic, ...]
    stayed: tuple[Path, ...]


class FolderCheck:
    """Checks the folders and files with a person's words.

    Args:
        store: The store's file.
        folders: The folders that hold nothing but ours.
        editors: The folders with an editor's files.
        now: Now.
    """

    def __init__(
        self, store: Path, folders: tuple[Path, ...], editors: tuple[Path, ...], now: datetime
    ) -> None:
        self._layout = VaultLayout(store)
        self._folders = folders
        self._editors = editors
        self._now = now

    def findings(self) -> Iterator[Finding]:
        """Yield what is not as it should be."""
        if wide := self._open_to_others():
            names = ", ".join(str(path) for path in wide)
            yield Finding(Topic.RIGHTS, f"Others on this computer can open: {names}", REPAIR)
        for path in self._private_files():
            if path.is_symlink():
                what = f"{path} is a link that leads elsewhere: {os.readlink(path)}"
                yield Finding(Topic.LINKS, what, "Put the file itself in its place, or remove the link.")
        if left := self._leftovers():
            names = ", ".join(str(path) for path in left)
            count = format_count(len(left), "file was", "files were")
            yield Finding(
                Topic.LEFTOVERS, f"{count} left behind by a command that was cut off: {names}", REPAIR
            )
        for path in self._from_editor():
            keep = f"resilify journal add - < {quote(str(path))}"
            yield Finding(
                Topic.EDITOR,
                f"Words from an editor were kept in {path}",
                f"To keep them in the journal: {keep}. Then delete the file.",
            )

    def mend(self) -> FolderRepair:
        """Take others' permissions away, and remove what was left behind."""
        wide, left = self._open_to_others(), self._leftovers()
        for path in wide:
            restrict_to_owner(path, follow=path == self._layout.folder)
        for path in left:
            with suppress(OSError):
                path.unlink()
        # Some file systems take new rights without a word, and keep the old ones.
        still = {Topic.RIGHTS: self._open_to_others(), Topic.LEFTOVERS: self._leftovers()}
        wrong = {Topic.RIGHTS: wide, Topic.LEFTOVERS: left}
        return FolderRepair(
            tuple(about for about in wrong if wrong[about] and not still[about]),
            tuple(dict.fromkeys(path for paths in still.values() for path in paths)),
        )

    def _private_files(self) -> list[Path]:
        """Return the files and folders that hold a person's words."""
        beside = [path for path in _paths_in(self._layout.folder) if self._layout.is_private(path)]
        inside = [path for folder in self._folders if not folder.is_symlink() for path in _paths_in(folder)]
        there = [*self._folders, *beside, *(path for path in inside if path not in beside)]
        return [path for path in dict.fromkeys(there) if os.path.lexists(path)]

    def _open_to_others(self) -> list[Path]:
        if sys.platform == "win32":
            return []
        return [
            path for path in self._private_files() if not path.is_symlink() and path.lstat().st_mode & _OTHERS
        ]

    def _leftovers(self) -> list[Path]:
        places = dict.fromkeys((self._layout.folder, *self._folders))
        found = [path for folder in places for path in _paths_in(folder) if self._is_left(path)]
        return [path for path in found if abs(self._now.timestamp() - path.lstat().st_mtime) > _FRESH_SECONDS]

    def _is_left(self, path: Path) -> bool:
        return self._layout.is_unfinished(path) and path.is_file() and not path.is_symlink()

    def _from_editor(self) -> list[Path]:
        found = [path for folder in self._editors for path in _paths_in(folder)]
        # One without a letter was opened in a window, and nothing was written there.
        return [path for path in found if path.is_file() and not path.is_symlink() and path.stat().st_size]


def _paths_in(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
