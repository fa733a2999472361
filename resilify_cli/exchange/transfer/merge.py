"""Merges the records of another store into this one.

These are the rules for two stores of one person. In whatever order they are merged, however often, and in
parts: once each knows of all that the others know, they say the same.

entries     By their id. Of two with different words, the later ones by `clock` are what the entry says: a
            hybrid logical clock, the time when they were written and 20 bits, always later than the words
            that they replace. Of two as late, the answer to a program wins, then the greater device, hash
            and details. What loses stays as an earlier version. Readings, labels, date and place go with it.
versions    All of both sides, each once: by words, clock and device. Numbered by clock.
trash       An entry is in it if its deletion knew of all changes and restorings (`deletion` covers `edits`,
            version vectors by device). So a change that was made meanwhile wins over it, and is reported.
            How long it stays in the trash counts in each store from when that store knew of it.
cleared     What has left the trash, by time or by hand, is gone from that store alone. It comes back there
            only if it was changed elsewhere.
erased      What was erased on purpose is erased everywhere, also if it was changed meanwhile.
enrollments By their id. Place, title and slug are the later ones by clock, and with them whether it is put
            down; the beginning is the earliest, the end the last. Two that were begun apart in one program,
            both after the same one (`follows`), and while the other was under way, become one: the one with
            the lesser id, with what belongs to both (`merged_into` says where the other went). If one of them
            was erased, both are. Begun again on purpose, an enrollment follows the one before, and stays
            apart. The path of a program's file is never exported.
progress    The later state of each step; done before skipped of two as late. Finished: the later time.
words       Offered or hidden, whichever was said later.
drafts      Belong to the store they were typed in. In other stores they lie beside the own ones, and follow
            their origin. They are never replaced by those of others, and a finished one does not come back.
acts        What `undo` takes back, and `changed`, are of each store alone.

What comes from another person is added by `additions` instead. An empty store becomes the one it is filled
from. `changed` counts up with each change of an entry or an enrollment here, for whoever asks what is new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.exchange.transfer.additions import Additions
from resilify_cli.exchange.transfer.columns import Columns, RawRow, UnfitRowError
from resilify_cli.exchange.transfer.enrollment_merge import EnrollmentMerge
from resilify_cli.exchange.transfer.entry_merge import EntryMerge, add_clocks
from resilify_cli.exchange.transfer.entry_writer import EntryWriter, Parts, constraint_reason
from resilify_cli.exchange.transfer.merge_result import MergeOutcome, MergeResult
from resilify_cli.exchange.transfer.plain_entries import PlainEntries, PlainEntry
from resilify_cli.exchange.transfer.record_reader import PARTS, PartTable
from resilify_cli.exchange.transfer.row_merge import RowMerge
from resilify_cli.store.device import device_id, renew_device_id
from resilify_cli.store.drafts import slot_owner
from resilify_cli.store.engine import integrity_errors
from resilify_cli.store.entry_rows import entry_hash
from resilify_cli.store.entry_times import local_time, near_day
from resilify_cli.store.hashtags import tags_in
from resilify_cli.store.labels import tags_by_newer_rule

if TYPE_CHECKING:
    from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
    from resilify_cli.store.database import Database

__all__ = ["CAME_IN", "MergeOutcome", "MergeResult", "RecordMerge"]

# What can become other of records besides entries.
_CHANGED = {
    "enrollments": "progress through a program, or a draft in it",
    "words": "an own word for check-ins",
    "journal_drafts": "a draft from there",
    "entries": "its details",
}
# Of most records: what came in, with nothing to tell.
CAME_IN = MergeResult(MergeOutcome.NEW)
_NEW = CAME_IN.outcome
# A file has an entry once. One that was put together of several has it a few times.
MOST_OF_ONE = 100


class RecordMerge:
    """Merges records into the store.

    The caller begins a transaction with a `DeferredFtsIndex` in it first, and calls `settle` at the end. New
    entries are in the store once `write_held` or `settle` was called, or the context of the index is left.

    Args:
        database: The store.
        index: Learns of new entries.
        mine: Whether the records come from the person's own other store, not from somebody else's.
    """

    def __init__(self, database: Database, index: DeferredFtsIndex, *, mine: bool = True) -> None:
        self._database = database
        self._columns = Columns(database)
        self._restores = restores = is_empty(database)
        trusted = mine or restores
        self._writer = EntryWriter(database, index)
        self._rows = RowMerge(database, trusted=trusted, restores=restores)
        self._enrollments = EnrollmentMerge(database, self._rows)
        self._entries = EntryMerge(database, self._writer)
        self._plain = PlainEntries(self._columns, device_id(database.connection))
        self._additions = None if trusted else Additions(database, self._writer, self._rows)
        self._times: dict[str, int] = {}
        self._put = {
            "enrollments": self._put_enrollment,
            "entries": self._put_entry,
            "words": self._put_word,
            "journal_drafts": self._put_journal_draft,
        }

    def put(self, kind: str, record: object) -> MergeResult:
        """Merge one record into the store.

        Args:
            kind: Its kind, a key of `PARTS`.
            record: The record as it was read from JSON.

        Raises:
            UnfitRowError: It can't be stored; the store is as it was.
        """
        if not isinstance(record, dict):
            raise UnfitRowError("this is no record")
        plain = self._plain.read(record) if kind == "entries" and self._restores else None
        row = self._columns.read(kind, record, parts=PARTS[kind]) if plain is None else {}
        self._writer.unfit = []
        self._entries.remarks, self._entries.changes, self._entries.restored_later = [], [], False
        parts: Parts = {}
        for name, part in PARTS[kind].items():
            # Most have none, for which nothing is called.
            parts[name] = [] if (rows := record.get(name, [])) == [] else self._read_part(part, name, rows)
        if kind == "entries":
            text = row["text"] if plain is None else plain.text
            parts["labels"] = _with_newer_tags(parts["labels"] if "labels" in record else None, text)
        if plain is not None:
            if self._put_plain(plain, parts):
                return CAME_IN
            row = self._columns.read(kind, record, parts=PARTS[kind])
        try:
            if self._additions is not None:
                self._additions.check_times(row, parts)
            outcome = self._put[kind](row, parts)
        except integrity_errors() as error:
            raise UnfitRowError(constraint_reason(error)) from error
        if outcome is _NEW and not (self._writer.unfit or self._entries.remarks or self._additions):
            return CAME_IN
        remarks = self._entries.remarks + (self._additions.take_remarks() if self._additions else [])
        changes = list(self._entries.changes)
        if outcome is MergeOutcome.BESIDE:
            changes.append("its words from there come to its history")
        elif outcome is MergeOutcome.CHANGED and not changes:
            changes.append(_CHANGED[kind])
        unfit, restored_later = tuple(self._writer.unfit), self._entries.restored_later
        return MergeResult(outcome, unfit, tuple(remarks), tuple(changes), restored_later)

    def write_held(self) -> None:
        """Write the new entries that are held back, before something is looked for among all."""
        self._writer.write_held()

    def settle(self) -> int:
        """Unite enrollments that are the same, and return how many became part of others."""
        self._writer.flush()
        if self._entries.erased:
            # The index only notes what was taken out of it; merged into one, it is without the words.
            self._database.connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('optimize')")
        if self._additions or self._restores:
            return 0
        if self._entries.shares_name:
            renew_device_id(self._database.connection)
        return self._enrollments.settle()

    def _read_part(self, part: PartTable, name: str, rows: object) -> list[RawRow]:
        """Return the rows of one kind that can be stored, and note the others."""
        if not isinstance(rows, list):
            self._writer.unfit.append((name, "this is no list"))
            return []
        found = []
        for number, row in enumerate(rows):
            try:
                found.append(self._columns.read(part.table, row, without=part.tie))
            except UnfitRowError as error:
                self._writer.unfit.append((f"{name}[{number}]", str(error)))
        return found

    def _put_plain(self, entry: PlainEntry, parts: Parts) -> bool:
        """Write an entry as it is, unless something of it is not plain. Return whether it was written."""
        enrollment = entry.enrollment_id
        if (
            self._writer.unfit
            or parts["versions"]
            or entry.id in self._times
            or (enrollment is not None and self._enrollments.resolve(enrollment) != enrollment)
            or not self._writer.add_plain(entry, parts)
        ):
            return False
        self._times[entry.id] = 1
        return True

    def _put_entry(self, row: RawRow, parts: Parts) -> MergeOutcome:
        self._times[row["id"]] = times = self._times.get(row["id"], 0) + 1
        if times > MOST_OF_ONE:
            raise UnfitRowError("there are too many of one entry")
        for said in (row, *parts["versions"]):
            said.setdefault("prompt", "")
            said.setdefault("answers", None)
            if "hash" not in said:
                said["hash"] = entry_hash(said)
        if row.get("named_day") is not None:
            at = local_time(row["created_at"], row["utc_offset"])
            row["named_day"] = near_day(row["named_day"], at)
        add_clocks(row, parts["versions"])
        if row.get("enrollment_id") is not None:
            row["enrollment_id"] = self._enrollments.resolve(row["enrollment_id"])
        if self._additions:
            return self._additions.entry(row, parts)
        # In a store that was empty, only what came twice can be here.
        return self._entries.put(row, parts, may_be_here=times > 1 or not self._restores)

    def _put_enrollment(self, row: RawRow, parts: Parts) -> MergeOutcome:
        # Another title is another one in the index, for each entry that is in it.
        self._writer.flush()
        if self._additions is not None and not self._additions.accepts_enrollment(row):
            outcomes = [MergeOutcome.KNOWN]
            parts = {"drafts": parts["drafts"]}
        else:
            outcomes = [self._enrollments.put(row)]
            if self._additions is not None:
                self._additions.mark_not_current(row)
        pass_id = self._enrollments.resolve(row["id"])
        if self._enrollments.is_erased(pass_id) and not self._restores:
            # Of what was erased only words stay that were half typed in another store of the person's.
            parts = {} if self._additions else {"drafts": parts["drafts"]}
        for name, rows in parts.items():
            for number, one in enumerate(rows):
                try:
                    with self._writer.skip_unfit(f"{name}[{number}]"):
                        tied = {PARTS["enrollments"][name].tie: pass_id, **one}
                        outcomes.append(
                            self._rows.draft(name, tied) if name == "drafts" else self._rows.later(name, tied)
                        )
                except UnfitRowError as error:
                    self._writer.unfit.append((f"{name}[{number}]", str(error)))
        if outcomes[0] is MergeOutcome.KNOWN and set(outcomes) != {MergeOutcome.KNOWN}:
            return MergeOutcome.CHANGED
        return outcomes[0]

    def _put_word(self, row: RawRow, parts: Parts) -> MergeOutcome:
        if self._additions is not None and not self._additions.accepts_word(row):
            return MergeOutcome.KNOWN
        return self._rows.later("words", row)

    def _put_journal_draft(self, row: RawRow, parts: Parts) -> MergeOutcome:
        self._writer.write_held()
        erased = f"SELECT 1 FROM entries WHERE id = {slot_owner(':place')} AND erased_at IS NOT NULL"
        if self._database.rows(erased, {"place": row["place"]}):
            # Of an entry that was erased.
            return MergeOutcome.KNOWN
        return self._rows.draft("journal_drafts", row)


def _with_newer_tags(labels: list[RawRow] | None, text: str) -> list[RawRow]:
    """Return the labels of an entry, with its tags as they are read from its text today.

    Args:
        labels: Those that the file has; None where it has none for any entry.
        text: The entry's text.
    """
    if labels is None:
        return [{"kind": "tag", "label": tag} for tag in tags_in(text)]
    if not labels or (tags := tags_by_newer_rule(labels, text)) is None:
        return labels
    others = [label for label in labels if label["kind"] != "tag"]
    return [*others, *({"kind": "tag", "label": tag} for tag in tags)]


def is_empty(database: Database) -> bool:
    """Return whether nothing was ever stored, so that what is merged into the store can harm nothing."""
    there = " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in PARTS)
    return not database.rows(f"SELECT 1 FROM ({there}) LIMIT 1")
