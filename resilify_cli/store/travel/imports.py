"""Brings entries in that were written elsewhere, and finds those that are here already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from resilify_cli.checkin.model import Checkin
from resilify_cli.store.checkins import Checkins, checkin_columns, checkin_labels
from resilify_cli.store.database import Database
from resilify_cli.store.entry import COLUMNS, JOIN, Entry, read_entry
from resilify_cli.store.entry_rows import SEQ_SHIFT, Labels, insert_entry
from resilify_cli.store.stamps import milliseconds, storable
from resilify_cli.store.travel.late_index import LateIndex


class Imports:
    """Writes to the table `entries`; a transaction is the caller's to begin, and a `LateIndex` in it."""

    def __init__(self, database: Database, index: LateIndex) -> None:
        self._database = database
        self._index = index
        # Of the entries that were here before; those that are added are known by their ids.
        self._offsets = {
            int(row["utc_offset"]) for row in database.rows("SELECT DISTINCT utc_offset FROM entries")
        }

    def has(self, entry_id: str) -> bool:
        """Return whether there is an entry of this id, or was one that was deleted or erased."""
        return bool(self._database.rows("SELECT 1 FROM entries WHERE id = ?", (entry_id,)))

    def bring_back(self, entry_id: str) -> bool:
        """Take an entry out of the trash if an import that was undone had brought it.

        Return whether it was so.
        """
        connection = self._database.connection
        done = connection.execute(
            "UPDATE entries SET deleted_at = NULL, updated_at = ?"
            " WHERE id = ? AND deleted_at IS NOT NULL AND erased_at IS NULL AND EXISTS"
            " (SELECT 1 FROM act_entries b JOIN acts a ON a.number = b.act"
            " WHERE b.entry_id = entries.id AND a.undone_at IS NOT NULL)",
            (milliseconds(self._database.clock()), entry_id),
        )
        return bool(done.rowcount)

    def of_time(self, at: datetime, resolution: timedelta, *, zoned: bool) -> Iterator[Entry]:
        """Yield the entries here before of that time, as exact as `resolution`, those in the trash included.

        Each comes as it is and as it was in earlier versions. Where a time is not `zoned`, it is that of
        the clock on the wall, wherever an entry was written.
        """
        if not self._offsets:
            return
        if zoned:
            yield from self._between(milliseconds(at), resolution, None)
            return
        wall = milliseconds(at) + _offset(at) * 60_000
        for offset in self._offsets:
            yield from self._between(wall - offset * 60_000, resolution, offset)

    def add(self, entry_id: str, at: datetime, text: str, prompt: str, place: str) -> None:
        """Keep a note; `place` is where its `prompt` was asked."""
        columns: dict[str, object] = {
            "kind": "note",
            "listed": True,
            "session_title": storable(place),
            "prompt": storable(prompt),
            "text": storable(text),
        }
        self._insert(entry_id, at, columns, ())

    def add_checkin(self, entry_id: str, at: datetime, checkin: Checkin) -> None:
        """Keep a check-in."""
        columns = {"kind": "checkin", "listed": True, **checkin_columns(checkin)}
        labels = checkin_labels(checkin)
        self._insert(entry_id, at, columns, labels)
        checkins = Checkins(self._database)
        checkins.set_mood(entry_id, checkin.mood)
        checkins.offer_own(checkin)

    def _insert(self, entry_id: str, at: datetime, columns: dict[str, object], labels: Labels) -> None:
        connection = self._database.connection
        insert_entry(connection, at, columns, labels=labels, entry_id=entry_id)
        self._index.add(self._database.rows("SELECT seq FROM entries WHERE id = ?", (entry_id,))[0][0])

    def _between(self, since: int, resolution: timedelta, offset: int | None) -> Iterator[Entry]:
        first = since << SEQ_SHIFT
        last = (since + resolution // timedelta(milliseconds=1)) << SEQ_SHIFT
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM entries e {JOIN}"
            " WHERE e.seq >= ? AND e.seq < ? AND e.listed AND e.erased_at IS NULL",
            (first, last),
        )
        for row in rows:
            if offset in (None, row["utc_offset"]):
                entry = read_entry(row)
                yield entry
                if entry.edited:
                    yield from self._earlier(entry)

    def _earlier(self, entry: Entry) -> Iterator[Entry]:
        rows = self._database.rows(
            "SELECT prompt, text, answers FROM entry_versions WHERE entry_id = ?", (entry.id,)
        )
        for row in rows:
            yield entry._replace(prompt=row["prompt"], text=row["text"], answers=row["answers"])


def _offset(at: datetime) -> int:
    """Return the minutes of a time's zone, as they are kept."""
    return int((at.utcoffset() or timedelta()).total_seconds() // 60)
