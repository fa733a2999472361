"""The log of what was added, changed, deleted and imported here, by which `undo` finds the last of it.

It holds ids, times and numbers, and no words. It is of this store alone: no export takes it along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum

from resilify_cli.store.engine import Connection, Row
from resilify_cli.store.stamps import milliseconds


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
    """Note an act within the caller's transaction, and return its number.

    Args:
        connection: the store's.
        kind: what was done.
        at: when.
        entry_id: the entry it was done to; none for an import.
        before: what `entry_state` said of the entry before it was changed.
        source: the name of the format that was imported.
    """
    row = (kind.value, entry_id, before, source, milliseconds(at))
    connection.execute(
        "INSERT INTO acts (kind, entry_id, before, source, done_at) VALUES (?, ?, ?, ?, ?)", row
    )
    return int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])


def record_entries(connection: Connection, act: int, entry_ids: Iterable[str]) -> None:
    """Note the entries that an import brought."""
    connection.execute(
        "INSERT INTO act_entries SELECT DISTINCT ?, value FROM json_each(?)",
        (act, json.dumps(list(entry_ids))),
    )


def entry_state(connection: Connection, row: Row) -> str:
    """Return what is to be known of an entry to go back to it: its hash, and what no version keeps of it."""
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
    """Forget all that was done to entries, which are erased now."""
    for table in ("acts", "act_entries"):
        connection.execute(
            f"DELETE FROM {table} WHERE entry_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(entry_ids)),),
        )


class ImportBatch:
    """The entries that one import brings, noted as they come; an import that brings none is no act.

    A transaction is the caller's, who calls `close` at its end.
    """

    _AT_ONCE = 1_000

    def __init__(self, connection: Connection, at: datetime, source: str) -> None:
        self._connection = connection
        self._at = at
        self._source = source
        self._act = 0
        self._ids: list[str] = []

    def add(self, entry_id: str) -> None:
        """Note an entry that came in."""
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
