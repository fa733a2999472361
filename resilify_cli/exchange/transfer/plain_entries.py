"""Reads entries of a complete export that go into an empty store as they are.

Nearly all are so: they never were in the trash, lie on the day of their time, and say what others say but for
their words and times. What merging would ask of them is known. So they are written as the values of the file,
and never become rows with names, which would be looked up again at each step of a merge.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from resilify_cli.store.entry_times import SEQ_SHIFT

if TYPE_CHECKING:
    from collections.abc import Callable

    from resilify_cli.exchange.transfer.columns import Columns, RawRow, Shape

# What is asked of all of an entry, and what it says that was neither deleted nor moved to another day.
_STATE = ("deleted_at", "erased_at", "named_day", "deletion", "gone")
_PLAIN = (None, None, None, None, "")
_PICKED = ("seq", "id", "kind", "enrollment_id", "text", "prompt", "session_title", "listed")
_STAMPS = ("created_at", "clock", "device")


class PlainEntry(NamedTuple):
    """An entry that is written as it is.

    Attributes:
        names: The names of its columns.
        values: The value of each.
        seq: The number of its row, which is of its time.
        id: Its id.
        kind: Its kind.
        enrollment_id: The enrollment that it belongs to, if to any.
        text: Its text.
        prompt: The question that it answers.
        session_title: The title of its session.
        listed: Whether the journal shows it.
    """

    names: tuple[str, ...]
    values: list[Any]
    seq: int
    id: str
    kind: str
    enrollment_id: str | None
    text: str
    prompt: str
    session_title: str
    listed: int


class PlainEntries:
    """Reads entries that are plain.

    Args:
        columns: What the table holds.
        device: The id of this store, whose entries are not plain.
    """

    def __init__(self, columns: Columns, device: str) -> None:
        self._columns = columns
        self._device = device
        self._shape: Shape | None = None
        self._names: tuple[str, ...] = ()
        self._state: Callable[[list[Any]], tuple[Any, ...]] = tuple
        self._stamps: Callable[[list[Any]], tuple[Any, ...]] = tuple
        self._picked: Callable[[list[Any]], tuple[Any, ...]] = tuple

    def read(self, record: RawRow) -> PlainEntry | None:
        """Return an entry if it is plain, and None if it has to be merged as any other.

        Args:
            record: The record of an entry as it was read from JSON.
        """
        found = self._columns.known_entry(record)
        if found is None:
            return None
        shape, values = found
        if shape is not self._shape and not self._look_at(shape):
            return None
        if self._state(values) != _PLAIN:
            return None
        entry = PlainEntry(self._names, values, *self._picked(values))
        created_at, clock, device = self._stamps(values)
        # One without a clock would be given one, and one of this store gives it another name.
        if entry.seq >> SEQ_SHIFT != created_at or not clock or device == self._device:
            return None
        return entry

    def _look_at(self, shape: Shape) -> bool:
        """Remember where the values of such rows stand. Return whether they have all that is asked."""
        try:
            self._state, self._stamps, self._picked = (
                itemgetter(*map(shape.names.index, names)) for names in (_STATE, _STAMPS, _PICKED)
            )
        except ValueError:
            return False
        self._shape, self._names = shape, shape.names
        return {"prompt", "answers", "hash", "edits"} <= {*shape.names}
