"""Adds what another person's file holds. Nothing that is here is erased, hidden or replaced by it.

A new entry comes in. One that is here with other words comes in as an earlier version of it. That it was
deleted, erased or hidden there means nothing here. A new enrollment comes in, but is not the one to go on
with where there is another in its program. An answer to what was answered here in the same enrollment stands
by itself. A draft takes a free slot.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from resilify_cli.exchange.transfer.columns import RawRow, UnfitRowError
from resilify_cli.exchange.transfer.entry_merge import (
    WORD_COLUMNS,
    as_version,
    has_words,
    order_versions,
)
from resilify_cli.exchange.transfer.entry_writer import MOST_VERSIONS, EntryWriter, Parts
from resilify_cli.exchange.transfer.merge_result import MergeOutcome
from resilify_cli.store.stamps import milliseconds
from resilify_cli.store.vectors import read_vector

if TYPE_CHECKING:
    from resilify_cli.exchange.transfer.row_merge import RowMerge
    from resilify_cli.store.database import Database

# Whoever travels takes hours along; a clock that is further ahead is wrong, or a file wants to come last.
_AHEAD = timedelta(days=1)
_TIMES = ("updated_at", "started_at", "finished_at", "written_at", "deleted_at", "erased_at", "paused_at")


class Additions:
    """Adds another person's entries, enrollments and words to the store."""

    def __init__(self, database: Database, writer: EntryWriter, rows: RowMerge) -> None:
        self._database = database
        self._writer = writer
        self._rows = rows
        self._latest = milliseconds(database.clock() + _AHEAD)
        self._remarks: list[str] = []

    def take_remarks(self) -> list[str]:
        """Return the remarks about the last record for the person to read, and forget them."""
        found, self._remarks = self._remarks, []
        return found

    def check_times(self, row: RawRow, parts: Parts) -> None:
        """Check that nothing in a record is later than now.

        Raises:
            UnfitRowError: Something is.
        """
        for one in (row, *(one for rows in parts.values() for one in rows)):
            late = [name for name in _TIMES if (one.get(name) or 0) > self._latest]
            if one.get("clock", 0) >> 20 > self._latest:
                late.append("clock")
            late += [
                name
                for name in ("edits", "deletion")
                if any(clock >> 20 > self._latest for clock in read_vector(one.get(name)).values())
            ]
            if late:
                raise UnfitRowError(f"its {late[0]} is later than now")

    def entry(self, row: RawRow, parts: Parts) -> MergeOutcome:
        """Add an entry; if it is here with other words, add those as an earlier version."""
        here = self._writer.find(row["id"])
        if here is None:
            if not has_words(row):
                # What somebody erased says nothing of what may come from elsewhere.
                return MergeOutcome.KNOWN
            if self._is_answered(row):
                # The newest answer to an activity counts, so one of somebody else would stand in its place.
                row = {**row, "enrollment_id": None, "listed": int(bool(row["text"]))}
            self._writer.add(row, {**parts, "versions": parts["versions"][:MOST_VERSIONS]})
            return MergeOutcome.NEW
        if not has_words(here):
            return MergeOutcome.KNOWN
        self._note_difference(here, row)
        mine = self._writer.part_of(here, "versions")
        said = {_words_of(here), *map(_words_of, mine)}
        added = []
        for version in (*parts["versions"], *([as_version(row)] if has_words(row) else [])):
            if _words_of(version) not in said:
                said.add(_words_of(version))
                added.append(version)
        if not added:
            return MergeOutcome.KNOWN
        if len(mine) + len(added) > MOST_VERSIONS:
            raise UnfitRowError("there are too many earlier versions of it")
        self._writer.set_versions(here["id"], mine, order_versions([*mine, *added]))
        return MergeOutcome.BESIDE

    def accepts_enrollment(self, row: RawRow) -> bool:
        """Return whether an enrollment is added: a new one that was not erased or merged into another."""
        there = self._database.rows("SELECT 1 FROM enrollments WHERE id = ?", (row["id"],))
        return not there and bool(row["program_key"]) and not row.get("merged_into")

    def mark_not_current(self, row: RawRow) -> None:
        """Mark an added enrollment as not the one to go on with, if there is another in its program."""
        self._database.connection.execute(
            "UPDATE enrollments SET beside = 1 WHERE id = :id AND EXISTS (SELECT 1 FROM enrollments p"
            " WHERE p.program_key = :program_key AND p.id <> :id AND p.deleted_at IS NULL)",
            {"id": row["id"], "program_key": row["program_key"]},
        )

    def accepts_word(self, row: RawRow) -> bool:
        """Return whether an own word for check-ins is added: a new one that is not hidden."""
        there = "SELECT 1 FROM words WHERE kind = ? AND word = ?"
        return not row["hidden"] and not self._database.rows(there, (row["kind"], row["word"]))

    def _is_answered(self, row: RawRow) -> bool:
        there = "SELECT 1 FROM entries WHERE enrollment_id = ? AND activity_id = ? AND erased_at IS NULL"
        key = (row.get("enrollment_id"), row.get("activity_id", ""))
        if not key[1] or row.get("practice"):
            return False
        self._writer.write_held()
        return bool(self._database.rows(there, key))

    def _note_difference(self, here: RawRow, row: RawRow) -> None:
        if row.get("deleted_at") is not None or not has_words(row):
            if here["deleted_at"] is None:
                self._remarks.append("it was deleted there; here it stays")
        elif not row["listed"] and here["listed"]:
            self._remarks.append("it is hidden there; here it stays in the journal")


def _words_of(row: RawRow) -> tuple[object, ...]:
    return tuple(row[name] for name in WORD_COLUMNS)
