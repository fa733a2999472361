"""The copies of the key file, which lie among the backups and open them without the store.

Each has the id of its key in its name, so that one of an earlier key stays for as long as it is needed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from resilify_cli.atomic_files import set_aside
from resilify_cli.errors import StoreError
from resilify_cli.file_access import make_private_folder
from resilify_cli.vault.encryption.detection import is_plain, looks_encrypted
from resilify_cli.vault.keys.key_file import KeyFile, read_key_file
from resilify_cli.vault.layout import VaultLayout, is_key_copy
from resilify_cli.vault.permissions import check_no_link


def key_copies(store: Path) -> list[Path]:
    """Return the copies of key files among the backups, the newest first."""
    try:
        paths = [path for path in VaultLayout(store).backups.iterdir() if is_key_copy(path)]
    except OSError:
        return []
    found = [path for path in paths if path.is_file() and not path.is_symlink()]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def update_key_copy(store: Path) -> None:
    """Write the copy of the key file anew if it differs. A damaged key file replaces no copy.

    Raises:
        ResilifyError: The key file can't be read, or its copy can't be written.
    """
    path = VaultLayout(store).key_file
    key_file = read_key_file(path)
    copy = VaultLayout(store).key_copy(key_file.id)
    if key_file.intact is False or _is_intact_copy(copy, key_file):
        return
    if key_file.intact is None and copy.exists():
        # Nothing tells which of the two is the right one.
        return
    write_key_copy(store, key_file)


def write_key_copy(store: Path, key_file: KeyFile) -> None:
    """Write a copy of a key file to the folder of backups.

    Raises:
        ResilifyError: It can't be written.
    """
    copy = VaultLayout(store).key_copy(key_file.id)
    try:
        make_private_folder(copy.parent)
    except OSError as error:
        raise StoreError(
            f"The copy of the key file can't be made in {copy.parent}: {error.strerror}."
        ) from error
    key_file.write(copy)


def remove_key_copies(store: Path, *, but: str = "") -> None:
    """Remove the copies of key files, but for the one with the id `but`."""
    for copy in key_copies(store):
        if copy != VaultLayout(store).key_copy(but):
            with suppress(OSError):
                copy.unlink()


def missing_key_error(store: Path) -> StoreError | None:
    """Return the error for an encrypted store whose key file is missing, or None if it is not that.

    Without its key file only its bytes tell that a store is encrypted.
    """
    key_file = VaultLayout(store).key_file
    if key_file.exists() or not looks_encrypted(store):
        return None
    back = "To put it back from its copy: resilify doctor --repair"
    lost = (
        f"Put {key_file.name} back from where it is now, or from a backup of your disk.\n"
        "If you have a copy of your store with a key file beside it: resilify restore FILE"
    )
    return StoreError(
        f"The key file is missing: {key_file}. The store is encrypted, and does not open without it."
        " Nothing was changed.",
        back if key_copies(store) else lost,
    )


def require_key_file(store: Path) -> KeyFile:
    """Read the key file of an encrypted store.

    Raises:
        StoreError: It is missing or damaged, or the store is not encrypted.
    """
    path = VaultLayout(store).key_file
    if path.exists():
        return read_key_file(path)
    plain = StoreError("The store is not encrypted.", "To encrypt it: resilify encrypt")
    raise (None if is_plain(store) else missing_key_error(store)) or plain


def restore_key_file(store: Path, copy: Path, at: datetime) -> Path | None:
    """Put a copy of the key file in its place, and set aside what was there.

    Args:
        store: The store's file.
        copy: The copy of the key file.
        at: Now, in local time.

    Returns:
        Where the file from before was set aside; None if there was none.

    Raises:
        ResilifyError: The copy is damaged, or it can't be done. What was there is still there.
    """
    key_file = read_key_file(copy)
    if key_file.intact is False:
        raise StoreError(f"The key file {copy} is damaged too. Nothing was changed.")
    path = VaultLayout(store).key_file
    check_no_link(path)
    aside = None
    if os.path.lexists(path):
        aside = set_aside(path, VaultLayout(store).set_aside_key_names(at))
        if aside is None:
            raise StoreError(f"There are too many key files set aside at {path.parent}.")
    key_file.write(path)
    return aside


def _is_intact_copy(path: Path, key_file: KeyFile) -> bool:
    """Return whether a file is the same key file, and is as it was written."""
    try:
        found = read_key_file(path)
    except StoreError:
        return False
    return found.intact is True and found == key_file
