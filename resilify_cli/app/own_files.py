"""Keeps what goes to a file of the person's choice from taking the place of what is resilify's own."""

import os
from pathlib import Path

from resilify_cli.app.context import AppContext
from resilify_cli.errors import FileNotWrittenError

_KEY_FILES_BEGIN = b'"resilify_key"'


def refuse_own_file(ctx: AppContext, place: Path) -> None:
    """Raise a `FileNotWrittenError` where no copy and no export may go, not even by --force.

    That is where the store and all that belongs to it lies, and a key file anywhere: a copy whose key is
    gone never opens again.
    """
    if is_own_file(ctx, place):
        raise FileNotWrittenError(
            f"{place} is where resilify keeps its own files. Nothing was changed.", "Name another place."
        )
    if _is_key_file(place):
        raise FileNotWrittenError(
            f"{place} is a key file, and what it belongs to opens with nothing else. It was not touched.",
            "Name another place.",
        )


def is_own_file(ctx: AppContext, place: Path) -> bool:
    """Return whether a path leads, by whatever name, to a place of the store, its copies, or an editor."""
    from resilify_cli.store.database import file_identity
    from resilify_cli.vault.layout import VaultLayout

    vault, real = ctx.paths.vault, Path(os.path.realpath(place))
    home = VaultLayout(Path(os.path.realpath(vault.folder)) / vault.store.name)
    beside = (home.store, home.key_file, home.journal, *home.set_aside_stores())
    # A name that nothing has yet is refused too: SQLite would take what comes there for its own.
    if real in beside:
        return True
    folders = (vault.backups, *ctx.editor_place.folders())
    if any(real.is_relative_to(os.path.realpath(folder)) for folder in folders):
        return True
    # Another name of the same file or folder: a second link, or other letters where case counts for nothing.
    ours = (vault.store, home.key_file, home.journal, *folders)
    known = {found for path in ours if (found := file_identity(path))}
    return any(file_identity(path) in known for path in (real, *real.parents))


def _is_key_file(path: Path) -> bool:
    # A pipe would be waited at for ever.
    if not path.is_file():
        return False
    try:
        with open(path, "rb") as file:
            return _KEY_FILES_BEGIN in file.read(64)
    except OSError:
        return False
