"""Stores entries that were written elsewhere, and finds those that are here already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.store.checkins import Checkins, checkin_columns, checkin_labels, mood_reading
from resilify_cli.store.entry import COLUMNS, JOIN, Entry, read_entry
from resilify_cli.store.entry_days import named_day
from resilify_cli.store.entry_rows import Labels, entry_row, tag_labels
from resilify_cli.store.entry_times import SEQ_SHIFT, local_time
from resilify_cli.store.new_rows import insert_rows
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
_MOST_NEW = 500
_LARGEST_NEW = 1_000_000

_HERE = f"e.erased_at IS NULL AND NOT {_UNDONE}"


class TimedEntry(NamedTuple):
    """When an entry was written: its time in its own zone, and the day that was named for it, if any."""

    id: str
    kind: str
    at: datetime
    named_day: date | None


class _NewEntry(NamedTuple):
    """An entry that is to be written: its row, its labels, and the mood of a check-in."""

    row: dict[str, object]
    labels: Labels
    mood: int | None


class ImportedEntries:
    """Writes imported entries to the table `entries`, and finds those that are there already.

    New entries are written by the hundred: before anything is read of them, and before the index is flushed.

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
        but_undone = f" AND NOT {_UNDONE}" if self._has_undone else ""
        self._is_here = f"SELECT 1 FROM entries e WHERE id = ?{but_undone}"

    def has(self, entry_id: str) -> bool:
        """Return whether an entry with this id is here, or was deleted or erased here.

        One that an undone import had brought does not count.
        """
        if entry_id in self._new:
            return True
        # Asked for each thing that is read, within the caller's transaction, which tells its errors.
        found = self._database.connection.execute(self._is_here, (entry_id,))
        return found.fetchone() is not None

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
        columns: dict[str, object] = {
            "kind": "note",
            "listed": True,
            "session_title": storable(place),
            "prompt": storable(prompt),
            "text": storable(text),
        }
        self._add(entry_id, at, columns, (), day)

    def add_checkin(self, entry_id: str, at: datetime, checkin: Checkin, day: date | None = None) -> None:
        """Store a check-in.

        Args:
            entry_id: Its id.
            at: The time it is about, aware of its zone.
            checkin: The check-in.
            day: The day that was named for it without a time.
        """
        columns = {"kind": "checkin", "listed": True, **checkin_columns(checkin)}
        self._add(entry_id, at, columns, checkin_labels(checkin), day, checkin.mood)
        Checkins(self._database).offer_own_words(checkin)

    def _add(
        self,
        entry_id: str,
        at: datetime,
        columns: dict[str, object],
        labels: Labels,
        day: date | None,
        mood: int | None = None,
    ) -> None:
        columns |= self._new_stamps(milliseconds(at))
        text = str(columns["text"])
        row = entry_row(at, columns, entry_id=entry_id, day=day)
        self._new[entry_id] = _NewEntry(row, [*tag_labels(text), *labels], mood)
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
        labels = [
            (kind, label, seq)
            for seq, entry in zip(numbers, new, strict=True)
            for kind, label in entry.labels
        ]
        connection.executemany("INSERT OR IGNORE INTO labels VALUES (?, ?, ?)", labels)
        moods = [mood_reading(str(entry.row["id"]), entry.mood) for entry in new if entry.mood]
        connection.executemany("INSERT INTO readings VALUES (?, ?, ?, ?, ?)", moods)
        for seq in numbers:
            self._index.add(seq)

    def _new_stamps(self, at: int) -> dict[str, object]:
        """Return the stamps of a new row, which a trigger would give it by writing it once more.

        Args:
            at: The time of the entry in Unix milliseconds.
        """
        self._changed += 1
        return {
            "clock": clock_of(at),
            "device": self._device,
            "changed": self._changed,
        }

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
