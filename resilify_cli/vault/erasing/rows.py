"""Erases an entry, or all of a program, so that no file in the data folder has its words any more.

The copies of the store lose the same rows. A row without words stays in the store as a tombstone, so that
what was erased does not come back from an older export.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.errors import EntryNotFoundError, ProgramNotFoundError, StoreError
from resilify_cli.store.drafts import slot_owner
from resilify_cli.store.engine import Connection, connect, translate_errors
from resilify_cli.store.erased_rows import EraseReason, erase_entries
from resilify_cli.store.search_terms import SEARCHED
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.store.database import Database

_OF_A_PASS = ("drafts", "progress", "finished_sessions")


@dataclass(frozen=True, slots=True)
class EraseTarget:
    """What is to be erased.

    Attributes:
        entries: The ids of entries.
        enrollments: The ids of enrollments, which are erased with all that belongs to them.
        counts: How many rows of each kind that is, for the person to read.
    """

    entries: frozenset[str] = frozenset()
    enrollments: frozenset[str] = frozenset()
    counts: dict[str, int] = field(default_factory=dict)


def find_entry_target(database: Database, name: str) -> EraseTarget:
    """Return the entry whose id or handle begins so, also one in the trash, or one that was erased by halves.

    Raises:
        EntryNotFoundError: There is none, or more than one.
    """
    name = name.lower().encode("ascii", "replace").decode()
    rows = database.rows(
        "SELECT id FROM entries WHERE substr(id, 13) >= :name AND substr(id, 13) < :name || 'g' LIMIT 5",
        {"name": name},
    )
    rows = rows or database.rows("SELECT id FROM entries WHERE id = ?", (name,))
    if len(rows) != 1 or not name:
        if name == "last":
            # Deleted is deleted, but what is erased can't be brought back: it is named for certain.
            raise EntryNotFoundError("To erase an entry, give its id.", "To see the ids: resilify journal")
        wrong = "More than one entry has" if rows and name else "No entry has"
        raise EntryNotFoundError(
            f"{wrong} an id that begins with {name[:40]!r}.", "To see the ids: resilify journal"
        )
    return _with_counts(database, EraseTarget(entries=frozenset({str(rows[0]["id"])})))


def find_program_target(database: Database, name: str) -> EraseTarget:
    """Return all enrollments in a program, by its slug or its key.

    Raises:
        ProgramNotFoundError: It was never begun.
    """
    known = database.rows("SELECT id, slug, program_key FROM enrollments WHERE slug <> ''")
    keys = {row["program_key"] for row in known if name in (row["slug"], row["program_key"])}
    enrollments = frozenset(str(row["id"]) for row in known if row["program_key"] in keys)
    if not enrollments:
        slugs = ", ".join(sorted({str(row["slug"]) for row in known}))
        raise ProgramNotFoundError(
            f"There is nothing of a program named {name[:60]!r}.", f"There is: {slugs}." if slugs else ""
        )
    return _with_counts(database, EraseTarget(enrollments=enrollments))


def read_entry_text(database: Database, entry_id: str) -> str:
    """Return the text of an entry, also of one in the trash."""
    return str(database.rows("SELECT text FROM entries WHERE id = ?", (entry_id,))[0]["text"])


def erase(database: Database, target: EraseTarget) -> None:
    """Erase a target from the store, and rewrite the whole file without it.

    Raises:
        StoreError: Another program has the store open (then nothing was changed), or the disk is full.
    """
    with translate_errors(database.path), _lock_exclusively(database.connection):
        with database.transaction() as connection:
            _erase_rows(connection, target, milliseconds(database.clock()))
        database.connection.execute("VACUUM")


def erase_in_copies(
    copies: Sequence[Path], key: Callable[[Path], bytes | None], target: EraseTarget
) -> list[Path]:
    """Erase a target from copies of the store too.

    Args:
        copies: The copies.
        key: Gives the key of each.
        target: What to erase.

    Returns:
        The copies in which it could not be erased.
    """
    left = []
    for path in copies:
        try:
            with translate_errors(path):
                connection = connect(path, key=key(path))
                try:
                    _erase_in_copy(connection, target)
                finally:
                    connection.close()
        except StoreError:
            left.append(path)
    return left


def _erase_in_copy(connection: Connection, target: EraseTarget) -> None:
    with _lock_exclusively(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _erase_rows(connection, target, None)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("VACUUM")


@contextmanager
def _lock_exclusively(connection: Connection) -> Iterator[None]:
    """Keep every other program out of the file: one that reads would hinder it from being written anew."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")
    try:
        yield
    finally:
        connection.execute("PRAGMA locking_mode = NORMAL")
        # The lock is given back by the next look at the file.
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()


def _erase_rows(connection: Connection, target: EraseTarget, now: int | None) -> None:
    """Erase the rows inside a transaction. `now` is for the tombstones; without it, none are left."""
    rows = connection.execute(
        "SELECT seq, enrollment_id, activity_id FROM entries WHERE id IN (SELECT value FROM json_each(?))"
        " OR enrollment_id IN (SELECT value FROM json_each(?))",
        (_to_json(target.entries), _to_json(target.enrollments)),
    ).fetchall()
    for row in rows:
        connection.execute(
            f"DELETE FROM drafts WHERE enrollment_id = ? AND {slot_owner('activity_id')} = ?",
            (row["enrollment_id"], row["activity_id"]),
        )
    erase_entries(connection, [row["seq"] for row in rows], now, EraseReason.ERASED)
    _erase_enrollments(connection, target.enrollments, now)
    _rebuild_index(connection)


def _erase_enrollments(connection: Connection, enrollments: frozenset[str], now: int | None) -> None:
    # A copy from before an upgrade does not know of passes that are put down.
    columns = {row["name"] for row in connection.execute("SELECT name FROM pragma_table_info('enrollments')")}
    for one in enrollments:
        for table in _OF_A_PASS:
            connection.execute(f"DELETE FROM {table} WHERE enrollment_id = ?", (one,))
        if now is None:
            connection.execute("DELETE FROM enrollments WHERE id = ?", (one,))
        else:
            connection.execute(_PASS_TOMBSTONE, (now, now, one))
            if "paused_at" in columns:
                connection.execute("UPDATE enrollments SET paused_at = NULL WHERE id = ?", (one,))


def _rebuild_index(connection: Connection) -> None:
    """Make the search index anew: a word that was only taken out of it would lie in it still."""
    connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('delete-all')")
    found = connection.execute("SELECT name FROM pragma_table_info('entries_fts')").fetchall()
    # A copy from before an upgrade has the words alone, and at first had no view of what is shown.
    columns = ", ".join(row["name"] for row in found)
    shown = "shown_entries" if columns == SEARCHED else "entries WHERE listed AND deleted_at IS NULL"
    connection.execute(f"INSERT INTO entries_fts (rowid, {columns}) SELECT seq, {columns} FROM {shown}")


def _with_counts(database: Database, target: EraseTarget) -> EraseTarget:
    counts = {}
    for name, sql in _COUNTS.items():
        row = database.rows(
            sql, {"entries": _to_json(target.entries), "passes": _to_json(target.enrollments)}
        )[0]
        counts[name] = int(row[0])
    return EraseTarget(target.entries, target.enrollments, counts)


def _to_json(values: frozenset[str]) -> str:
    return json.dumps(list(values))


_WHICH = (
    "(id IN (SELECT value FROM json_each(:entries))"
    " OR enrollment_id IN (SELECT value FROM json_each(:passes)))"
)
_COUNTS = {
    "entry": f"SELECT count(*) FROM entries WHERE erased_at IS NULL AND {_WHICH}",
    "earlier version": "SELECT count(*) FROM entry_versions"
    f" WHERE entry_id IN (SELECT id FROM entries WHERE {_WHICH})",
    "draft": "SELECT (SELECT count(*) FROM drafts"
    " WHERE enrollment_id IN (SELECT value FROM json_each(:passes)))"
    f" + (SELECT count(*) FROM journal_drafts WHERE {slot_owner('place')} IN"
    f" (SELECT id FROM entries WHERE {_WHICH}))",
    "pass through the program": "SELECT count(*) FROM enrollments"
    " WHERE id IN (SELECT value FROM json_each(:passes)) AND :entries = :entries",
}
_PASS_TOMBSTONE = """UPDATE enrollments SET program_key = '', slug = '', title = '', path = '',
    session_id = '', step_id = '', deleted_at = ?, updated_at = ? WHERE id = ?"""
