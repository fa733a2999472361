"""What this store knows of its sync folders: the tables `sync_…`, which never leave the store.

They change in the same transactions as the journal, so that a copy of the store that is brought back knows
what it knew then.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.sync.keys import SyncKeys
from resilify_cli.sync.names import SegmentName, SegmentStamp

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Connection, Row


class Changes(NamedTuple):
    """How far a store has counted: the greatest `changed` of its entries and of its enrollments."""

    entries: int
    enrollments: int


NO_CHANGES = Changes(0, 0)
_MOST_LINES = 50


class Pending(NamedTuple):
    """A segment that will be placed next, stored first so that it is known as ours after a crash.

    Attributes:
        name: Its name.
        upto: What it takes of the store's changes.
        words: The state of each own word for check-ins that it holds, by its key.
    """

    name: SegmentName
    upto: Changes
    words: Mapping[str, str]

    def to_json(self) -> str:
        """Return it as JSON."""
        return json.dumps([self.name, self.upto, dict(self.words)])

    @classmethod
    def from_json(cls, text: str) -> Pending:
        """Return what `to_json` returned as JSON."""
        name, upto, words = json.loads(text)
        return cls(SegmentName(*name), Changes(*upto), words)


class BackgroundNote(NamedTuple):
    """What a sync in the background has to tell.

    Attributes:
        at: When it was, in Unix milliseconds.
        failure: Why not all of it was done; empty where it was.
        lines: What else the person should know, also of earlier ones that nobody was told of yet.
    """

    at: int
    failure: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, at: int, failure: str, lines: Iterable[str]) -> BackgroundNote:
        """Return a note with each line once, and the last of them if there are very many."""
        return cls(at, failure, tuple(dict.fromkeys(lines))[-_MOST_LINES:])


class Due(StrEnum):
    """What a device has to write again: nothing, all that it wrote, or the whole store."""

    NOTHING = ""
    OWN = "own"
    ALL = "all"


@dataclass(slots=True)
class FolderState:
    """What the store knows of one folder.

    Attributes:
        id: The id of the folder.
        path: Where it is on this machine.
        device: The device that this store is there: 16 hex digits.
        name: What the person calls this machine.
        keys: The keys of the folder.
        number: The number of the last segment of this device.
        last_hash: The hash of that segment; empty before the first.
        sent: How far the changes of this store have been written there.
        rewritten: Up to which change the files of this device hold no words that are gone from the store.
        pending: A segment that is being placed.
        due: What this device has to write anew.
        uses_git: Whether each sync commits, pulls and pushes with git.
        synced_at: When it was last synced, in Unix milliseconds; 0 if never.
        background: What a sync in the background has to tell; None if there was none since the last other.
    """

    id: str
    path: Path
    device: str
    name: str
    keys: SyncKeys
    number: int = 0
    last_hash: str = ""
    sent: Changes = NO_CHANGES
    rewritten: Changes = NO_CHANGES
    pending: Pending | None = None
    due: Due = Due.NOTHING
    uses_git: bool = False
    synced_at: int = 0
    background: BackgroundNote | None = None

    def save(self, connection: Connection) -> None:
        """Write the row of this folder, within the caller's transaction."""
        pending = self.pending.to_json() if self.pending else ""
        connection.execute(
            "INSERT OR REPLACE INTO sync_folders (id, path, device, name, keys, number, last_hash,"
            " sent_entries, sent_enrollments, rewritten_entries, rewritten_enrollments, pending, due,"
            " uses_git, synced_at, background) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.id, str(self.path), self.device, self.name, self.keys.to_json(), self.number),
                *(self.last_hash, *self.sent, *self.rewritten, pending, self.due.value),
                *(int(self.uses_git), self.synced_at, json.dumps(self.background) if self.background else ""),
            ),
        )

    def become_new_device(self, connection: Connection) -> None:
        """Take a new name in the folder: somebody else writes under the one so far.

        What was sent as the old device stays there, and is that one's to keep.
        """
        connection.execute("DELETE FROM sync_sent WHERE folder = ?", (self.id,))
        self.device, self.number, self.last_hash, self.pending = new_device(), 0, "", None
        self.sent, self.due = NO_CHANGES, Due.NOTHING


def new_device() -> str:
    """Return a random name for a device."""
    return os.urandom(8).hex()


def load_folders(database: Database) -> list[FolderState]:
    """Return the folders that this store is synced with."""
    there = database.rows("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sync_folders'")
    if not there:
        # A store of an earlier version that may only be read.
        return []
    return [_read_row(row) for row in database.rows("SELECT * FROM sync_folders ORDER BY path")]


def _read_row(row: Row) -> FolderState:
    return FolderState(
        id=row["id"],
        path=Path(row["path"]),
        device=row["device"],
        name=row["name"],
        keys=SyncKeys.from_json(row["keys"]),
        number=row["number"],
        last_hash=row["last_hash"],
        sent=Changes(row["sent_entries"], row["sent_enrollments"]),
        rewritten=Changes(row["rewritten_entries"], row["rewritten_enrollments"]),
        pending=Pending.from_json(row["pending"]) if row["pending"] else None,
        due=Due(row["due"]),
        uses_git=bool(row["uses_git"]),
        synced_at=row["synced_at"],
        background=BackgroundNote.of(*json.loads(row["background"])) if row["background"] else None,
    )


def forget_folder(connection: Connection, folder_id: str) -> None:
    """Delete all that is known of a folder, within the caller's transaction."""
    connection.execute("DELETE FROM sync_folders WHERE id = ?", (folder_id,))
    for table in ("sync_segments", "sync_devices", "sync_sent"):
        connection.execute(f"DELETE FROM {table} WHERE folder = ?", (folder_id,))


def count_changes(database: Database) -> Changes:
    """Return how far the store has counted."""
    row = database.rows(
        "SELECT (SELECT coalesce(max(changed), 0) FROM entries),"
        " (SELECT coalesce(max(changed), 0) FROM enrollments)"
    )[0]
    return Changes(*row)


_NEWEST_SNAPSHOT = (
    "(SELECT coalesce(max(number), 0) FROM sync_segments"
    " WHERE folder = :folder AND device = :device AND snapshot)"
)


class ReadSegments:
    """The segments of a folder that this store has read, or has written itself."""

    def __init__(self, database: Database, folder: str) -> None:
        self._database = database
        self._folder_id = folder

    def of(self, device: str) -> list[SegmentName]:
        """Return those of a device, by number."""
        rows = self._database.rows(
            "SELECT number, hash, snapshot FROM sync_segments WHERE folder = ? AND device = ?"
            " ORDER BY number, hash",
            (self._folder_id, device),
        )
        return [_segment_name(row) for row in rows]

    def current(self, device: str) -> list[SegmentName]:
        """Return those of a device from its newest snapshot on, by number: over years, a few of very many."""
        rows = self._database.rows(
            "SELECT number, hash, snapshot FROM sync_segments WHERE folder = :folder AND device = :device"
            f" AND number >= {_NEWEST_SNAPSHOT} ORDER BY number, hash",
            {"folder": self._folder_id, "device": device},
        )
        return [_segment_name(row) for row in rows]

    def numbered(self, device: str, numbers: Iterable[int]) -> list[SegmentName]:
        """Return those of a device that have one of these numbers."""
        rows = self._database.rows(
            "SELECT number, hash, snapshot FROM sync_segments WHERE folder = ? AND device = ?"
            " AND number IN (SELECT value FROM json_each(?))",
            (self._folder_id, device, json.dumps(sorted(set(numbers)))),
        )
        return [_segment_name(row) for row in rows]

    def add(self, connection: Connection, device: str, name: SegmentName) -> None:
        """Note one, within the caller's transaction."""
        connection.execute(
            "INSERT OR IGNORE INTO sync_segments (folder, device, number, hash, snapshot)"
            " VALUES (?, ?, ?, ?, ?)",
            (self._folder_id, device, name.number, name.hash, int(name.snapshot)),
        )

    def stamps(self, device: str) -> dict[SegmentName, SegmentStamp]:
        """Return the sizes and times of the files in use, as noted when each was last read whole."""
        rows = self._database.rows(
            "SELECT number, hash, snapshot, size, modified FROM sync_segments"
            " WHERE folder = :folder AND device = :device AND size >= 0"
            f" AND number >= {_NEWEST_SNAPSHOT}",
            {"folder": self._folder_id, "device": device},
        )
        return {_segment_name(row): SegmentStamp(row["size"], row["modified"]) for row in rows}

    def note_stamp(self, connection: Connection, device: str, name: SegmentName, stamp: SegmentStamp) -> None:
        """Note what a whole file looks like, within the caller's transaction."""
        connection.execute(
            "UPDATE sync_segments SET size = ?, modified = ?"
            " WHERE folder = ? AND device = ? AND number = ? AND hash = ?",
            (*stamp, self._folder_id, device, name.number, name.hash),
        )

    def note_device(self, connection: Connection, device: str, name: str, seen_at: int) -> None:
        """Note the name of a device and when it last wrote, in Unix milliseconds."""
        connection.execute(
            "INSERT INTO sync_devices VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET name = iif(excluded.seen_at >= seen_at, excluded.name, name),"
            " seen_at = max(seen_at, excluded.seen_at)",
            (self._folder_id, device, name, seen_at),
        )

    def devices(self) -> dict[str, tuple[str, int]]:
        """Return the name of each device that was read from, and when it last wrote."""
        rows = self._database.rows(
            "SELECT device, name, seen_at FROM sync_devices WHERE folder = ?", (self._folder_id,)
        )
        return {row["device"]: (row["name"], row["seen_at"]) for row in rows}


def _segment_name(row: Row) -> SegmentName:
    return SegmentName(row["number"], row["hash"], bool(row["snapshot"]))


def covered_by_snapshot(names: Iterable[SegmentName]) -> int:
    """Return the greatest number that a snapshot among these stands for; 0 without one."""
    return max((name.number for name in names if name.snapshot), default=0)


def missing_numbers(names: Iterable[SegmentName]) -> Iterator[int]:
    """Yield the numbers of the segments that are neither among these nor covered by their snapshots."""
    names = list(names)
    there = {name.number for name in names}
    last = max(there, default=0)
    yield from (n for n in range(covered_by_snapshot(names) + 1, last) if n not in there)


def complete_until(names: Iterable[SegmentName]) -> int:
    """Return up to which number each segment is among these, or covered by their snapshots."""
    names = list(names)
    last = max((name.number for name in names), default=0)
    return next(missing_numbers(names), last + 1) - 1
