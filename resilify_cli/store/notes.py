"""Stores notes that a person writes on their own, outside any program."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from resilify_cli.store.acts import ActKind, record_act
from resilify_cli.store.entry_rows import insert_entry
from resilify_cli.store.stamps import storable

if TYPE_CHECKING:
    from resilify_cli.store.database import Database


class Notes:
    """The free notes among the rows of the table `entries`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, text: str, at: datetime | None = None, day: date | None = None) -> str:
        """Store a note, and return its entry's id.

        Args:
            text: The note.
            at: The time it is about, aware of its zone; now if left out.
            day: The day that was named for it without a time.
        """
        now = self._database.clock()
        columns = {"kind": "note", "listed": True, "text": storable(text)}
        with self._database.transaction() as connection:
            entry_id, _ = insert_entry(connection, at or now, columns, written=now, day=day)
            record_act(connection, ActKind.ADDED, now, entry_id)
        return entry_id
