"""Compares the search index with the texts, and rebuilds it."""

from __future__ import annotations

from resilify_cli.store.engine import Connection, database_errors, sqlite_error_name

# Before this version the index was made with every row for its content, so it can't be compared with it.
_FIRST_VERSION = 2


def index_is_right(connection: Connection) -> bool:
    """Return whether the index has each word at each of its places, and nothing else.

    SQLite takes the comparison for a write, though nothing is written: the transaction is the caller's to
    roll back. Where the store can't be written, or is of the first version, True is returned untested.
    """
    if not _is_of_what_is_shown(connection):
        return True
    try:
        connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    except database_errors() as error:
        if sqlite_error_name(error).startswith("SQLITE_BUSY"):
            raise
        return sqlite_error_name(error).startswith("SQLITE_READONLY")
    return True


def rebuild_index(connection: Connection) -> None:
    """Rebuild the search index from the texts, within the caller's transaction."""
    if _is_of_what_is_shown(connection):
        connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')")


def _is_of_what_is_shown(connection: Connection) -> bool:
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] >= _FIRST_VERSION)
