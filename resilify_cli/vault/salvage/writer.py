"""Writes what can be read of a damaged store into a new one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resilify_cli.store.altered_rows import table_names
from resilify_cli.store.engine import Row, connect, database_errors, integrity_errors, sqlite_error_name
from resilify_cli.store.entry_times import SEQ_SHIFT, local_time
from resilify_cli.store.migrations import migrate
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.store.stamps import new_id
from resilify_cli.vault.health.label_check import repair_labels
from resilify_cli.vault.health.sync_check import repair_sync_data
from resilify_cli.vault.salvage.row_fitter import RowFitter

if TYPE_CHECKING:
    from resilify_cli.vault.salvage.reader import DamagedReader

# The keys of the tables whose rows are tied to an entry, to an enrollment, or to nothing.
_OF_ENTRIES = {"entry_versions": "entry_id, version", "readings": "entry_id, measure"}
_OF_ENROLLMENTS = {
    "progress": "enrollment_id, session_id, step_id",
    "finished_sessions": "enrollment_id, session_id",
    "drafts": "enrollment_id, activity_id, practice",
}
_ALONE = {"words": "kind, word", "journal_drafts": "place"}
# Drafts are not taken from a copy: they may be answers by now.
_FROM_COPIES = ("progress", "finished_sessions", "words")

_Values = Row | Mapping[str, Any]


class SalvageWriter:
    """A new store in the empty file `new`, written in one transaction."""

    def __init__(self, new: Path, key: bytes | None) -> None:
        self.connection = connect(new, key=key)
        self.from_copies: dict[Path, int] = {}
        self.older: list[tuple[str, int]] = []
        self._entries: set[str] = set()
        # In the trash of a copy, so that an older one does not give it either.
        self._thrown_away: set[str] = set()
        self._enrollments: set[str] = set()
        self._readings: set[tuple[str, str]] = set()
        # What is known to have been there: entries with their numbers, and keys of other tables.
        self._known: dict[str, int] = {}
        self._known_keys: dict[str, set[object]] = {"enrollments": set(), "readings": set()}
        self._orphans: list[Row] = []
        self._fitting = RowFitter(self.connection)
        self._unfit: dict[str, int] = {}
        # Nobody knows of the file yet, so what a crash would leave of it does not matter.
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("PRAGMA journal_mode = MEMORY")
        self.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(self.connection, 0, MIGRATIONS)
        self.connection.execute("BEGIN IMMEDIATE")

    def take(self, reader: DamagedReader) -> None:
        """Store all that can be read of a damaged store."""
        # A damaged row may hold anything, also nothing where there must be something.
        self._known_keys["enrollments"] = {row["id"] for row in reader.known("enrollments") if row["id"]}
        self._known_keys["readings"] = {(row["entry_id"], row["measure"]) for row in reader.known("readings")}
        known = list(reader.known("entries"))
        self._known = {
            row["id"]: row["seq"]
            for row in reader.known("entries")
            if _is_id(row["id"]) and isinstance(row["seq"], int)
        }
        if len(self._known) < len(known):
            # It holds what is no entry's, so it may lack some too.
            reader.incomplete.add("entries")
        for row in reader.rows("enrollments", "id"):
            self._put_enrollment(row)
        ids = {seq: entry_id for entry_id, seq in self._known.items()}
        for read in reader.entries(self._known.values()):
            entry = self._with_id(read, ids)
            self._put_entry(entry)
            if entry["id"] not in self._known:
                # Then the index does not know of all that was there.
                self._known[entry["id"]] = entry["seq"]
                reader.incomplete.add("entries")
        for table, key in _OF_ENTRIES.items():
            for row in reader.rows(table, key, sorted(self._known)):
                self._put_part(table, row)
        for table, key in _OF_ENROLLMENTS.items():
            for row in reader.rows(table, key, sorted(self._enrollments)):
                if isinstance(row["enrollment_id"], str):
                    self._need_enrollment(row["enrollment_id"], 0)
                self._insert(table, row)
        for table, key in _ALONE.items():
            for row in reader.rows(table, key):
                self._insert(table, row)

    def fill_from(self, copy: Path, key: bytes | None) -> None:
        """Store the rows of a sound copy that could not be read, and that no copy before it had."""
        source = connect(copy, writable=False, key=key)
        try:
            there = table_names(source)
            for row in source.execute("SELECT * FROM enrollments"):
                if row["id"] not in self._enrollments:
                    self._put_enrollment(row)
            self._thrown_away.update(
                row["id"] for row in source.execute("SELECT id FROM entries WHERE deleted_at IS NOT NULL")
            )
            done = self._entries | self._thrown_away
            given = {
                row["id"]
                for row in source.execute("SELECT * FROM entries WHERE deleted_at IS NULL")
                if row["id"] not in done and self._put_entry(row)
            }
            for table in _OF_ENTRIES:
                for row in source.execute(f"SELECT * FROM {table}"):
                    if row["entry_id"] in given:
                        self._put_part(table, row)
            for table in (table for table in _FROM_COPIES if table in there):
                for row in source.execute(f"SELECT * FROM {table}"):
                    self._insert(table, row, may_be_there=True)
            if given:
                self.from_copies[copy] = len(given)
        finally:
            source.close()

    def finish(self) -> None:
        """Commit the new store."""
        self._put_orphans()
        repair_labels(self.connection)
        # The words of a row can be whole where what merging goes by, further on in it, is not.
        repair_sync_data(self.connection)
        self.connection.execute("COMMIT")

    def lost(self) -> list[tuple[str, int]]:
        """Return the id and the number of each entry that is known to have been there and is not saved."""
        return sorted(item for item in self._known.items() if item[0] not in self._entries)

    def missing(self) -> dict[str, int]:
        """Return how many rows of other tables are known to have been there and are not saved."""
        found = {
            "enrollments": len(self._known_keys["enrollments"] - self._enrollments),
            "readings": len(self._known_keys["readings"] - self._readings),
        }
        for table, count in self._unfit.items():
            if table not in found and table != "entries":
                found[table] = count
        return {table: count for table, count in found.items() if count}

    def _put_enrollment(self, row: _Values) -> None:
        if self._insert("enrollments", row):
            # A number there is a text once it is written.
            self._enrollments.add(str(row["id"]))

    def _with_id(self, row: _Values, ids: Mapping[int, str]) -> _Values:
        """Return a row of `entries` with the id that the index has for its number, if its own is damaged."""
        if row["id"] in self._known:
            return row
        entry_id = ids.get(row["seq"], row["id"])
        if not _is_id(entry_id):
            entry_id = new_id(local_time(row["seq"] >> SEQ_SHIFT, 0))
        return {**_as_dict(row), "id": entry_id}

    def _put_entry(self, row: _Values) -> bool:
        if isinstance(row["enrollment_id"], str):
            at = row["created_at"]
            self._need_enrollment(row["enrollment_id"], at if isinstance(at, int) else 0)
        if not self._insert("entries", row):
            return False
        self._entries.add(row["id"])
        return True

    def _put_part(self, table: str, row: Row) -> None:
        """Keep a version or a reading; a version of an entry that is missing waits until `finish`."""
        if table == "entry_versions" and row["entry_id"] not in self._entries and _is_version(row):
            self._orphans.append(row)
        elif table == "readings" and not _is_reading(row):
            # Zeros where a number was are no number of the person's; what is not kept is told as missing.
            return
        elif self._insert(table, row) and table == "readings":
            self._readings.add((row["entry_id"], row["measure"]))

    def _put_orphans(self) -> None:
        """Keep the versions of entries that are lost, or that a copy gave.

        Such an entry is again what its last version says, unless the copy knew that version already.
        """
        last = {row["entry_id"]: row for row in sorted(self._orphans, key=lambda row: int(row["version"]))}
        for entry_id, row in last.items():
            if entry_id in self._entries:
                self._put_later(row)
                continue
            seq = self._known.setdefault(entry_id, int(entry_id[:12], 16) << SEQ_SHIFT)
            said = {name: row[name] for name in ("prompt", "text", "answers", "hash")}
            times = {"created_at": seq >> SEQ_SHIFT, "utc_offset": 0, "updated_at": row["written_at"]}
            place = {"seq": seq, "id": entry_id, "kind": "note", "listed": 1, "enrollment_id": None}
            if self._put_entry({**place, **said, **times}):
                self.older.append((entry_id, seq))
        for row in self._orphans:
            self._insert("entry_versions", row, may_be_there=True)

    def _put_later(self, row: Row) -> None:
        """Update an entry that came from a copy to a later version of it, if there is one.

        There were newer words still, or it would be no version.
        """
        seq, known = self.connection.execute(
            "SELECT seq, (SELECT coalesce(max(version), 0) FROM entry_versions v WHERE v.entry_id = e.id)"
            " FROM entries e WHERE id = ?",
            (row["entry_id"],),
        ).fetchone()
        if row["version"] <= known:
            return
        self.older.append((row["entry_id"], seq))
        # A damaged row may hold anything; then what the copy says stays.
        with suppress(*integrity_errors()):
            self.connection.execute(
                "UPDATE entries SET prompt = :prompt, text = :text, answers = :answers, hash = :hash,"
                " updated_at = :written_at WHERE id = :entry_id",
                dict(row),
            )

    def _need_enrollment(self, enrollment_id: str, at: int) -> None:
        """Put one in the place of an enrollment that is lost, so that what belongs to it can be kept."""
        if enrollment_id not in self._enrollments:
            said = {"program_key": "", "slug": "", "title": "A program"}
            self._insert(
                "enrollments",
                {"id": enrollment_id, **said, "started_at": at, "updated_at": at},
                may_be_there=True,
            )

    def _insert(self, table: str, row: _Values, *, may_be_there: bool = False) -> bool:
        """Write a row, fitted to its table if it has to be; return whether it could be kept."""
        # A damaged row may hold anything, such as a word where a number should be.
        if self._try_insert(table, row) or self._try_insert(table, self._fitting.fit(table, _as_dict(row))):
            return True
        if not may_be_there:
            self._unfit[table] = self._unfit.get(table, 0) + 1
        return False

    def _try_insert(self, table: str, row: _Values) -> bool:
        names = list(row.keys())
        values = tuple(row[name] for name in names)
        marks = ", ".join("?" * len(names))
        try:
            self.connection.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)
        except integrity_errors():
            return False
        except database_errors() as error:
            if not sqlite_error_name(error).startswith(("SQLITE_MISMATCH", "SQLITE_TOOBIG")):
                raise
            return False
        return True


def _as_dict(row: _Values) -> dict[str, Any]:
    return {name: row[name] for name in row.keys()}  # noqa: SIM118  # SQLite's rows give their values else


def _is_version(row: Row) -> bool:
    return _is_id(row["entry_id"]) and isinstance(row["version"], int)


def _is_reading(row: Row) -> bool:
    low, value, high = row["low"], row["value"], row["high"]
    return (
        all(isinstance(number, int | float) for number in (low, value, high)) and low <= value <= high > low
    )


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{28}", value))
