"""Erases an entry, or all of a program, so that no file of the store's folder has its words any more.

A copy of the store loses the same rows. A row without words stays in the store as a tombstone, so that
what was erased does not come back from an older export.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.words import WORDS
from resilify_cli.errors import EntryNotFoundError, ProgramNotFoundError, StoreError
from resilify_cli.store.checkins import checkin_labels
from resilify_cli.store.database import Database
from resilify_cli.store.drafts import slot_owner
from resilify_cli.store.engine import Connection, connect, told
from resilify_cli.store.entry_rows import entry_hash
from resilify_cli.store.health.altered import tables
from resilify_cli.store.labels import label
from resilify_cli.store.stamps import milliseconds

_TIED = ("entry_versions", "readings")
_OF_A_PASS = ("drafts", "progress", "finished_sessions")


@dataclass(frozen=True, slots=True)
class Doomed:
    """What is to be erased: an entry, or all of some passes through a program. `counts` is for the person."""

    entries: frozenset[str] = frozenset()
    passes: frozenset[str] = frozenset()
    counts: dict[str, int] = field(default_factory=dict)


def doomed_entry(database: Database, name: str) -> Doomed:
    """Return the entry whose id or handle begins so, also one in the trash, or erased by halves before.

    Raises:
        EntryNotFoundError: there is none, or more than one.
    """
    name = name.lower().encode("ascii", "replace").decode()
    rows = database.rows(
        "SELECT id FROM entries WHERE substr(id, 13) >= ?1 AND substr(id, 13) < ?1 || 'g' LIMIT 5", (name,)
    )
    rows = rows or database.rows("SELECT id FROM entries WHERE id = ?", (name,))
    if len(rows) != 1 or not name:
        wrong = "More than one entry has" if rows and name else "No entry has"
        raise EntryNotFoundError(
            f"{wrong} an id that begins with {name[:40]!r}.", "To see the ids: resilify journal"
        )
    return _counted(database, Doomed(entries=frozenset({str(rows[0]["id"])})))


def doomed_program(database: Database, name: str) -> Doomed:
    """Return all passes through a program, by its slug or its key.

    Raises:
        ProgramNotFoundError: none of them was ever begun.
    """
    known = database.rows("SELECT id, slug, program_key FROM enrollments WHERE slug <> ''")
    keys = {row["program_key"] for row in known if name in (row["slug"], row["program_key"])}
    passes = frozenset(str(row["id"]) for row in known if row["program_key"] in keys)
    if not passes:
        slugs = ", ".join(sorted({str(row["slug"]) for row in known}))
        raise ProgramNotFoundError(
            f"There is nothing of a program named {name[:60]!r}.", f"There is: {slugs}." if slugs else ""
        )
    return _counted(database, Doomed(passes=passes))


def text_of(database: Database, entry_id: str) -> str:
    """Return the text of an entry, wherever it is."""
    return str(database.rows("SELECT text FROM entries WHERE id = ?", (entry_id,))[0]["text"])


def erase(database: Database, doomed: Doomed) -> None:
    """Erase it in the store itself, and write the whole file anew without it.

    Raises:
        StoreError: another program has the store open (nothing was changed then), or the disk is full.
    """
    with told(database.path), _alone(database.connection):
        with database.transaction() as connection:
            _erase_rows(connection, doomed, milliseconds(database.clock()))
        database.connection.execute("VACUUM")


def erase_in_copies(
    copies: Sequence[Path], key: Callable[[Path], bytes | None], doomed: Doomed
) -> list[Path]:
    """Erase it in copies of the store too, and return those in which that can't be done."""
    left = []
    for path in copies:
        try:
            with told(path):
                connection = connect(path, key=key(path))
                try:
                    _erase_in_copy(connection, doomed)
                finally:
                    connection.close()
        except StoreError:
            left.append(path)
    return left


def _erase_in_copy(connection: Connection, doomed: Doomed) -> None:
    with _alone(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _erase_rows(connection, doomed, None)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("VACUUM")


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
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


def _erase_rows(connection: Connection, doomed: Doomed, now: int | None) -> None:
    """Erase the rows inside a transaction. `now` is for the tombstones; without it, none are left."""
    there = tables(connection)
    rows = connection.execute(
        "SELECT seq, id, enrollment_id, activity_id FROM entries WHERE id IN (SELECT value FROM json_each(?))"
        " OR enrollment_id IN (SELECT value FROM json_each(?))",
        (_json(doomed.entries), _json(doomed.passes)),
    ).fetchall()
    own_words = _labels_of(connection, rows) if "labels" in there else set()
    for row in rows:
        for table in _TIED:
            connection.execute(f"DELETE FROM {table} WHERE entry_id = ?", (row["id"],))
        if "labels" in there:
            connection.execute("DELETE FROM labels WHERE seq = ?", (row["seq"],))
            connection.execute(f"DELETE FROM journal_drafts WHERE {slot_owner('place')} = ?", (row["id"],))
        connection.execute(
            f"DELETE FROM drafts WHERE enrollment_id = ? AND {slot_owner('activity_id')} = ?",
            (row["enrollment_id"], row["activity_id"]),
        )
        if now is None:
            connection.execute("DELETE FROM entries WHERE seq = ?", (row["seq"],))
        else:
            connection.execute(_TOMBSTONE, (entry_hash({}), now, now, now, row["seq"]))
    _forget_words(connection, own_words)
    _erase_passes(connection, doomed.passes, now)
    _index_anew(connection)


def _erase_passes(connection: Connection, passes: frozenset[str], now: int | None) -> None:
    for one in passes:
        for table in _OF_A_PASS:
            connection.execute(f"DELETE FROM {table} WHERE enrollment_id = ?", (one,))
        if now is None:
            connection.execute("DELETE FROM enrollments WHERE id = ?", (one,))
        else:
            connection.execute(_PASS_TOMBSTONE, (now, now, one))


def _labels_of(connection: Connection, entries: Sequence[Any]) -> set[tuple[str, str]]:
    """Return the labels of entries, and those that a check-in among them had before it was changed."""
    rows = connection.execute(
        "SELECT kind, label FROM labels WHERE seq IN (SELECT value FROM json_each(?))",
        (_json([row["seq"] for row in entries]),),
    )
    versions = connection.execute(
        "SELECT v.answers FROM entry_versions v JOIN entries e ON e.id = v.entry_id"
        " WHERE e.kind = 'checkin' AND e.id IN (SELECT value FROM json_each(?))",
        (_json([row["id"] for row in entries]),),
    )
    before = (label for row in versions for label in checkin_labels(Checkin.from_json(row["answers"])))
    return {*((row["kind"], row["label"]) for row in rows), *before}


def _forget_words(connection: Connection, labels: set[tuple[str, str]]) -> None:
    """Forget those of the person's own words for check-ins that no other entry has, hidden ones too."""
    for kind, gone in labels:
        if connection.execute("SELECT 1 FROM labels WHERE kind = ? AND label = ?", (kind, gone)).fetchone():
            continue
        for row in connection.execute("SELECT word FROM words WHERE kind = ?", (kind,)).fetchall():
            if label(row["word"]) == gone and gone not in WORDS.get(kind, ()):
                connection.execute("DELETE FROM words WHERE kind = ? AND word = ?", (kind, row["word"]))


def _index_anew(connection: Connection) -> None:
    """Make the search index anew: a word that was only taken out of it would lie in it still."""
    connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('delete-all')")
    connection.execute(
        "INSERT INTO entries_fts (rowid, text)"
        " SELECT seq, text FROM entries WHERE listed AND deleted_at IS NULL"
    )


def _counted(database: Database, doomed: Doomed) -> Doomed:
    counts = {}
    for name, sql in _COUNTS.items():
        row = database.rows(sql, {"entries": _json(doomed.entries), "passes": _json(doomed.passes)})[0]
        counts[name] = int(row[0])
    return Doomed(doomed.entries, doomed.passes, counts)


def _json(values: frozenset[str] | list[int]) -> str:
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
_TOMBSTONE = """UPDATE entries SET prompt = '', text = '', answers = NULL, hash = ?, session_title = '',
    session_id = '', activity_id = '', activity_kind = '', deleted_at = coalesce(deleted_at, ?),
    erased_at = ?, updated_at = ? WHERE seq = ?"""
_PASS_TOMBSTONE = """UPDATE enrollments SET program_key = '', slug = '', title = '', path = '',
    session_id = '', step_id = '', deleted_at = ?, updated_at = ? WHERE id = ?"""
