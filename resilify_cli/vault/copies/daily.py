"""Makes the backup of the day when it is due. Most calls end after a look at the names in the folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.errors import ResilifyError, StoreError
from resilify_cli.vault.backup_names import backup_prefix

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.vault.copies.backups import Backups
    from resilify_cli.vault.copies.copying import StoreContents

# Another program's lock is not waited for longer than a person would notice.
_WAIT_SECONDS = 0.5


def copy_if_due(database: Database, folder: Path) -> None:
    """Make a backup if there is none of today and the store changed since the newest.

    Raises:
        ResilifyError: A backup is due and could not be made, or the store is damaged. No other was removed.
    """
    if not database.writable:
        return
    at = database.clock()
    try:
        names = [name for name in os.listdir(folder) if name.startswith(backup_prefix())]
    except OSError:
        names = []
    if _is_of_day(names, at):
        return
    if names and _times_are_same(folder / max(names), database.path):
        return
    if not database.rows("SELECT 1 FROM entries UNION ALL SELECT 1 FROM enrollments LIMIT 1"):
        return
    from resilify_cli.vault.copies.backups import Backups

    backups = Backups(folder)
    try:
        _check_room(database.path, folder)
        with database.lock_timeout(_WAIT_SECONDS):
            contents = make_backup(backups, database, at)
    except ResilifyError as error:
        with suppress(OSError):
            if _is_of_day(os.listdir(folder), at):
                # Another window has made it meanwhile.
                return
        raise StoreError(f"Today's copy of your store was not made. {error.message}", error.hint) from error
    if contents.altered:
        # Older copies may still have the words.
        raise StoreError(
            "A copy was kept, but some of your store is not as it was written.",
            "To see what can be done: resilify doctor",
        )
    backups.prune(at)


def current_copy(database: Database, folder: Path, at: datetime) -> Path:
    """Return a copy of the store as it is now: the newest backup if nothing was written since, or a new one.

    Raises:
        StoreError: It could not be made. Nothing of it is left.
    """
    from resilify_cli.vault.copies.backups import Backups

    backups = Backups(folder)
    newest = next((copy.path for copy in backups.all()), None)
    if newest is not None and _times_are_same(newest, database.path):
        return newest
    make_backup(backups, database, at)
    return backups.all()[0].path


def _is_of_day(names: Sequence[str], at: datetime) -> bool:
    """Return whether a copy of a day is among the names in the folder of copies."""
    return any(name.startswith(backup_prefix(at)) for name in names)


def make_backup(backups: Backups, database: Database, at: datetime) -> StoreContents:
    """Make a backup, and return what is in it. If the store is encrypted meanwhile, no plain one stays.

    Raises:
        StoreError: It could not be made, or another file is in the store's place. Nothing of it is left.
    """
    database.check_same_file()
    copy, contents = backups.make(database.connection, database.path, at, database.key)
    try:
        database.check_same_file()
    except StoreError:
        copy.unlink()
        raise
    return contents


def _times_are_same(copy: Path, store: Path) -> bool:
    """Return whether the store was not written to since a copy, which has its time of change."""
    try:
        return copy.stat().st_mtime_ns == store.stat().st_mtime_ns
    except OSError:
        return False


def _check_room(store: Path, folder: Path) -> None:
    """Raise a `StoreError` if a copy can't fit, so that a full disk costs no time at each call."""
    import shutil

    try:
        free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
        needed = store.stat().st_size
    except OSError:
        return
    if free < needed:
        raise StoreError(f"There is no room for a copy in {folder}.", "Make some room on the disk.")
