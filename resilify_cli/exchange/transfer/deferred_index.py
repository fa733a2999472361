"""Tells the search index of many new entries at once.

The index keeps what it was told together until the statement ends that told it: entry by entry, a
hundred thousand take five times as long. So within this context it is not told of new ones, until it is
told of thousands.
"""

from __future__ import annotations

import json
from types import TracebackType
from typing import Self

from resilify_cli.store.engine import Connection
from resilify_cli.store.search_terms import SEARCHED

_TRIGGER = "entries_fts_insert"
_AT_ONCE = 5_000


class DeferredFtsIndex:
    """A context inside a transaction. Whoever writes an entry in it adds its number.

    The schema is as before at its end; if it ends with an error, once the transaction is rolled back.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._new: list[int] = []
        self._sql = ""

    def __enter__(self) -> Self:
        self._sql = self._connection.execute(
            "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", (_TRIGGER,)
        ).fetchone()[0]
        self._connection.execute(f"DROP TRIGGER {_TRIGGER}")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.flush()
            self._connection.execute(self._sql)

    def add(self, seq: int) -> None:
        """Note that the index does not know of this entry yet."""
        self._new.append(seq)
        if len(self._new) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Tell the index of all that it does not know yet."""
        if not self._new:
            return
        self._connection.execute(
            f"INSERT INTO entries_fts (rowid, {SEARCHED}) SELECT seq, {SEARCHED} FROM shown_entries"
            " WHERE seq IN (SELECT value FROM json_each(?))",
            (json.dumps(self._new),),
        )
        self._new.clear()
