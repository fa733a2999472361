"""Undoes the last thing that was added, changed, deleted or imported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import StoreError
from resilify_cli.store.acts import ActKind
from resilify_cli.store.checkins import checkin_labels
from resilify_cli.store.entry import COLUMNS, JOIN, Entry, read_entry
from resilify_cli.store.entry_days import named_day
from resilify_cli.store.entry_rows import RowDate, keep_version, move_entry, revise_entry
from resilify_cli.store.entry_times import local_time
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Connection, Row


class Act(NamedTuple):
    """Something that was done and can be undone."""

    number: int
    kind: ActKind
    at: datetime
    entry: Entry | None = None
    earlier: Entry | None = None
    source: str = ""
    entries: int = 1


class Undoing:
    """Reads the table `acts`, and undoes what it records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> Act | None:
        """Return the newest act that is not undone, if its entries are still as it left them."""
        return next(self._undoable_acts(), None)

    def undo(self, act: Act) -> None:
        """Undo an act. Nothing is erased: what it brought goes to the trash or stays as a version."""
        now = self._database.clock()
        with self._database.transaction() as connection:
            newest = self.last()
            if newest is None or newest.number != act.number:
                raise StoreError(
                    "Something else was done meanwhile, so nothing was taken back.", "Call it again."
                )
            match act.kind:
                case ActKind.ADDED | ActKind.RESTORED:
                    self._set_deleted(connection, act, milliseconds(now), now)
                case ActKind.DELETED:
                    self._set_deleted(connection, act, None, now)
                case ActKind.CHANGED:
                    self._restore_version(connection, act, now)
                case ActKind.IMPORTED:
                    self._move_to_trash(connection, act, now)
            connection.execute(
                "UPDATE acts SET undone_at = ? WHERE number = ?", (milliseconds(now), act.number)
            )

    def answered_since(self, at: datetime) -> bool:
        """Return whether an answer inside a program was kept after a time."""
        rows = self._database.rows(
            "SELECT 1 FROM entries WHERE kind = 'response' AND deleted_at IS NULL AND updated_at > ? LIMIT 1",
            (milliseconds(at),),
        )
        return bool(rows)

    def _undoable_acts(self) -> Iterator[Act]:
        rows = self._database.stream("SELECT * FROM acts WHERE undone_at IS NULL ORDER BY number DESC")
        for row in rows:
            if found := self._read_act(row):
                yield found

    def _read_act(self, row: Row) -> Act | None:
        """Return an act, or None where what was done since leaves nothing of it to take back."""
        kind = ActKind(row["kind"])
        act = Act(row["number"], kind, local_time(row["done_at"], 0), source=row["source"])
        if kind is ActKind.IMPORTED:
            count = self._database.rows(f"SELECT count(*) FROM entries e WHERE {_LIVE_OF_ACT}", (act.number,))
            return act._replace(entries=count[0][0]) if count[0][0] else None
        entries = self._database.rows(
            f"SELECT {COLUMNS} FROM entries e {JOIN} WHERE e.id = ? AND e.erased_at IS NULL",
            (row["entry_id"],),
        )
        entry = read_entry(entries[0]) if entries else None
        if entry is None or entry.deleted is not (kind is ActKind.DELETED):
            return None
        if kind is not ActKind.CHANGED:
            return act._replace(entry=entry)
        version = self._version_before(act.number, entry.id)
        return act._replace(entry=entry, earlier=_at_version(entry, version)) if version else None

    def _version_before(self, number: int, entry_id: str) -> Row | None:
        """Return the version that an entry was before it was changed."""
        rows = self._database.rows(
            "SELECT v.* FROM acts a JOIN entry_versions v ON v.entry_id = a.entry_id"
            " AND hex(v.hash) = upper(json_extract(a.before, '$.hash'))"
            " WHERE a.number = ? AND a.entry_id = ? ORDER BY v.version DESC LIMIT 1",
            (number, entry_id),
        )
        return rows[0] if rows else None

    def _set_deleted(self, connection: Connection, act: Act, deleted_at: int | None, now: datetime) -> None:
        connection.execute(
            "UPDATE entries SET deleted_at = ?, updated_at = max(updated_at, ?) WHERE id = ?",
            (deleted_at, milliseconds(now), act.entry and act.entry.id),
        )

    def _move_to_trash(self, connection: Connection, act: Act, now: datetime) -> None:
        connection.execute(
            f"UPDATE entries AS e SET deleted_at = ?, updated_at = max(updated_at, ?) WHERE {_LIVE_OF_ACT}",
            (milliseconds(now), milliseconds(now), act.number),
        )

    def _restore_version(self, connection: Connection, act: Act, now: datetime) -> None:
        if act.entry is None:
            return
        version = self._version_before(act.number, act.entry.id)
        row = self._database.rows("SELECT * FROM entries WHERE id = ?", (act.entry.id,))[0]
        before = json.loads(
            self._database.rows("SELECT before FROM acts WHERE number = ?", (act.number,))[0][0]
        )
        if version is None:
            return
        said = {name: version[name] for name in ("prompt", "text", "answers")}
        labels = checkin_labels(Checkin.from_json(version["answers"])) if row["kind"] == "checkin" else ()
        changed = revise_entry(connection, now, row, {**said, "listed": before["listed"]}, labels=labels)
        connection.execute("DELETE FROM readings WHERE entry_id = ?", (row["id"],))
        connection.executemany(
            "INSERT INTO readings VALUES (?, ?, ?, ?, ?)",
            [(row["id"], *reading) for reading in before["readings"]],
        )
        date, there = (RowDate(*(of[name] for name in RowDate._fields)) for of in (version, row))
        if date.created_at is not None and date != there:
            if not changed:
                keep_version(connection, row)
            move_entry(connection, row["seq"], date, updated_at=milliseconds(now))


_LIVE_OF_ACT = "e.deleted_at IS NULL AND e.id IN (SELECT entry_id FROM act_entries WHERE act_entries.act = ?)"


def _at_version(entry: Entry, version: Row) -> Entry:
    if version["created_at"] is not None:
        at = local_time(version["created_at"], version["utc_offset"])
        entry = entry._replace(at=at, named_day=named_day(version))
    return entry._replace(text=version["text"], prompt=version["prompt"], answers=version["answers"])
