"""The log of what was added, changed, deleted and imported: the table `acts`, which `undo` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection, Row


class ActKind(Enum):
    """What was done."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"
    IMPORTED = "imported"


def record_act(
    connection: Connection,
    kind: ActKind,
    at: datetime,
    entry_id: str = "",
    *,
    before: str | None = None,
    source: str = "",
) -> int:
    """Record an act within the caller's transaction.

    Args:
        connection: The store, in a transaction.
        kind: What was done.
        at: When, aware of its zone.
        entry_id: The entry that it was done to; None for an import.
        before: What `entry_state` returned for the entry before a change.
        source: The name of the imported file.

    Returns:
        The number of the act.
    """
    row = (kind.value, entry_id, before, source, milliseconds(at))
    connection.execute(
        "INSERT INTO acts (kind, entry_id, before, source, done_at) VALUES (?, ?, ?, ?, ?)", row
    )
    return int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])


def record_entries(connection: Connection, act: int, entry_ids: Iterable[str]) -> None:
    """Record which entries an import brought.

    Args:
        connection: The store, in a transaction.
        act: The number of the import, as `record_act` returned it.
        entry_ids: The ids of the entries.
    """
    from resilify_cli.store.many_rows import insert_all

    insert_all(connection, "INSERT OR IGNORE INTO act_entries", [(act, one) for one in entry_ids])


def entry_state(connection: Connection, row: Row) -> str:
    """Return the part of an entry that no version keeps, as JSON, so that `undo` can go back to it."""
    readings = connection.execute(
        "SELECT measure, value, low, high FROM readings WHERE entry_id = ?", (row["id"],)
    )
    kept = {
        "hash": bytes(row["hash"]).hex(),
        "listed": row["listed"],
        "readings": [list(reading) for reading in readings],
    }
    return json.dumps(kept)


def delete_acts(connection: Connection, entry_ids: Sequence[str]) -> None:
    """Delete the records of all that was done to entries which are being erased."""
    for table in ("acts", "act_entries"):
        connection.execute(
            f"DELETE FROM {table} WHERE entry_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(entry_ids)),),
        )


class ImportBatch:
    """Collects the entries that one import brings, and records them as one act; none if it brings none."""

    _AT_ONCE = 1_000

    def __init__(self, connection: Connection, at: datetime, source: str) -> None:
        self._connection = connection
        self._at = at
        self._source = source
        self._act = 0
        self._ids: list[str] = []

    def add(self, entry_id: str) -> None:
        """Add an entry that came in."""
        self._ids.append(entry_id)
        if len(self._ids) >= self._AT_ONCE:
            self.close()

    def close(self) -> None:
        """Write what is not written yet."""
        if not self._ids:
            return
        self._act = self._act or record_act(self._connection, ActKind.IMPORTED, self._at, source=self._source)
        record_entries(self._connection, self._act, self._ids)
        self._ids.clear()
