"""Stores entries that were written elsewhere, and finds those that are here already."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.transfer.deferred_index import IndexedEntry
from resilify_cli.store.checkins import Checkins, checkin_columns, checkin_labels, mood_reading
from resilify_cli.store.entry import COLUMNS, JOIN, Entry, read_entry
from resilify_cli.store.entry_days import named_day
from resilify_cli.store.entry_rows import Labels, row_date, tag_labels
from resilify_cli.store.entry_times import SEQ_SHIFT, check_time, local_time
from resilify_cli.store.many_rows import insert_all
from resilify_cli.store.new_rows import NewRow, insert_rows
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.stamps import clock_of, milliseconds, storable

if TYPE_CHECKING:
    from resilify_cli.checkin.model import Checkin
    from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Row

# In the trash, because the last import that brought it was undone.
_UNDONE = """(e.deleted_at IS NOT NULL AND e.erased_at IS NULL AND
    (SELECT a.undone_at FROM act_entries b JOIN acts a ON a.number = b.act
        WHERE b.entry_id = e.id ORDER BY b.act DESC LIMIT 1) IS NOT NULL)"""

# So many entries, with so many characters, wait to be written at once.
_MOST_NEW = 1_024
_LARGEST_NEW = 4_000_000

_HERE = f"e.erased_at IS NULL AND NOT {_UNDONE}"


class TimedEntry(NamedTuple):
    """When an entry was written: its time in its own zone, and the day that was named for it, if any."""

    id: str
    kind: str
    at: datetime
    named_day: date | None


class _NewEntry(NamedTuple):
    """An entry that is to be written: its row, its labels, and the mood of a check-in."""

    row: NewRow
    labels: Labels
    mood: int | None


class ImportedEntries:
    """Writes imported entries to the table `entries`, and finds those that are there already.

    New entries are written by the thousand: before anything is read of them, and before the index is flushed.

    Args:
        database: The store. The caller begins a transaction first.
        index: Learns of each new entry; the caller opens it inside the transaction.
    """

    def __init__(self, database: Database, index: DeferredFtsIndex) -> None:
        self._database = database
        self._index = index
        # What another one holds back is here too.
        index.flush()
        index.call_before_flush(self._write_new)
        self._new: dict[str, _NewEntry] = {}
        self._new_size = 0
        # Whether there was no entry before, so that none needs to be looked for.
        self.was_empty = not database.rows("SELECT 1 FROM entries LIMIT 1")
        # Nothing is undone while an import runs, and mostly nothing was before.
        self._has_undone = bool(database.rows("SELECT 1 FROM acts WHERE undone_at IS NOT NULL LIMIT 1"))
        self._device = str(database.rows("SELECT id FROM device")[0][0])
        self._changed = int(database.rows("SELECT coalesce(max(changed), 0) FROM entries")[0][0])
        self._but_undone = f" AND NOT {_UNDONE}" if self._has_undone else ""
        # Of those that were asked for last, whether each is here.
        self._looked_up: dict[str, bool] = {}

    def look_up(self, entry_ids: Sequence[str]) -> None:
        """Ask at once which of some entries are here, for `has` to tell."""
        found = self._database.connection.execute(
            f"SELECT e.id FROM entries e WHERE id IN (SELECT value FROM json_each(?)){self._but_undone}",
            (json.dumps(entry_ids),),
        )
        here = {str(row[0]) for row in found} | self._new.keys()
        self._looked_up = {entry_id: entry_id in here for entry_id in entry_ids}

    def has(self, entry_id: str) -> bool:
        """Return whether an entry with this id is here, or was deleted or erased here.

        One that an undone import had brought does not count.
        """
        known = self._looked_up.get(entry_id)
        if known is None:
            # Within the caller's transaction, which tells its errors.
            query = f"SELECT e.id FROM entries e WHERE id = ?{self._but_undone}"
            known = entry_id in self._new or bool(
                self._database.connection.execute(query, (entry_id,)).fetchone()
            )
        return known

    def bring_back(self, entry_id: str) -> bool:
        """Restore an entry from the trash if an undone import had brought it; return whether it had."""
        if not self._has_undone:
            return False
        self._write_new()
        connection = self._database.connection
        done = connection.execute(
            "UPDATE entries AS e SET deleted_at = NULL, updated_at = max(updated_at, ?)"
            f" WHERE id = ? AND {_UNDONE}",
            (milliseconds(self._database.clock()), entry_id),
        )
        if done.rowcount and entry_id in self._looked_up:
            self._looked_up[entry_id] = True
        return bool(done.rowcount)

    def of_id(self, entry_id: str) -> Iterator[Entry]:
        """Yield the entry with an id as it is, and as it was before; nothing if it was erased."""
        yield from self._find_entries("e.id = ?", (entry_id,))

    def times(self, since: datetime, length: timedelta) -> Iterator[TimedEntry]:
        """Yield the times of all entries in a span, also of those in the trash.

        Args:
            since: The start of the span.
            length: Its length.
        """
        self._write_new()
        first = milliseconds(since) << SEQ_SHIFT
        last = (milliseconds(since) + length // timedelta(milliseconds=1)) << SEQ_SHIFT
        rows = self._database.stream(
            "SELECT e.id, e.kind, e.created_at, e.utc_offset, e.named_day FROM entries e"
            f" WHERE e.seq >= ? AND e.seq < ? AND {_HERE} ORDER BY e.seq",
            (first, last),
        )
        return map(_timed_entry, rows)

    def former_times(self) -> Iterator[TimedEntry]:
        """Yield the times that entries had before their dates were changed here."""
        self._write_new()
        rows = self._database.stream(
            "SELECT e.id, e.kind, v.created_at, v.utc_offset, v.named_day"
            " FROM entry_versions v JOIN entries e ON e.id = v.entry_id"
            f" WHERE v.created_at IS NOT NULL AND v.created_at <> e.created_at AND {_HERE}"
        )
        return map(_timed_entry, rows)

    def all(self) -> Iterator[Entry]:
        """Yield all entries, as `of_id` does."""
        yield from self._find_entries("TRUE", ())

    def add(
        self, entry_id: str, at: datetime, text: str, prompt: str, place: str, day: date | None = None
    ) -> None:
        """Store a note.

        Args:
            entry_id: Its id.
            at: The time it is about, aware of its zone.
            text: The note.
            prompt: The question that it answers, if any.
            place: Where that was asked, such as the title of a session.
            day: The day that was named for it without a time.
        """
        self._add("note", entry_id, at, day, (storable(prompt), storable(text), None), storable(place))

    def add_checkin(self, entry_id: str, at: datetime, checkin: Checkin, day: date | None = None) -> None:
        """Store a check-in.

        Args:
            entry_id: Its id.
            at: The time it is about, aware of its zone.
            checkin: The check-in.
            day: The day that was named for it without a time.
        """
        columns = checkin_columns(checkin)
        words = ("", columns["text"], columns["answers"])
        self._add("checkin", entry_id, at, day, words, "", checkin_labels(checkin), checkin.mood)
        Checkins(self._database).offer_own_words(checkin)

    def _add(
        self,
        kind: str,
        entry_id: str,
        at: datetime,
        day: date | None,
        words: tuple[str, str, str | None],
        place: str,
        labels: Labels = (),
        mood: int | None = None,
    ) -> None:
        check_time(at)
        created, offset, named = row_date(at, day)
        prompt, text, answers = words
        # The stamps that a trigger would give a new row by writing it once more.
        self._changed += 1
        stamps = (clock_of(created), self._device, self._changed)
        digest = hash_texts(prompt, text, answers or "")
        row = NewRow(entry_id, kind, True, place, *words, digest, created, offset, created, named, *stamps)
        self._new[entry_id] = _NewEntry(row, [*tag_labels(text), *labels], mood)
        self._looked_up[entry_id] = True
        self._new_size += len(text)
        if len(self._new) >= _MOST_NEW or self._new_size >= _LARGEST_NEW:
            self._write_new()

    def _write_new(self) -> None:
        """Write the entries that came in since the last time."""
        if not self._new:
            return
        new = list(self._new.values())
        self._new.clear()
        self._new_size = 0
        connection = self._database.connection
        numbers = insert_rows(connection, [entry.row for entry in new])
        labels = []
        moods = []
        for seq, (row, its_labels, mood) in zip(numbers, new, strict=True):
            labels += [(kind, label, seq) for kind, label in its_labels]
            if mood:
                moods.append(mood_reading(row.id, mood))
            self._index.add(IndexedEntry(seq, row.text, row.prompt, row.session_title))
        insert_all(connection, "INSERT OR IGNORE INTO labels", labels)
        insert_all(connection, "INSERT INTO readings", moods)

    def _find_entries(self, where: str, parameters: tuple[int | str, ...]) -> Iterator[Entry]:
        self._write_new()
        rows = self._database.stream(
            f"SELECT {COLUMNS} FROM entries e {JOIN} WHERE {where} AND {_HERE} ORDER BY e.seq",
            parameters,
        )
        for row in rows:
            entry = read_entry(row)
            yield entry
            if entry.edited:
                yield from self._earlier_versions(entry)

    def _earlier_versions(self, entry: Entry) -> Iterator[Entry]:
        rows = self._database.rows(
            "SELECT prompt, text, answers FROM entry_versions WHERE entry_id = ?", (entry.id,)
        )
        for row in rows:
            yield entry._replace(prompt=row["prompt"], text=row["text"], answers=row["answers"])


def _timed_entry(row: Row) -> TimedEntry:
    return TimedEntry(
        row["id"], row["kind"], local_time(row["created_at"], row["utc_offset"]), named_day(row)
    )
