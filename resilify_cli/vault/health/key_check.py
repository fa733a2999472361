"""Checks the key file of an encrypted store against its copy, and restores one from the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from resilify_cli.errors import StoreError
from resilify_cli.vault.encryption.detection import is_plain
from resilify_cli.vault.health.finding import REPAIR, Finding, Topic
from resilify_cli.vault.keys.key_copies import (
    key_copies,
    missing_key_error,
    restore_key_file,
    update_key_copy,
)
from resilify_cli.vault.keys.key_file import KeyFile, read_key_file
from resilify_cli.vault.layout import VaultLayout


def key_findings(store: Path) -> Iterator[Finding]:
    """Yield what is wrong with the key file of an encrypted store; nothing for a plain store."""
    if not store.exists() or is_plain(store):
        return
    if missing := missing_key_error(store):
        yield Finding(Topic.KEY, missing.message, missing.hint)
        return
    path = VaultLayout(store).key_file
    if not path.exists():
        return
    key_file = _read(path)
    if key_file is None:
        put_back = REPAIR if key_copies(store) else "Put it back from a backup of your disk."
        yield Finding(Topic.KEY, f"The key file is damaged: {path}", put_back)
        return
    copy = _read(VaultLayout(store).key_copy(key_file.id))
    if key_file.intact is False:
        remedy = REPAIR if copy and copy.intact else _ANEW
        what = f"The key file is not as it was written, and the recovery code may not open it: {path}"
        yield Finding(Topic.KEY, what, remedy)
    elif copy != key_file or not copy.intact:
        kept = "is missing" if copy is None else "does not say the same as it"
        what = f"The copy of the key file {path}, which belongs with the copies of your store, {kept}."
        yield Finding(Topic.KEY, what, REPAIR)


def repair_key(store: Path, at: datetime, opens_by: Callable[[Path], Path | None]) -> str:
    """Restore the key file from its copy, or make the copy anew, and return a sentence about what was done.

    Args:
        store: The store's file.
        at: Now, in local time.
        opens_by: Gives the key file by which the store opens, where there are several copies.

    Raises:
        ResilifyError: It can't be done. Nothing was changed.
    """
    key_file = _read(VaultLayout(store).key_file)
    if key_file is not None:
        copy = VaultLayout(store).key_copy(key_file.id)
        kept = _read(copy)
        if key_file.intact or not (kept and kept.intact):
            update_key_copy(store)
            return "The key file has a copy again, with the copies of your store."
    else:
        copies = key_copies(store)
        found = copies[0] if len(copies) == 1 else opens_by(store)
        if found is None:
            return "There is no copy of the key file here to put back."
        copy = found
    aside = restore_key_file(store, copy, at)
    kept_at = f" The one from before is set aside: {aside}" if aside else ""
    return f"The key file is back, from its copy.{kept_at}"


def _read(path: Path) -> KeyFile | None:
    try:
        return read_key_file(path)
    except StoreError:
        return None


_ANEW = (
    "No sound copy of it is here. To make a new one, with a new recovery code:"
    " resilify decrypt, and then resilify encrypt"
)
