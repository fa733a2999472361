"""Drafts: what is being typed and is not stored as an answer yet. They are not in the search index."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.errors import ErasedMeanwhileError
from resilify_cli.store.engine import WAIT_SECONDS, Connection
from resilify_cli.store.entry_times import local_time
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.stamps import milliseconds, storable

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.store.enrollments import Enrollment

# A pause of this length is no pause to whoever types; the draft is tried again a moment later.
TYPING_WAIT_SECONDS = 0.2
# Where the sentence of a note to a companion is kept while it is being typed.
COMPANION_NOTE = "companion"
# The places outside programs that are no entry's id.
OWN_PLACES = ("note", "checkin", COMPANION_NOTE)
# Stands between a place and the number of a slot beside it; in no id.
_MARK = "~"


class Drafts:
    """The table `drafts`: one for each activity of an enrollment, and one for its practice."""

    def __init__(self, database: Database) -> None:
        erased = "SELECT 1 FROM enrollments WHERE id = ? AND deleted_at IS NOT NULL"
        self._slots = _Slots(database, "drafts", ("enrollment_id", "practice", "activity_id"), erased)

    def save(
        self,
        enrollment: Enrollment,
        activity_id: str,
        practice: bool,
        content: str,
        *,
        while_typing: bool = False,
    ) -> None:
        """Save a draft over the one before, but not over one that another window wrote meanwhile.

        Args:
            enrollment: The enrollment.
            activity_id: The activity that is being answered.
            practice: Whether it is practiced.
            content: The draft as JSON; empty where nothing is left of it, and it goes.
            while_typing: Whether to wait for another program's lock no longer than a person would notice.

        Raises:
            ErasedMeanwhileError: The enrollment was erased.
        """
        self._slots.save((enrollment.id, practice, activity_id), content, while_typing)

    def find(self, enrollment: Enrollment, activity_id: str, practice: bool) -> str | None:
        """Return a draft, or None.

        Args:
            enrollment: The pass through a program.
            activity_id: The id of the activity.
            practice: Whether it is done as practice, apart from its session.
        """
        return self._slots.find((enrollment.id, practice, activity_id))

    def begin_beside(self, enrollment: Enrollment, activity_id: str, practice: bool) -> None:
        """Begin another draft, and leave the ones that are there for later."""
        self._slots.begin_beside((enrollment.id, practice, activity_id))

    def drop(self, enrollment: Enrollment, activity_id: str, practice: bool) -> None:
        """Delete the draft that was found or saved here, now that it is stored as an answer."""
        self._slots.drop((enrollment.id, practice, activity_id))


class JournalDrafts:
    """The table `journal_drafts`: what is being typed outside any program.

    A `place` is 'note', 'checkin', 'companion', or the id of the entry that is being changed.
    """

    def __init__(self, database: Database) -> None:
        erased = "SELECT 1 FROM entries WHERE id = ? AND erased_at IS NOT NULL"
        self._slots = _Slots(database, "journal_drafts", ("place",), erased)

    def save(self, place: str, content: str, *, while_typing: bool = False) -> None:
        """Save a draft as `Drafts.save` does."""
        self._slots.save((place,), content, while_typing)

    def find(self, place: str) -> str | None:
        """Return a draft, or None."""
        return self._slots.find((place,))

    def drop(self, place: str) -> None:
        """Delete the draft that was found or saved here, now that it is stored as an entry."""
        self._slots.drop((place,))

    def is_kept(self, place: str) -> bool:
        """Return whether a draft is stored, and is what was typed last."""
        return self._slots.is_kept((place,))

    def begin_beside(self, place: str) -> None:
        """Begin another draft, and leave the ones that are there for later."""
        self._slots.begin_beside((place,))

    def written_at(self, place: str) -> datetime | None:
        """Return when the draft that `find` gives was saved last, in UTC."""
        return self._slots.written_at((place,))


def slot_owner(column: str) -> str:
    """Return SQL for the place or activity that a draft's slot belongs to.

    Args:
        column: The column with the slot: `note`, or `note~2` for a second draft in the same place.
    """
    return f"substr({column}, 1, instr({column} || '{_MARK}', '{_MARK}') - 1)"


# A draft that came from another store and was typed on here has this behind the device it came from.
HERE = "~"
TYPED_ON = f"CASE device WHEN '' THEN '' ELSE rtrim(device, '{HERE}') || '{HERE}' END"
# The values of the columns that say where a draft is; the last one names its slot.
_Place = tuple[object, ...]


class _HeldSlot(NamedTuple):
    """A slot, what was last read or written there, and what is being written, until that is done."""

    slot: _Place
    content: str | None = None
    writing: str | None = None


class _Slots:
    """The drafts of a table. Where two windows write in one place, the second takes a slot beside the first.

    It has the place's name, a mark and a number: `note~2`. What is left in it is offered when the place is
    next without a draft of its own.
    """

    def __init__(self, database: Database, table: str, columns: tuple[str, ...], erased: str) -> None:
        self._database = database
        self._table = table
        self._columns = columns
        # Finds whether what a draft belongs to was erased, by the first value of its place.
        self._erased = erased
        self._where = " AND ".join(f"{column} = ?" for column in columns)
        self._held: dict[_Place, _HeldSlot] = {}
        self._beside_others: set[_Place] = set()

    def begin_beside(self, place: _Place) -> None:
        self._beside_others.add(place)
        self._held[place] = _HeldSlot(self._free_slot(place))

    def written_at(self, place: _Place) -> datetime | None:
        slot = self._held[place].slot if place in self._held else place
        rows = self._database.rows(f"SELECT updated_at FROM {self._table} WHERE {self._where}", slot)
        return local_time(rows[0]["updated_at"], 0) if rows else None

    def find(self, place: _Place) -> str | None:
        if place in self._beside_others:
            return self._content_of(self._held[place].slot)
        slots = [self._held[place].slot] if place in self._held else []
        for slot in dict.fromkeys([*slots, place, *self._other_slots(place)]):
            content = self._content_of(slot)
            if content is not None:
                self._held[place] = _HeldSlot(slot, content)
                return content
        return None

    def save(self, place: _Place, content: str, while_typing: bool) -> None:
        content = storable(content)
        held = self._held.get(place, _HeldSlot(place))
        self._held[place] = held._replace(writing=content)
        wait = TYPING_WAIT_SECONDS if while_typing else WAIT_SECONDS
        with self._database.lock_timeout(wait), self._database.transaction() as connection:
            if connection.execute(self._erased, place[:1]).fetchone():
                raise ErasedMeanwhileError(
                    "What you are writing to was erased meanwhile, so it can't be kept."
                )
            slot = self._own_slot(place, held)
            self._write(connection, slot, content)
        self._held[place] = _HeldSlot(slot, content or None)

    def _write(self, connection: Connection, slot: _Place, content: str) -> None:
        if not content:
            connection.execute(f"DELETE FROM {self._table} WHERE {self._where}", slot)
            return
        connection.execute(
            f"INSERT INTO {self._table} ({', '.join(self._columns)}, content, hash, updated_at)"
            f" VALUES ({'?, ' * len(slot)}?, ?, ?) ON CONFLICT DO UPDATE"
            # Typed on here, it is a draft of this store, that began elsewhere.
            " SET content = excluded.content, hash = excluded.hash, updated_at = excluded.updated_at,"
            f" device = {TYPED_ON}",
            (*slot, content, hash_texts(content), milliseconds(self._database.clock())),
        )

    def drop(self, place: _Place) -> None:
        if held := self._held.get(place):
            with self._database.transaction() as connection:
                connection.execute(
                    f"DELETE FROM {self._table} WHERE {self._where} AND content = ?",
                    (*held.slot, held.content),
                )

    def is_kept(self, place: _Place) -> bool:
        held = self._held.get(place)
        if held is None or held.content is None or held.writing is not None:
            return False
        return self._content_of(held.slot) == held.content

    def _own_slot(self, place: _Place, held: _HeldSlot) -> _Place:
        """Return the slot that is held, or if another window wrote there since, one that is free."""
        # Cut off by Ctrl-C or an error, a writing may have come to be.
        if self._content_of(held.slot) in (None, held.content, held.writing):
            return held.slot
        return self._free_slot(place)

    def _free_slot(self, place: _Place) -> _Place:
        *others, name = place
        beside = ((*others, f"{name}{_MARK}{number}") for number in count(2))
        return next(slot for slot in chain([place], beside) if self._content_of(slot) is None)

    def _other_slots(self, place: _Place) -> list[_Place]:
        """Return the slots beside a place that hold a draft, the oldest first."""
        *others, slot = self._columns
        where = " AND ".join([*(f"{column} = ?" for column in others), f"{slot_owner(slot)} = ?"])
        rows = self._database.rows(
            f"SELECT {slot} AS slot FROM {self._table} WHERE {where} ORDER BY updated_at", place
        )
        return [(*place[:-1], row["slot"]) for row in rows]

    def _content_of(self, slot: _Place) -> str | None:
        rows = self._database.rows(f"SELECT content FROM {self._table} WHERE {self._where}", slot)
        return str(rows[0]["content"]) if rows else None
