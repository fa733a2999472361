"""Opens the store's one SQLite file: makes it where there is none, refuses what is no store of ours."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from resilify_cli.errors import StoreError, StoreReadOnlyError
from resilify_cli.store.database import Clock, Database
from resilify_cli.store.engine import Connection, connect, told
from resilify_cli.store.schema import APPLICATION_ID, MIGRATIONS
from resilify_cli.store.upgrade import migrate, upgrade

_MAGIC = b"SQLite format 3\0"
_OURS = {"cache", "editor", "programs", "settings.toml"}


def open_database(
    path: Path, clock: Clock, *, create: bool, migrations: Sequence[Sequence[str]] = MIGRATIONS
) -> Database | None:
    """Open the store at `path`, made first if `create`; None where there is none.

    Raises:
        StoreError: the file is no store, is damaged, or was made by a newer resilify.
    """
    if not path.exists():
        if not create:
            return None
        _create(path, migrations)
    _check_header(path)
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with told(path):
        connection = connect(path, writable=writable)
        try:
            version = _check_version(connection, path, len(migrations))
            if version < len(migrations):
                if not writable:
                    raise StoreReadOnlyError(
                        f"The store at {path} needs an upgrade, and can't be written.",
                        "Copy it to a place that can be written.",
                    )
                upgrade(connection, path, version, migrations)
        except BaseException:
            connection.close()
            raise
    return Database(connection, path, clock, writable)


def passing_database(path: Path, clock: Clock) -> Database:
    """Return an empty store that is nowhere but in memory, in place of the one that `path` would have."""
    connection = connect(None)
    migrate(connection, 0, MIGRATIONS)
    return Database(connection, path, clock, writable=True)


def _create(path: Path, migrations: Sequence[Sequence[str]]) -> None:
    """Make an empty store beside its place and move it there whole.

    A crash at any moment leaves either no store or a complete one, never a file of no length.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _make_private(path.parent)
        new.unlink(missing_ok=True)
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        # A umask may have taken rights that the owner needs.
        new.chmod(0o600)
        with told(path):
            connection = connect(new)
            try:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(connection, 0, migrations)
            finally:
                connection.close()
        _move_without_replacing(new, path)
    except OSError as error:
        raise StoreError(
            f"The store can't be made in {path.parent}: {error.strerror}.",
            "Set RESILIFY_HOME to a folder that can be written.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def _make_private(folder: Path) -> None:
    """Make the store's folder, for its owner alone.

    A folder that was there before and holds other things too, such as a home, keeps its rights.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o777 != 0o700 and set(os.listdir(folder)) <= _OURS:
        folder.chmod(0o700)


def _move_without_replacing(new: Path, path: Path) -> None:
    """Move a new store to its place, unless another process has put one there meanwhile."""
    try:
        # A link, unlike a rename, never replaces what is there.
        os.link(new, path)
    except FileExistsError:
        return
    except OSError:
        # Some file systems have no links.
        if not path.exists():
            new.rename(path)
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _check_header(path: Path) -> None:
    try:
        with open(path, "rb") as file:
            header = file.read(72)
    except OSError as error:
        raise StoreError(
            f"The store at {path} can't be read: {error.strerror}.", "Check the rights of the file."
        ) from error
    if not header.startswith(_MAGIC):
        what = "has no content" if not header else "is not a resilify store, or is damaged"
        raise StoreError(
            f"The file {path} {what}. Nothing was changed.",
            "Move it to another place to begin a new store, or put a copy of your store there.",
        )
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreError(
            f"The file {path} is a database of another program. Nothing was changed.",
            "Move it to another place, or set RESILIFY_HOME to another folder.",
        )


def _check_version(connection: Connection, path: Path, newest: int) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > newest:
        raise StoreError(
            f"The store at {path} was made by a newer resilify. Nothing was changed.",
            "Update resilify: pip install --upgrade resilify-cli",
        )
    return version
