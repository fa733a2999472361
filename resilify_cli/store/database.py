"""Opens the store's one SQLite file, brings its schema up to date, and runs transactions.

A rollback journal with `synchronous=EXTRA` keeps one file on disk at rest and every commit durable.
Every write takes the lock at its beginning (`BEGIN IMMEDIATE`), so that two programs at once wait for
each other instead of failing half way.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from resilify_cli.errors import StoreError, StoreReadOnlyError
from resilify_cli.store.schema import APPLICATION_ID, MIGRATIONS

Clock = Callable[[], datetime]

WAIT_SECONDS = 10.0
_MAGIC = b"SQLite format 3\0"
_OURS = {"cache", "editor", "programs", "settings.toml"}
_READ_ONLY = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")


class Database:
    """One open store file. `clock` gives the time, aware of its zone, for every row written."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock, writable: bool) -> None:
        self.connection = connection
        self.path = path
        self.clock = clock
        self.writable = writable
        self._depth = 0

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run what is inside as one durable write; within another transaction, as a part of it.

        Raises:
            StoreReadOnlyError: the store can be read only.
            StoreError: the write did not happen (the disk is full, the file is locked, ...).
        """
        if not self.writable:
            raise StoreReadOnlyError(
                f"The store at {self.path} can be read, but not written.",
                "Check the rights of the file and its folder.",
            )
        if self._depth:
            yield self.connection
            return
        self._depth += 1
        try:
            with _told(self.path):
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self.connection
                    self.connection.execute("COMMIT")
                except BaseException:
                    with contextlib.suppress(sqlite3.Error):
                        self.connection.execute("ROLLBACK")
                    raise
        finally:
            self._depth -= 1

    @contextmanager
    def waiting(self, seconds: float) -> Iterator[None]:
        """Wait at most so long for another program's lock on the store, while inside."""
        self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(WAIT_SECONDS * 1000)}")

    def rows(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query.

        Raises:
            StoreError: the file is damaged or locked.
        """
        with _told(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


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
    with _told(path):
        connection, writable = _connect(path)
        try:
            version = _check_version(connection, path, len(migrations))
            if version < len(migrations):
                if not writable:
                    raise StoreReadOnlyError(
                        f"The store at {path} needs an upgrade, and can't be written.",
                        "Copy it to a place that can be written.",
                    )
                _upgrade(connection, path, version, migrations)
        except BaseException:
            connection.close()
            raise
    return Database(connection, path, clock, writable)


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
        with _told(path):
            connection, _ = _connect(new)
            try:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                _migrate(connection, 0, migrations)
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


def _connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    uri = f"{path.absolute().as_uri()}?mode={'rw' if writable else 'ro'}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_SECONDS)
    connection.row_factory = sqlite3.Row
    for pragma in ("foreign_keys = ON", "synchronous = EXTRA", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection, writable


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


def _check_version(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > newest:
        raise StoreError(
            f"The store at {path} was made by a newer resilify. Nothing was changed.",
            "Update resilify: pip install --upgrade resilify-cli",
        )
    return version


def _upgrade(
    connection: sqlite3.Connection, path: Path, version: int, migrations: Sequence[Sequence[str]]
) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    os.close(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    copy = sqlite3.connect(new)
    try:
        connection.backup(copy)
        copied = copy.execute("PRAGMA user_version").fetchone()[0]
    finally:
        copy.close()
    # Another process may have upgraded it meanwhile; then its copy is the one from before.
    if copied == version:
        new.replace(path.with_name(f"{path.name}.before-v{len(migrations)}"))
    else:
        new.unlink()
    _migrate(connection, version, migrations)


def _migrate(connection: sqlite3.Connection, version: int, migrations: Sequence[Sequence[str]]) -> None:
    from resilify_cli.store.labels import tags_as_json

    connection.create_function("tags_of", 1, tags_as_json, deterministic=True)
    for number in range(version, len(migrations)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it while this one waited for the lock.
            if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                for statement in migrations[number]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours. A text of the person's is never part of them."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(_READ_ONLY):
            raise StoreReadOnlyError(
                f"The store at {path} can't be written.",
                "Check the rights of the file and its folder.",
            ) from error
        wrong, right = _WORDS.get(
            next((start for start in _WORDS if name.startswith(start)), ""),
            (f"could not be used ({name or 'unknown error'})", "Try again in a moment."),
        )
        raise StoreError(f"The store at {path} {wrong}.", right) from error


_WORDS = {
    "SQLITE_FULL": ("can't grow: the disk is full", "Make some room, then try again."),
    "SQLITE_IOERR": ("can't be read or written: the disk reports an error", "Check the disk."),
    "SQLITE_BUSY": ("is in use by another program", "Close the other one, then try again."),
    "SQLITE_CORRUPT": (
        "is damaged",
        "Keep the file as it is, and put a copy of your store in its place.",
    ),
    "SQLITE_NOTADB": (
        "is damaged",
        "Keep the file as it is, and put a copy of your store in its place.",
    ),
}
