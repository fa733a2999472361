"""Puts a complete store in the store's place. What was there is set aside, and never overwritten."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from resilify_cli.errors import StoreError
from resilify_cli.store.engine import any_error, connect, error_name, overlooked
from resilify_cli.whole_file import put_in_place, sync_file, sync_folder

_ASIDE = "set-aside"
_JOURNAL = "-journal"


def put_store(new: Path, path: Path, at: datetime, key: bytes | None) -> Path | None:
    """Move a complete store file `new` to `path`, and return where the one from there is now, if any.

    At no moment is there no store. `key` is that of the present one. Where only the journal of a store
    is left, that is set aside, and where it is now is returned.

    Raises:
        StoreError: another program is writing to the present store; nothing was changed.
        OSError: it can't be done; then the present store is still there.
    """
    if not os.path.lexists(path):
        # First of all: SQLite would take it for the new store's, and write what is in it over that.
        journal = _set_journal_aside(path, at)
        put_in_place(new, path, force=False)
        sync_folder(path.parent)
        return journal
    with _kept_still(path, key):
        aside = _set_aside(path, at)
        sync_folder(path.parent)
        if journal_of(path).exists():
            # It belongs to the old file; the new one would be overwritten from it.
            journal_of(path).rename(journal_of(aside))
        new.replace(path)
        sync_folder(path.parent)
    return aside


def set_aside_files(path: Path) -> list[Path]:
    """Return the stores that were set aside, the newest first."""
    found = path.parent.glob(f"{path.name}.{_ASIDE}-*")
    return sorted((file for file in found if not is_journal(file)), reverse=True)


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps what it needs to take a write back that was cut off."""
    return path.with_name(f"{path.name}{_JOURNAL}")


def is_journal(path: Path) -> bool:
    """Return whether a file is a journal by its name."""
    return path.name.endswith(_JOURNAL)


def _set_aside(path: Path, at: datetime) -> Path:
    """Give the present store a second name, under which it stays."""
    for aside in _free_names(path, at):
        try:
            os.link(path, aside, follow_symlinks=False)
        except FileExistsError:
            continue
        except OSError:
            # Some file systems have no links.
            _copy(path, aside)
        return aside
    raise _too_many(path)


def _set_journal_aside(path: Path, at: datetime) -> Path | None:
    """Give the journal of a store that is gone another name, as if the store were set aside with it."""
    if not os.path.lexists(journal_of(path)):
        return None
    for aside in _free_names(path, at):
        journal_of(path).rename(journal_of(aside))
        sync_folder(path.parent)
        return journal_of(aside)
    raise _too_many(path)


def _free_names(path: Path, at: datetime) -> Iterator[Path]:
    """Yield names for a store that is set aside, which neither one nor the journal of one has yet."""
    stem = f"{path.name}.{_ASIDE}-{at:%Y%m%d-%H%M%S}"
    names = (path.with_name(stem if number == 1 else f"{stem}-{number}") for number in range(1, 100))
    return (name for name in names if not any(map(os.path.lexists, (name, journal_of(name)))))


def _too_many(path: Path) -> StoreError:
    return StoreError(f"There are too many stores set aside at {path.parent}.", "Move some of them away.")


def _copy(path: Path, aside: Path) -> None:
    with open(path, "rb") as file, open(aside, "xb", opener=_private) as copy:
        shutil.copyfileobj(file, copy)
    sync_file(aside)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


@contextmanager
def _kept_still(path: Path, key: bytes | None) -> Iterator[None]:
    """Keep every other program from writing to the present store, where it can be opened at all."""
    connection = None
    try:
        try:
            connection = connect(path, key=key)
            # This also brings a write to its end that was cut off.
            connection.execute("BEGIN EXCLUSIVE")
        except any_error() as error:
            if error_name(error).startswith("SQLITE_BUSY"):
                raise StoreError(
                    f"The store at {path} is in use by another program. Nothing was changed.",
                    "Close the other one, then try again.",
                ) from error
        yield
    finally:
        if connection:
            with overlooked():
                connection.close()
