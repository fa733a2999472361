"""Checks the store's file: what it is, whether it is complete, and whether it is as it was written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from resilify_cli.errors import StoreError
from resilify_cli.store.altered_rows import AlteredRow, find_altered_rows, table_names
from resilify_cli.store.drafts import OWN_PLACES, slot_owner
from resilify_cli.store.engine import (
    Connection,
    connect,
    database_errors,
    sqlite_error_name,
    translate_errors,
    use_large_cache,
)
from resilify_cli.store.entry_times import local_time
from resilify_cli.store.schema_check import has_expected_schema
from resilify_cli.store.sqlite_file import (
    APPLICATION_ID,
    HEADER_BYTES,
    MAGIC,
    SCHEMA_VERSION,
    application_id,
    expected_size,
)
from resilify_cli.vault.copies.copying import is_damage_report
from resilify_cli.vault.health.detail_check import KEPT_ABOUT, undecodable
from resilify_cli.vault.health.finding import REPAIR, SALVAGE, Finding, Topic, format_count
from resilify_cli.vault.health.index_check import index_is_right
from resilify_cli.vault.health.label_check import wrong_labels
from resilify_cli.vault.health.parts_check import unreadable_parts
from resilify_cli.vault.health.sync_check import has_wrong_sync_data
from resilify_cli.vault.health.time_check import wrong_times
from resilify_cli.vault.health.type_check import mistyped_tables

_MOST = 100
_NAMED = 5
_NOT_DAMAGE = ("SQLITE_BUSY", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_FULL")


class StoreHealth(NamedTuple):
    """The result of a check of the store's file.

    Attributes:
        findings: What is wrong.
        counts: The number of rows by table; entries are told apart by where they are.
        version: The schema version; 0 if unknown.
        salvage: Whether the file is damaged, so that what can be read is to be saved into a new one.
    """

    findings: tuple[Finding, ...]
    counts: dict[str, int]
    version: int = 0
    salvage: bool = False


def check_store(path: Path, key: bytes | None) -> StoreHealth:
    """Check the store's file, which must be there, without changing it.

    Args:
        path: The file.
        key: The key of an encrypted store.

    Raises:
        StoreError: It is in use, or the system does not let us read it.
    """
    if (wrong := _wrong_file(path, key)) is not None:
        return wrong
    try:
        # As every command opens it: a write that was cut off is brought to its end.
        with closing(connect(path, writable=os.access(path, os.W_OK), key=key)) as connection:
            if key is not None:
                use_large_cache(connection)
            return _examine(connection, path)
    except database_errors() as error:
        if sqlite_error_name(error).startswith(_NOT_DAMAGE):
            with translate_errors(path):
                raise
        return StoreHealth((_damaged_finding(path, "it can't be read to its end"),), {}, salvage=True)


def _wrong_file(path: Path, key: bytes | None) -> StoreHealth | None:
    """Tell a file that is no store of ours by its first bytes and its length."""
    if not path.is_file():
        # Opened, a pipe would be waited at for ever.
        what = f"{path} is not a file."
        return StoreHealth((Finding(Topic.FILE, what, "Move it to another place."),), {})
    try:
        with open(path, "rb") as file:
            header = file.read(HEADER_BYTES)
            size = file.seek(0, 2)
    except OSError as error:
        raise StoreError(
            f"The store at {path} can't be read: {error.strerror}.", "Check its rights."
        ) from error
    if not header:
        what = f"The store at {path} is a file without any content."
        return StoreHealth((Finding(Topic.FILE, what, "To go back to a copy: resilify restore DAY"),), {})
    if key is not None:
        return None
    if not header.startswith(MAGIC):
        what = f"The file {path} is not a resilify store, or its beginning is damaged."
        return StoreHealth((Finding(Topic.FILE, what, SALVAGE),), {}, salvage=True)
    if len(header) < HEADER_BYTES or size < expected_size(header):
        return StoreHealth((_damaged_finding(path, "its end is missing"),), {}, salvage=True)
    if application_id(header) != APPLICATION_ID:
        what = f"The file {path} is a database of another program, or its beginning is damaged."
        return StoreHealth((Finding(Topic.FILE, what, SALVAGE),), {}, salvage=True)
    return None


def _damaged_finding(path: Path, how: str) -> Finding:
    return Finding(Topic.DAMAGE, f"The store at {path} is damaged: {how}.", SALVAGE)


def _examine(connection: Connection, path: Path) -> StoreHealth:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        what = f"The store at {path} was made by a newer resilify, or its beginning is damaged."
        remedy = (
            "Update resilify: pip install --upgrade resilify-cli."
            " Or take your words out of it: resilify journal export --output FILE"
        )
        return StoreHealth((Finding(Topic.FILE, what, remedy),), {}, version)
    connection.execute("BEGIN")
    problems = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    if problems := [problem for problem in problems if is_damage_report(problem)]:
        places = f"{len(problems):,} places" if len(problems) > 1 else "one place"
        return StoreHealth(
            (_damaged_finding(path, f"its parts don't fit together in {places}"),), {}, version, salvage=True
        )
    if not has_expected_schema(connection):
        what = f"The tables of the store at {path} are not those of resilify."
        return StoreHealth((Finding(Topic.SCHEMA, what, SALVAGE),), {}, version, salvage=True)
    altered = tuple(find_altered_rows(connection))
    findings = [
        *_text_findings(connection, altered),
        *_time_findings(connection),
        *_rows_without_others(connection),
        *_detail_findings(connection),
        *_search_findings(connection),
        *_label_findings(connection, altered),
        *_parts_findings(connection, altered),
        *_sync_findings(connection),
        *_draft_findings(connection),
    ]
    return StoreHealth(
        tuple(findings),
        count_rows(connection),
        version,
        # What can't be decoded can't be read by any command, so it goes as all that is damaged.
        salvage=any(finding.about is Topic.DAMAGE for finding in findings),
    )


def count_rows(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has; entries are told apart by where they are."""
    there = table_names(connection)
    rows_of = {
        "entries": "entries WHERE listed AND deleted_at IS NULL",
        "answers": "entries WHERE NOT listed AND deleted_at IS NULL",
        "in_trash": "entries WHERE deleted_at IS NOT NULL",
    }
    if "words" in there:
        # Before the schema that this table came with, nothing was ever erased.
        rows_of["in_trash"] += " AND erased_at IS NULL"
    for name in ("entry_versions", "drafts", "journal_drafts", "enrollments"):
        if name in there:
            rows_of[name] = name
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])
        for name, rows in rows_of.items()
    }


def _text_findings(connection: Connection, altered: tuple[AlteredRow, ...]) -> Iterator[Finding]:
    if not altered:
        return
    named = [row_label(connection, row) for row in altered if row.table == "entries"]
    which = f" ({', '.join(named[:_NAMED])}{', ...' if len(named) > _NAMED else ''})" if named else ""
    kinds = {row.table for row in altered}
    where = "" if kinds == {"entries"} else f", in {', '.join(_PLACES[table] for table in sorted(kinds))}"
    verb = "is" if len(altered) == 1 else "are"
    what = f"{format_count(len(altered), 'text', 'texts')} {verb} not as written{where}{which}."
    yield Finding(
        Topic.TEXTS,
        what,
        "To take what was written from a copy, or else keep what can be read: resilify doctor --repair",
    )


_PLACES = {
    "entries": "entries",
    "entry_versions": "earlier versions",
    "drafts": "drafts",
    "journal_drafts": "drafts of the journal",
}


def row_label(connection: Connection, row: AlteredRow) -> str:
    """Return a row as a person knows it: by its entry, where it has one."""
    if row.table not in ("entries", "entry_versions"):
        return "a draft"
    name = "seq" if row.table == "entries" else "id"
    query = f"SELECT id, created_at, utc_offset FROM entries WHERE {name} = ?"
    found = connection.execute(query, row.key[:1]).fetchone()
    if found is None:
        return "an earlier version"
    entry = entry_label(found["id"], found["created_at"], found["utc_offset"])
    return entry if row.table == "entries" else f"an earlier version of {entry}"


def entry_label(entry_id: str, created_at: int, utc_offset: int = 0) -> str:
    """Return an entry as a person knows it: what they type for it, and its day."""
    return f"{entry_id[12:19]} of {local_time(created_at, utc_offset):%Y-%m-%d}"


def _time_findings(connection: Connection) -> Iterator[Finding]:
    """Find entries whose time is not the one in their number."""
    if rows := wrong_times(connection):
        names = ", ".join(entry_label(row["id"], row["written_at"]) for row in rows[:_NAMED])
        what = f"The time of {format_count(len(rows), 'entry', 'entries')} is not as written ({names})."
        yield Finding(Topic.TIMES, what, REPAIR)


def _rows_without_others(connection: Connection) -> Iterator[Finding]:
    lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    # A draft without its program is told as such.
    lost = [row for row in lost if row["table"] != "drafts"]
    if lost:
        what = f"{len(lost):,} rows belong to others that are not there."
        yield Finding(Topic.SCHEMA, what, "A copy may have them: resilify backup list")


def _detail_findings(connection: Connection) -> Iterator[Finding]:
    for table in mistyped_tables(connection):
        what = (
            f"Some of what is kept about your {KEPT_ABOUT.get(table, table)} is no value that can be there."
        )
        yield Finding(Topic.DAMAGE, what, SALVAGE)
    for table in undecodable(connection):
        what = f"Some of what is kept about your {KEPT_ABOUT[table]} can't be read any more."
        yield Finding(Topic.DAMAGE, what, SALVAGE)


def _search_findings(connection: Connection) -> Iterator[Finding]:
    if not index_is_right(connection):
        yield Finding(Topic.SEARCH, "The search does not know all of your words as they are.", REPAIR)


def _label_findings(connection: Connection, altered: tuple[AlteredRow, ...]) -> Iterator[Finding]:
    if "labels" not in table_names(connection):
        return
    skipped = {row.key[0] for row in altered if row.table == "entries"}
    count = sum(seq not in skipped for seq, _ in wrong_labels(connection))
    if count:
        what = f"The tags or feelings of {format_count(count, 'entry', 'entries')} are not those in its text."
        yield Finding(Topic.LABELS, what, REPAIR)


def _parts_findings(connection: Connection, altered: tuple[AlteredRow, ...]) -> Iterator[Finding]:
    found = set(altered)
    count = sum(row not in found for row in unreadable_parts(connection))
    if count:
        what = f"The parts of {format_count(count, 'answer or draft', 'answers or drafts')} can't be read."
        yield Finding(Topic.PARTS, what, f"Their words are there. {REPAIR}")


def _sync_findings(connection: Connection) -> Iterator[Finding]:
    if has_wrong_sync_data(connection):
        what = "Some of what changes, undo and merging go by can't be right."
        yield Finding(Topic.MARKS, what, f"Your words are as they were. {REPAIR}")


def _draft_findings(connection: Connection) -> Iterator[Finding]:
    there = table_names(connection)
    count = connection.execute(
        "SELECT count(*) FROM drafts d LEFT JOIN enrollments e ON e.id = d.enrollment_id"
        " WHERE e.id IS NULL OR e.deleted_at IS NOT NULL"
    ).fetchone()[0]
    if "journal_drafts" in there:
        count += connection.execute(
            f"SELECT count(*) FROM journal_drafts d LEFT JOIN entries e ON e.id = {slot_owner('d.place')}"
            f" WHERE {slot_owner('d.place')} NOT IN {OWN_PLACES}"
            " AND (e.id IS NULL OR e.erased_at IS NOT NULL)"
        ).fetchone()[0]
    if count:
        what = f"{format_count(count, 'draft belongs', 'drafts belong')} to nothing that is there any more."
        remedy = "Nothing is lost. To see it: resilify journal export --format json --output FILE"
        yield Finding(Topic.DRAFTS, what, remedy)
