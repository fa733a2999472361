"""The trash: entries that were deleted, until they are given back or erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from resilify_cli.days import in_zone
from resilify_cli.store.acts import ActKind, record_act
from resilify_cli.store.entry import COLUMNS, JOIN, Entry, read_entry
from resilify_cli.store.entry_times import local_time
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.store.database import Database

KEPT = timedelta(days=30)
# A clock that is wrong today was right, or the same, on a day before.
_BEFORE = timedelta(days=1)


class Trash:
    """The deleted rows of `entries`.

    An erased row keeps its id, its times and nothing else, so that a store it was copied to can one day
    be told.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, entry: Entry) -> None:
        """Move an entry to the trash: it leaves the journal and its search, and can be restored."""
        # A clock that was set back has it lie there no longer than it does.
        newest = self._database.rows("SELECT max(updated_at) AS newest FROM entries")[0]["newest"]
        self._leave_tombstone(entry, max(milliseconds(self._database.clock()), newest or 0), ActKind.DELETED)

    def restore(self, entry: Entry) -> None:
        """Move an entry from the trash back into the journal."""
        self._leave_tombstone(entry, None, ActKind.RESTORED)

    def entries(self, zone: tzinfo = UTC) -> list[tuple[Entry, datetime]]:
        """Return the entries in the trash, the newest deletion first, each with its time in the zone."""
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM entries e {JOIN}"
            " WHERE e.deleted_at IS NOT NULL AND e.erased_at IS NULL ORDER BY e.deleted_at DESC, e.seq DESC"
        )
        return [(read_entry(row), in_zone(local_time(row["deleted_at"], 0), zone)) for row in rows]

    def empty(self) -> int:
        """Erase everything in the trash, and return how many entries that were."""
        return self._erase(None)

    def purge_expired_trash(self) -> int:
        """Erase what was deleted more than `KEPT` ago, and return how many entries that were."""
        now = self._database.clock()
        before = milliseconds(now - KEPT)
        # Looked at first without a lock, since nearly always there is nothing to do.
        if not self._deleted_rows(before) or not self._has_change_between(
            before, milliseconds(now - _BEFORE)
        ):
            return 0
        return self._erase(before)

    def _has_change_between(self, after: int, before: int) -> bool:
        return bool(
            self._database.rows(
                "SELECT 1 FROM entries WHERE updated_at BETWEEN ? AND ? LIMIT 1", (after, before)
            )
        )

    def _leave_tombstone(self, entry: Entry, deleted_at: int | None, kind: ActKind) -> None:
        now = self._database.clock()
        with self._database.transaction() as connection:
            connection.execute(
                # A clock that was set back makes no entry older: in a merge the later time wins.
                "UPDATE entries SET deleted_at = ?, updated_at = max(updated_at, ?) WHERE id = ?",
                (deleted_at, milliseconds(now), entry.id),
            )
            record_act(connection, kind, now, entry.id)

    def _deleted_rows(self, before: int | None) -> list[int]:
        rows = self._database.rows(
            "SELECT seq FROM entries WHERE deleted_at IS NOT NULL AND erased_at IS NULL"
            " AND (:before IS NULL OR deleted_at < :before)",
            {"before": before},
        )
        return [int(row["seq"]) for row in rows]

    def _erase(self, before: int | None) -> int:
        from resilify_cli.store.erased_rows import EraseReason, erase_entries

        with self._database.transaction() as connection:
            gone = self._deleted_rows(before)
            erase_entries(connection, gone, milliseconds(self._database.clock()), EraseReason.CLEARED)
            if gone:
                # The index only notes what was taken out of it; merged into one, it is without the words.
                connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('optimize')")
        return len(gone)
