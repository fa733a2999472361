"""The names of backups, which say when each was made and what for."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

_SUFFIX = ".db"
_STAMP = "%Y-%m-%d-%H%M%S"
# Compiled where it is needed: most commands look at no backup.
_BACKUP = r"(?a)resilify-(\d{4}-\d{2}-\d{2}-\d{6})(?:-before-v(\d{1,4}))?(?:-\d+)?\.db"


class BackupName(NamedTuple):
    """What the name of a backup says.

    Attributes:
        at: When it was made, in local time without a zone.
        before: The schema version that the store was about to be upgraded to, if it was made for an upgrade.
    """

    at: datetime
    before: int | None


def free_backup(folder: Path, at: datetime, *, before: int | None = None) -> Path:
    """Return a name for a backup that nothing has yet.

    Args:
        folder: The folder of backups.
        at: When it is made, in local time.
        before: The schema version of an upgrade that it is made for.
    """
    stem = f"resilify-{at:{_STAMP}}" + (f"-before-v{before}" if before else "")
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(path for name in names if not (path := folder / f"{name}{_SUFFIX}").exists())


def read_backup_name(path: Path) -> BackupName | None:
    """Parse the name of a backup; None if it is not the name of one."""
    found = re.fullmatch(_BACKUP, path.name)
    if not found:
        return None
    try:
        return BackupName(datetime.strptime(found[1], _STAMP), int(found[2]) if found[2] else None)
    except ValueError:
        return None


def backup_prefix(at: datetime | None = None) -> str:
    """Return the prefix of the names of all backups, or of those of a day."""
    return f"resilify-{at:%Y-%m-%d}-" if at else "resilify-"
