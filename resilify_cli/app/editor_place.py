"""Where the files of the person's editor lie: for an encrypted store in memory, if that is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.file_access import foreign_owner, is_in_memory

if TYPE_CHECKING:
    from resilify_cli.app.paths import Paths
    from resilify_cli.prompters.editor import Editor


class EditorPlace(NamedTuple):
    """The folders for the files of an editor, and the editor that the settings name, if they do."""

    paths: Paths
    environment: Mapping[str, str]
    chosen: str = ""

    def editor(self) -> Editor:
        """Return the person's own editor."""
        from resilify_cli.prompters.editor import Editor

        folder = self._new_folder()
        about_files = ""
        if folder != self.paths.editor:
            about_files = "It is in memory, not encrypted, and gone when you log out or restart."
        elif self._is_encrypted():
            about_files = "It is on the disk and not encrypted."
        return Editor(folder, self.environment, about_files=about_files, chosen=self.chosen)

    def folders(self) -> tuple[Path, ...]:
        """Return where files of an editor may lie, also what one left in memory when it failed."""
        left = (
            folder
            for place in self._memory_folders()
            for folder in place.glob(f"{self._name_in_memory()}{'[0-9a-f]' * 16}")
        )
        # Whoever knows the path of the store can make a folder of such a name.
        ours = (
            folder
            for folder in left
            if not folder.is_symlink()
            and foreign_owner(folder) is None
            and os.access(folder, os.R_OK | os.X_OK)
        )
        return (self.paths.editor, *ours)

    def _new_folder(self) -> Path:
        # A name that nobody can have taken before.
        name = f"{self._name_in_memory()}{os.urandom(8).hex()}"
        in_memory = (place / name for place in self._memory_folders() if is_in_memory(place))
        return next(in_memory, self.paths.editor)

    def _name_in_memory(self) -> str:
        """Return how this store's folders in memory begin: other stores of the same login are no concern."""
        from hashlib import blake2b

        from resilify_cli.vault.layout import editor_folder_prefix

        here = blake2b(os.fsencode(os.path.realpath(self.paths.store)), digest_size=8)
        return editor_folder_prefix(here.hexdigest())

    def _is_encrypted(self) -> bool:
        if self.paths.vault.key_file.exists():
            return True
        from resilify_cli.vault.encryption.detection import looks_encrypted

        # Without its key file an encrypted store can't be opened, and has words in it all the same.
        return looks_encrypted(self.paths.store)

    def _memory_folders(self) -> Iterator[Path]:
        """Yield where a file may lie in memory, if it is; a plain store has no use for it."""
        if not self._is_encrypted():
            return
        for place in (self.environment.get("XDG_RUNTIME_DIR"), "/dev/shm"):
            if place and os.path.isdir(place) and os.access(place, os.W_OK):
                yield Path(place)
