"""The identity rules of notes, and the ids that follow from them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from resilify_cli.exchange.entries.entry_identity import derived_id
from resilify_cli.exchange.entries.portable_entry import PortableEntry

if TYPE_CHECKING:
    from resilify_cli.exchange.file_dates.entry_date import EntryDate


class NoteIdentity:
    """The identity rules of notes: times by the second with their zones, and all words."""

    resolution: ClassVar[timedelta] = timedelta(seconds=1)
    zoned: ClassVar[bool] = True

    def comparable_text(self, entry: PortableEntry) -> str:
        """Return the question, where it was asked, and the words."""
        return "\0".join((entry.prompt, entry.place, entry.text))


def note_id(text: str, date: EntryDate) -> str:
    """Return the id that a note gets when it is imported.

    Args:
        text: All of its text, as the entry has it.
        date: When it is from.
    """
    return derived_id(NoteIdentity(), PortableEntry(text, date.at, day=date.day, guess=date.guess))
