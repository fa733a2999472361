"""Encrypts and decrypts a store and its copies, each file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from resilify_cli.atomic_files import make_private_file, removed_at_end, replace_file, sync_file
from resilify_cli.errors import StoreError
from resilify_cli.store.database import file_identity
from resilify_cli.store.engine import Connection, connect_cipher, translate_errors, use_large_cache
from resilify_cli.store.sqlite_file import journal_of
from resilify_cli.vault.encryption.detection import begins_plain
from resilify_cli.vault.layout import VaultLayout, conversion_file

_NEW = "new_store"
_CARRIED = ("application_id", "user_version")
# Few enough that the longest texts fit into memory.
_ROWS_AT_ONCE = 32


def _no_progress() -> None:
    pass


def convert_store(
    path: Path, key: bytes | None, new_key: bytes | None, *, before: Callable[[], None] = _no_progress
) -> None:
    """Replace a database file by a copy of it with another key.

    Nobody else can write to it meanwhile. The copy is on disk and was compared with the old file, row
    by row, before it takes its place.

    Args:
        path: The file.
        key: Its key; None for a plain one.
        new_key: The key of the copy; None for a plain one.
        before: Called when nothing is left to do but to move the copy to its place.

    Raises:
        StoreError: It can't be read or written, or the copy differs. Nothing was changed.
    """
    new = conversion_file(path)
    try:
        with translate_errors(path), _lock_store(path, key) as connection:
            # What is there is left from one that was killed, since only who holds the lock makes it.
            new.unlink(missing_ok=True)
            make_private_file(new)
            with removed_at_end(new), removed_at_end(journal_of(new)):
                _copy_into(connection, new, new_key)
                if not _is_same(connection):
                    raise StoreError(f"The copy of {path} is not the same. Nothing was changed.")
                connection.execute(f"DETACH DATABASE {_NEW}")
                _check_sound(new, new_key)
                sync_file(new)
                before()
                replace_file(new, path)
    except OSError as error:
        raise StoreError(f"{path} can't be converted: {error.strerror}. Nothing was changed.") from error


def fill_encrypted(plain: Path, new: Path, key: bytes) -> None:
    """Fill an empty file with an encrypted copy of a plain database, and compare the two.

    Raises:
        StoreError: They differ.
    """
    connection = connect_cipher(plain, None)
    try:
        _copy_into(connection, new, key)
        if not _is_same(connection):
            raise StoreError(f"What was made of {plain} is not the same. Nothing was changed.")
    finally:
        connection.close()
    _check_sound(new, key)
    sync_file(new)


def convert_copies(store: Path, key: bytes | None, new_key: bytes | None) -> list[Path]:
    """Convert every copy of a store in its data folder, and return those that can't be converted.

    Copies that have the new key already are left as they are.
    """
    left = []
    for path in VaultLayout(store).copies():
        try:
            if begins_plain(path) != (new_key is None):
                times = path.stat()
                convert_store(path, key, new_key)
                # By these it is told whether the store changed since the copy was made.
                os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        except (StoreError, OSError):
            left.append(path)
    return left


def remove_unfinished_files(store: Path) -> None:
    """Remove what a command that was killed left in the data folder."""
    for path in VaultLayout(store).unfinished_files():
        with suppress(OSError):
            path.unlink()


@contextmanager
def _lock_store(path: Path, key: bytes | None) -> Iterator[Connection]:
    """Give a connection that keeps everyone else from writing until the end of the context.

    Raises:
        StoreError: another program put a file in the place of this one meanwhile.
    """
    found = file_identity(path)
    connection = connect_cipher(path, key)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # The lock is taken here, and in this mode kept beyond the transaction.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        if found is None or file_identity(path) != found:
            raise StoreError(
                f"The store at {path} was changed by another program meanwhile. Nothing was changed here.",
                "Look what was done, then call the command again if it is still needed.",
            )
        yield connection
    finally:
        connection.close()


def _copy_into(connection: Connection, new: Path, new_key: bytes | None) -> None:
    secret = f"x'{new_key.hex()}'" if new_key else ""
    connection.execute(f"ATTACH DATABASE ? AS {_NEW} KEY ?", (new.absolute().as_uri(), secret))
    # Nobody knows the new file before it is whole, and then all of it is brought to disk at once.
    connection.execute(f"PRAGMA {_NEW}.synchronous = OFF")
    connection.execute(f"PRAGMA {_NEW}.journal_mode = OFF")
    connection.execute(f"SELECT sqlcipher_export('{_NEW}')").fetchall()
    for name in _CARRIED:
        (value,) = connection.execute(f"PRAGMA main.{name}").fetchone()
        connection.execute(f"PRAGMA {_NEW}.{name} = {value}")


def _is_same(connection: Connection) -> bool:
    """Return whether the new database holds what the old one does."""
    # A text with a flipped bit may be no text any more; it is carried over as it is.
    connection.text_factory = bytes
    connection.row_factory = None
    if not _same_rows(connection, "SELECT type, name, sql FROM {}.sqlite_schema ORDER BY type, name"):
        return False
    return all(_is_same_table(connection, name) for name in _table_names(connection))


def _table_names(connection: Connection) -> list[str]:
    """Return the names of all tables.

    Those that a search index keeps its own things in are among them; it itself is a view of those.
    """
    # As bytes, whatever the connection makes of a text.
    rows = connection.execute(
        "SELECT CAST(name AS BLOB) FROM main.sqlite_schema"
        " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    return [name.decode() for (name,) in rows]


def _is_same_table(connection: Connection, name: str) -> bool:
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?, 'main')", (name,)).fetchall()
    names = [_quoted(column.decode()) for column, _ in columns]
    keys = [column for column, (_, is_key) in zip(names, columns, strict=True) if is_key]
    table = _quoted(name)
    if not keys:
        return _same_rows(connection, f"SELECT * FROM {{}}.{table}")
    counts = f"(SELECT count(*) FROM main.{table}) = (SELECT count(*) FROM {_NEW}.{table})"
    # Within SQLite, which makes no object of each value; it stops at the first row that is another.
    other = " OR ".join(f"o.{column} IS NOT n.{column}" for column in names)
    same_key = " AND ".join(f"n.{key} = o.{key}" for key in keys)
    query = f"SELECT {counts} AND NOT EXISTS (SELECT 1 FROM main.{table} o LEFT JOIN {_NEW}.{table} n"
    return bool(connection.execute(f"{query} ON {same_key} WHERE {other})").fetchone()[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _same_rows(connection: Connection, query: str) -> bool:
    ours = connection.execute(query.format("main"))
    theirs = connection.execute(query.format(_NEW))
    while True:
        rows, copied = ours.fetchmany(_ROWS_AT_ONCE), theirs.fetchmany(_ROWS_AT_ONCE)
        if rows != copied:
            return False
        if not rows:
            return True


def _check_sound(path: Path, key: bytes | None) -> None:
    """Check that each table of a new file can be read, and each of its indexes has what is in it.

    Raises:
        StoreError: That is not so.
    """
    connection = connect_cipher(path, key)
    try:
        use_large_cache(connection)
        # One by one: a check of all at once would also work out the search index anew, which takes a third of
        # the time. It is right if it was right before, since what it is kept in is the same.
        for name in _table_names(connection):
            (found,) = connection.execute(f"PRAGMA integrity_check({_quoted(name)})").fetchone()
            if found != "ok":
                raise StoreError(f"The copy {path} is not sound. Nothing was changed.")
    finally:
        connection.close()
