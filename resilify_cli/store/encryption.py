"""Turns a store and its copies from plain to encrypted and back, each file whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from resilify_cli.errors import StoreError
from resilify_cli.store.engine import MAGIC, Connection, connect_cipher, told
from resilify_cli.whole_file import sync_folder

BACKUPS = "backups"
_NEW = "new_store"
_CARRIED = ("application_id", "user_version")


def convert(path: Path, key: bytes | None, new_key: bytes | None) -> None:
    """Put a copy of the database at `path` in its place, with another key; None is for a plain one.

    Nobody else can write to it meanwhile. The copy is on disk and was compared with the old file, row
    by row, before it takes its place.

    Raises:
        StoreError: it can't be read or written, or the copy is not the same; then nothing was changed.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with told(path):
            os.close(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
            with _held(path, key) as connection:
                _copy(connection, new, new_key)
                if not _is_same(connection):
                    raise StoreError(f"The copy of {path} is not the same. Nothing was changed.")
                connection.execute(f"DETACH DATABASE {_NEW}")
                _check_sound(new, new_key)
                _sync(new)
                new.replace(path)
                sync_folder(path.parent)
    except OSError as error:
        raise StoreError(f"{path} can't be converted: {error.strerror}. Nothing was changed.") from error
    finally:
        for left in (new, new.with_name(f"{new.name}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def convert_copies(store: Path, key: bytes | None, new_key: bytes | None) -> list[Path]:
    """Convert every copy of a store that lies in its folder, and return those that can't be.

    Copies that have the new key already are left as they are.
    """
    left = []
    for path in copies_of(store):
        if begins_plain(path) == (new_key is None):
            continue
        try:
            convert(path, key, new_key)
        except StoreError:
            left.append(path)
    return left


def copies_of(store: Path) -> list[Path]:
    """Return the copies of a store: those of `resilify backup`, and what was set aside beside it."""
    beside = (path for path in store.parent.glob(f"{store.name}.*") if not path.name.endswith("-journal"))
    kept = (store.parent / BACKUPS).glob("*")
    return sorted(path for path in (*beside, *kept) if path.is_file() and not path.is_symlink())


def has_encrypted_copies(store: Path) -> bool:
    """Return whether there are copies that need a key, as far as their first bytes tell."""
    return not all(begins_plain(path) for path in copies_of(store))


def begins_plain(path: Path) -> bool:
    """Return whether a file begins as a plain database does."""
    with open(path, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def _held(path: Path, key: bytes | None) -> Iterator[Connection]:
    """Give a connection that keeps everyone else from writing until the end of the context."""
    connection = connect_cipher(path, key)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # The lock is taken here, and in this mode kept beyond the transaction.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        yield connection
    finally:
        connection.close()


def _copy(connection: Connection, new: Path, new_key: bytes | None) -> None:
    secret = f"x'{new_key.hex()}'" if new_key else ""
    connection.execute(f"ATTACH DATABASE ? AS {_NEW} KEY ?", (str(new), secret))
    # Nobody knows the new file before it is whole, and then all of it is brought to disk at once.
    connection.execute(f"PRAGMA {_NEW}.synchronous = OFF")
    connection.execute(f"PRAGMA {_NEW}.journal_mode = OFF")
    connection.execute(f"SELECT sqlcipher_export('{_NEW}')").fetchall()
    for name in _CARRIED:
        (value,) = connection.execute(f"PRAGMA main.{name}").fetchone()
        connection.execute(f"PRAGMA {_NEW}.{name} = {value}")


def _is_same(connection: Connection) -> bool:
    """Return whether the new database holds what the old one does."""
    queries = ["SELECT type, name, sql FROM {}.sqlite_schema ORDER BY type, name"]
    # The tables that a search index keeps its own things in are among them; it itself is a view of those.
    for row in connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ):
        queries.append(f'SELECT * FROM {{}}."{row["name"]}"')
    return all(_gives_same(connection, query) for query in queries)


def _gives_same(connection: Connection, query: str) -> bool:
    ours = connection.execute(query.format("main"))
    theirs = connection.execute(query.format(_NEW))
    while True:
        row, copied = _next(ours.fetchone()), _next(theirs.fetchone())
        if row != copied:
            return False
        if row is None:
            return True


def _next(row: Sequence[object] | None) -> tuple[object, ...] | None:
    return None if row is None else tuple(row)


def _check_sound(path: Path, key: bytes | None) -> None:
    connection = connect_cipher(path, key)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise StoreError(f"The copy {path} is not sound. Nothing was changed.")
    finally:
        connection.close()


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
