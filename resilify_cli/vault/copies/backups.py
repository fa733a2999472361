"""The folder of backups: copies that are made by themselves, one a day and one before each upgrade.

A backup's name says when it was made, in local time, and what for. Backups of the last seven days that have
one are kept, and before those one of each of the last four weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.atomic_files import is_scratch_file
from resilify_cli.days import day_of
from resilify_cli.errors import FileNotWrittenError, StoreError
from resilify_cli.file_access import make_private_folder
from resilify_cli.store.sqlite_file import journal_of, without_journal
from resilify_cli.vault.backup_names import free_backup, read_backup_name
from resilify_cli.vault.copies.copying import StoreContents, copy_store, key_for_copy, read_contents

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

DAYS, WEEKS, UPGRADES = 7, 4, 2
_STALE_SECONDS = 3600


class Backup(NamedTuple):
    """A copy of the store in the folder of backups.

    Attributes:
        path: Its file.
        at: When it was made, in local time without a zone.
        before: The schema version that the store was about to be upgraded to, if it was made for that.
    """

    path: Path
    at: datetime
    before: int | None = None


class Backups:
    """The folder of backups."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Backup]:
        """Return every backup, the newest first. A file with another name is not one."""
        try:
            found = [copy for path in self.folder.iterdir() if (copy := read_backup(path))]
        except OSError:
            return []
        return sorted(found, key=lambda copy: (copy.at, copy.path.name), reverse=True)

    def of_day(self, day: date, starts_at: timedelta = timedelta()) -> Backup | None:
        """Return the newest backup of a day.

        Args:
            day: The day.
            starts_at: How long after midnight a day begins.
        """
        return next((copy for copy in self.all() if day_of(copy.at, starts_at) == day), None)

    def make(
        self,
        connection: Connection,
        store: Path,
        at: datetime,
        key: bytes | None,
        *,
        before: int | None = None,
    ) -> tuple[Path, StoreContents]:
        """Copy the open store to a new backup.

        Args:
            connection: The open store.
            store: Its file.
            at: Now, in local time.
            key: The key of an encrypted store; the backup has the same.
            before: The schema version that the store is about to be upgraded to.

        Returns:
            The backup's file, and what is in it.

        Raises:
            StoreError: It could not be made. Nothing of it is left.
        """
        try:
            make_private_folder(self.folder)
            self._remove_leftovers(at)
            while True:
                place = free_backup(self.folder, at, before=before)
                try:
                    return place, copy_store(connection, store, place, key)
                except FileNotWrittenError:
                    # Another process took the name. Its copy of the day is as good; an upgrade needs its own.
                    if before is None or not place.exists():
                        raise
        except OSError as error:
            raise StoreError(f"There is no room for copies at {self.folder}: {error.strerror}.") from error

    def find_upgrade_backup(self, store: Path, version: int, before: int, key: bytes | None) -> Path | None:
        """Return the backup that was made before an upgrade, if the store has not changed since.

        An upgrade that fails is tried again by each command, and one backup is enough for all of them.

        Args:
            store: The store's file.
            version: Its schema version.
            before: The schema version that it is upgraded to.
            key: The key of an encrypted store.
        """
        copy = next((copy.path for copy in self.all() if copy.before == before), None)
        with suppress(OSError, StoreError):
            if copy and copy.stat().st_mtime_ns == store.stat().st_mtime_ns:
                return copy if read_contents(copy, key_for_copy(copy, key)).version == version else None
        return None

    def prune(self, at: datetime) -> None:
        """Remove the backups that are too old to keep."""
        there = self.all()
        for copy in set(there) - set(select_kept(there, at.replace(tzinfo=None))):
            with suppress(OSError):
                copy.path.unlink()
                journal_of(copy.path).unlink(missing_ok=True)

    def _remove_leftovers(self, at: datetime) -> None:
        """Remove what a copy that was killed left behind."""
        for left in [path for path in self.folder.iterdir() if is_scratch_file(without_journal(path))]:
            with suppress(OSError):
                if abs(at.timestamp() - left.stat().st_mtime) > _STALE_SECONDS:
                    left.unlink()


def future_last(copies: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return backups with those of later than now moved to the end: the clock was wrong when they were made.

    A day ahead is no wrong clock, since whoever travels takes hours with them.

    Args:
        copies: The backups, the newest first.
        now: Now, in local time without a zone.
    """
    return sorted(copies, key=lambda copy: copy.at - now > timedelta(days=1))


def select_kept(copies: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return the backups to keep.

    One made after `now`, by a clock that was wrong then or is now, is kept and counts for nothing.

    Args:
        copies: The backups, the newest first.
        now: Now, in local time without a zone.
    """
    future = [copy for copy in copies if copy.at > now]
    past = [copy for copy in copies if copy.at <= now]
    upgrades = [copy for copy in past if copy.before is not None][:UPGRADES]
    daily = [copy for copy in past if copy.before is None]
    days = _first_of_each(daily, lambda copy: copy.at.date().toordinal())[:DAYS]
    # A week that has its copy among the days' takes none of the four.
    weeks = _first_of_each(daily, lambda copy: copy.at.date().toordinal() // 7)
    return [*future, *upgrades, *days, *[copy for copy in weeks if copy not in days][:WEEKS]]


def _first_of_each(copies: list[Backup], period: Callable[[Backup], int]) -> list[Backup]:
    found: dict[int, Backup] = {}
    for copy in copies:
        found.setdefault(period(copy), copy)
    return list(found.values())


def read_backup(path: Path) -> Backup | None:
    """Parse the name of a backup; None if it is not the name of one."""
    name = read_backup_name(path)
    return Backup(path, name.at, name.before) if name else None
