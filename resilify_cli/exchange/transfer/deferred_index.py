"""Adds many new entries to the search index at once.

FTS5 keeps what it is given together until the end of the statement: entry by entry, a hundred thousand take
five times as long. So within this context the index learns of new entries by the thousand. And a table with a
trigger is written to twice as slowly, even where the trigger has nothing to do: SQLite opens a savepoint for
each row. So the one that stamps new entries rests too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from resilify_cli.store.search_terms import SEARCHED

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

_TRIGGERS = ("entries_written", "entries_fts_insert")
_AT_ONCE = 5_000


class DeferredFtsIndex:
    """A context, inside a transaction, in which the search index learns of new entries later.

    Whoever writes an entry calls `add`, and gives the row its `clock`, `device` and `changed`. The schema is
    as before at the end of the context; if it ends with an error, once the transaction is rolled back.

    Args:
        connection: The store.
        few: Whether only a few entries will come. Then the index learns of each at once: to change the
            schema, and to prepare all statements anew, would take longer.
    """

    def __init__(self, connection: Connection, *, few: bool = False) -> None:
        self._connection = connection
        self._new: list[int] = []
        self._triggers: list[str] = []
        self._few = few
        self._writers: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        if self._few:
            return self
        for name in _TRIGGERS:
            (sql,) = self._connection.execute(
                "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", (name,)
            ).fetchone()
            self._triggers.append(sql)
            self._connection.execute(f"DROP TRIGGER {name}")
        return self

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        if error is not None:
            return
        self.flush()
        if not self._few:
            for sql in self._triggers:
                self._connection.execute(sql)

    def add(self, seq: int) -> None:
        """Remember the row number of an entry that the index does not have yet."""
        if self._few:
            return
        self._new.append(seq)
        if len(self._new) >= _AT_ONCE:
            self._write()

    def call_before_flush(self, write: Callable[[], None]) -> None:
        """Let `write`, which writes rows that were held back, be called before the index is flushed."""
        self._writers.append(write)

    def flush(self) -> None:
        """Add all new entries to the index."""
        for write in self._writers:
            write()
        self._write()

    def _write(self) -> None:
        if not self._new:
            return
        self._connection.execute(
            f"INSERT INTO entries_fts (rowid, {SEARCHED}) SELECT seq, {SEARCHED} FROM shown_entries"
            " WHERE seq IN (SELECT value FROM json_each(?))",
            (json.dumps(self._new),),
        )
        self._new.clear()
