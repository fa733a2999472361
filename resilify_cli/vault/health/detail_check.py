"""Checks the columns that have no hash: titles, places, numbers, and times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shlex import quote

from resilify_cli.store.altered_rows import HASHED, table_names
from resilify_cli.store.engine import Connection, connect, sqlite_error_name
from resilify_cli.vault.health.finding import Finding, Topic, format_count
from resilify_cli.vault.health.time_check import has_named_days

# What to read of each table; the columns that name a row come first, then the time it was written.
_READ = {
    "enrollments": (
        "SELECT id, updated_at, program_key, slug, title, path, session_id, step_id, started_at, finished_at,"
        " deleted_at FROM enrollments",
        ("id",),
    ),
    "entries": (
        "SELECT seq, updated_at, id, kind, listed, enrollment_id, session_id, session_title, activity_id,"
        " activity_kind, practice, created_at, utc_offset, deleted_at FROM entries",
        ("seq",),
    ),
    "progress": (
        "SELECT enrollment_id, session_id, step_id, updated_at, state FROM progress",
        ("enrollment_id", "session_id", "step_id"),
    ),
    "readings": (
        "SELECT entry_id, measure, updated_at, value, low, high FROM readings r"
        " JOIN entries e ON e.id = r.entry_id",
        ("entry_id", "measure"),
    ),
    "words": ("SELECT kind, word, updated_at, hidden FROM words", ("kind", "word")),
}


KEPT_ABOUT = {
    "enrollments": "programs",
    "entries": "entries",
    "progress": "progress",
    "readings": "ratings",
    "words": "own words",
    "finished_sessions": "finished sessions",
    "drafts": "drafts",
}


def undecodable(connection: Connection) -> list[str]:
    """Return the tables with a text that is no UTF-8 any more, in columns without a hash."""
    return [
        table
        for table in sorted(table_names(connection) & KEPT_ABOUT.keys())
        if not _is_text(connection, table)
    ]


def detail_findings(store: Path, key: bytes | None, copy: Path, copy_key: bytes | None) -> Iterator[Finding]:
    """Yield what differs from a sound copy although nothing was written to it. The store must be sound."""
    with (
        closing(connect(store, writable=False, key=key)) as connection,
        closing(connect(copy, writable=False, key=copy_key)) as source,
    ):
        there = table_names(connection) & table_names(source) & _READ.keys()
        # A merge changes rows, but not the time when their words were written.
        counted_rows = {
            table
            for table in ("entries", "enrollments")
            if _has_counts(connection, table) and _has_counts(source, table)
        }
        for table in sorted(there):
            if count := sum(1 for _ in changed_rows(connection, source, table, table in counted_rows)):
                what = f"{format_count(count, 'detail', 'details')} of your {KEPT_ABOUT[table]} changed by"
                yield Finding(
                    Topic.DETAILS,
                    f"{what} themselves since the newest copy (titles, times).",
                    "One of the two is damaged. To go back to the copy, with your store set aside:"
                    f" resilify restore {quote(str(copy))}",
                )


def _is_text(connection: Connection, table: str) -> bool:
    hashed = HASHED[table].texts if table in HASHED else ()
    names = [
        row["name"]
        for row in connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
        if row["type"] == "TEXT" and row["name"] not in hashed
    ]
    before, connection.text_factory = connection.text_factory, str
    try:
        for _ in connection.execute(f"SELECT {', '.join(names)} FROM {table}"):
            pass
    except Exception as error:
        if sqlite_error_name(error) != "SQLITE_CORRUPT":
            raise
        return False
    finally:
        connection.text_factory = before
    return True


def _has_counts(connection: Connection, table: str) -> bool:
    query = "SELECT 1 FROM pragma_table_info(?) WHERE name = 'changed'"
    return connection.execute(query, (table,)).fetchone() is not None


def changed_rows(
    connection: Connection, source: Connection, table: str, counts: bool
) -> Iterator[tuple[object, ...]]:
    """Yield the keys of rows that say something else although nothing was written to them.

    `counts` is whether each row has a count of its changes.
    """
    select, keys = _READ[table]
    if counts:
        select = select.replace("updated_at,", "updated_at || ' ' || changed,", 1)
    if table == "entries" and has_named_days(connection) and has_named_days(source):
        select = select.replace(", deleted_at", ", named_day, deleted_at")
    # Both are gone through once, side by side: to look each row up takes several times as long.
    query = f"{select} ORDER BY {', '.join(keys)}"
    here = map(tuple, connection.execute(query))
    now = next(here, None)
    for was in map(tuple, source.execute(query)):
        key = was[: len(keys)]
        while now is not None and now[: len(keys)] < key:
            now = next(here, None)
        if now is None:
            return
        if now[: len(keys) + 1] == was[: len(keys) + 1] and now != was:
            yield key
