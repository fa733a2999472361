"""Adds many new entries to the search index at once.

FTS5 keeps what it is given together until the end of the statement: entry by entry, a hundred thousand take
five times as long. So within this context the index learns of new entries by the thousand. It is given their
words: to read them back by the view, which takes the apostrophes out, takes nearly as long as to index them.
And a table with a trigger is written to twice as slowly, even where the trigger has nothing to do: SQLite
opens a savepoint for each row. So the one that stamps new entries rests too.

And the index by the random ends of ids is written to at another place for each entry. In a store without
entries it is made at the end, of what is sorted then; in one that has some, that might take longer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Self

from resilify_cli.store.search_terms import SEARCHED, joined_words

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

_TRIGGERS = ("entries_written", "entries_fts_insert")
_RANDOM_INDEX = "entries_by_handle"
# So many entries, with so many characters, wait at most; one statement takes 32,766 parameters, six for each.
_AT_ONCE = 5_000
_LARGEST = 4_000_000
_ROW = "(?, ?, ?, ?, ?, ?)"
# Of how many pieces of the index it makes one, and how many bytes it gathers before it writes a piece: the
# fewer, the more often it writes the same once more.
_OF_MANY = {"automerge": 8, "hashsize": 8 << 20}
_USUALLY = {"automerge": 4, "hashsize": 1 << 20}


class IndexedEntry(NamedTuple):
    """What the search index has of an entry that the journal shows.

    Attributes:
        seq: The number of its row.
        text: Its text.
        prompt: The question that it answers.
        session: The title of the session.
        enrollment_id: The enrollment with the title of its program, if it has one.
    """

    seq: int
    text: str
    prompt: str
    session: str
    enrollment_id: str | None = None


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
        self._new: list[IndexedEntry] = []
        self._size = 0
        self._dropped: list[str] = []
        self._few = few
        self._writers: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        if self._few:
            return self
        for name in _TRIGGERS:
            self._drop("trigger", name)
        if self._connection.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is None:
            self._drop("index", _RANDOM_INDEX)
        self._set_index(_OF_MANY)
        return self

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        if error is not None:
            return
        self.flush()
        if not self._few:
            self._set_index(_USUALLY)
            for sql in self._dropped:
                self._connection.execute(sql)

    def add(self, entry: IndexedEntry) -> None:
        """Remember an entry that the index does not have yet."""
        if self._few:
            return
        self._new.append(entry)
        self._size += len(entry.text)
        if len(self._new) >= _AT_ONCE or self._size >= _LARGEST:
            self._write()

    def add_all(self, entries: Sequence[IndexedEntry]) -> None:
        """Remember some entries, far fewer than it takes at once, that the index does not have yet."""
        if self._few:
            return
        # Always as many at once: SQLite keeps each statement of another size prepared, about a megabyte.
        room = _AT_ONCE - len(self._new)
        for some in (entries[:room], entries[room:]):
            self._new += some
            self._size += sum([len(entry.text) for entry in some])
            if len(self._new) >= _AT_ONCE or self._size >= _LARGEST:
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
        titles = dict(self._connection.execute("SELECT id, title FROM enrollments").fetchall())
        # The index would begin another piece at each entry that is not later than the one before it.
        rows = []
        for seq, text, prompt, session, enrollment_id in sorted(self._new):
            words = (text, prompt, session, titles.get(enrollment_id, ""))
            rows.append((seq, *words, joined_words(*words)))
        values = ", ".join([_ROW] * len(rows))
        self._connection.execute(
            f"INSERT INTO entries_fts (rowid, {SEARCHED}) VALUES {values}", [*chain.from_iterable(rows)]
        )
        self._new.clear()
        self._size = 0

    def _drop(self, kind: str, name: str) -> None:
        """Drop a trigger or an index until the end of the context."""
        query = "SELECT sql FROM sqlite_schema WHERE type = ? AND name = ?"
        (sql,) = self._connection.execute(query, (kind, name)).fetchone()
        self._dropped.append(sql)
        self._connection.execute(f"DROP {kind} {name}")

    def _set_index(self, options: dict[str, int]) -> None:
        self._connection.executemany(
            "INSERT INTO entries_fts (entries_fts, rank) VALUES (?, ?)", options.items()
        )
