"""The folder of copies that are made by themselves: one a day, and one before each upgrade.

A copy's name says when it was made, by the clock on the wall, and what for. Copies of the last seven days
that have one are kept, and before those one of each of the last four weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from resilify_cli.atomic_files import is_scratch_file
from resilify_cli.days import day_of
from resilify_cli.errors import FileNotWrittenError, StoreError
from resilify_cli.file_access import make_private_folder
from resilify_cli.store.engine import Connection
from resilify_cli.store.sqlite_file import journal_of, without_journal
from resilify_cli.vault.copies.copying import StoreContents, copy_store, key_for_copy, read_contents
from resilify_cli.vault.layout import free_backup, read_backup_name

DAYS, WEEKS, UPGRADES = 7, 4, 2
_STALE_SECONDS = 3600


class Backup(NamedTuple):
    """One copy: when it was made, by the clock on the wall, and before which version, if for an upgrade."""

    path: Path
    at: datetime
    before: int | None = None


class Backups:
    """The copies in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Backup]:
        """Return every copy, the newest first. What has another name is none."""
        try:
            found = [copy for path in self.folder.iterdir() if (copy := read_backup(path))]
        except OSError:
            return []
        return sorted(found, key=lambda copy: (copy.at, copy.path.name), reverse=True)

    def of_day(self, day: date, starts_at: timedelta = timedelta()) -> Backup | None:
        """Return the newest copy that was made on a day, which begins `starts_at` after midnight."""
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
        """Make a copy of the open `store`, and return where it is and what is in it.

        `before` is the version it will be brought up to.

        Raises:
            StoreError: it could not be made; nothing of it is left.
        """
        try:
            make_private_folder(self.folder)
            self._sweep(at)
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
        """Return the copy of a store of this version that was made before an upgrade, and is as it is now.

        An upgrade that fails is tried again by each command, and one copy is enough for all of them.
        """
        copy = next((copy.path for copy in self.all() if copy.before == before), None)
        with suppress(OSError, StoreError):
            if copy and copy.stat().st_mtime_ns == store.stat().st_mtime_ns:
                return copy if read_contents(copy, key_for_copy(copy, key)).version == version else None
        return None

    def prune(self, at: datetime) -> None:
        """Remove the copies that are not to be kept any longer."""
        there = self.all()
        for copy in set(there) - set(select_kept(there, at.replace(tzinfo=None))):
            with suppress(OSError):
                copy.path.unlink()
                journal_of(copy.path).unlink(missing_ok=True)

    def _sweep(self, at: datetime) -> None:
        """Remove what a copy that was killed left behind."""
        for left in [path for path in self.folder.iterdir() if is_scratch_file(without_journal(path))]:
            with suppress(OSError):
                if abs(at.timestamp() - left.stat().st_mtime) > _STALE_SECONDS:
                    left.unlink()


def future_last(copies: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return copies, given with the newest first, with those of later than `now` last: their clock was wrong.

    A day is no wrong clock, since whoever travels takes hours with them.
    """
    return sorted(copies, key=lambda copy: copy.at - now > timedelta(days=1))


def select_kept(copies: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return which copies to keep, of `copies` with the newest first.

    What was made after `now`, by a clock that was wrong then or is now, is kept and counts for nothing.
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
    """Return what a copy's name says of it, or None if it is no name of one."""
    name = read_backup_name(path)
    return Backup(path, name.at, name.before) if name else None
