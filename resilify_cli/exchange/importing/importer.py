"""Matches what an import read with what is here already, stores what is new, and counts all of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from resilify_cli.exchange.entries.entry_identity import (
    IdentityRules,
    derived_id,
    other_ids_of,
    words_fingerprint,
)
from resilify_cli.exchange.entries.portable_entry import (
    EmptyEntry,
    ImportProblem,
    PortableEntry,
    ReadResult,
    StoreRecord,
)
from resilify_cli.exchange.export_reader import portable_entry
from resilify_cli.exchange.importing.known_entries import KnownEntries
from resilify_cli.exchange.transfer.columns import UnfitRowError
from resilify_cli.exchange.transfer.imported_entries import ImportedEntries
from resilify_cli.exchange.transfer.merge import CAME_IN, MergeOutcome, MergeResult, RecordMerge
from resilify_cli.exchange.transfer.record_reader import PARTS
from resilify_cli.vault.health.store_check import entry_label

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.importing.summary import ImportSummary
    from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
    from resilify_cli.store.acts import ImportBatch
    from resilify_cli.store.database import Database

# So many entries, with so many characters, wait until it is asked which of them are here.
_MOST_WAITING = 500
_LARGEST_WAITING = 1_000_000
_SAME_NAME = "another entry has the same name and other words; both are kept"


class Importer:
    """Matches what a format read with what is here already, stores what is new, and counts all of it.

    Args:
        database: The store. A transaction is the caller's to begin, with a `DeferredFtsIndex` in it.
        index: The search index of that transaction.
        summary: Where everything is counted.
        options: The options of the import.
        batch: Notes the entries that came in, so that the import can be undone.
    """

    def __init__(
        self,
        database: Database,
        index: DeferredFtsIndex,
        summary: ImportSummary,
        options: ImportOptions,
        batch: ImportBatch,
    ) -> None:
        self._summary = summary
        self._batch = batch
        self._imports = ImportedEntries(database, index)
        self._known = KnownEntries(self._imports)
        self._merge = RecordMerge(database, index, mine=options.mine)
        # The ids that the source itself gives its entries, as far as it was read.
        self._seen_ids: set[str] = set()
        # Records of entries that came in with nothing to tell, counted here since to find an outcome in the
        # summary's counts calls Python three times.
        self._came_in = 0

    def add_all(self, rules: IdentityRules, results: Iterable[ReadResult]) -> None:
        """Take everything that a format read.

        Args:
            rules: How the format tells entries apart.
            results: What it read.
        """
        waiting: list[PortableEntry] = []
        size = 0
        for result in results:
            if isinstance(result, PortableEntry):
                waiting.append(result)
                size += len(result.text)
                if len(waiting) >= _MOST_WAITING or size >= _LARGEST_WAITING:
                    self._add_entries(rules, waiting)
                    waiting, size = [], 0
            elif isinstance(result, StoreRecord):
                self._merge_record(result)
            elif isinstance(result, ImportProblem):
                self._summary.add_problem(result)
            elif isinstance(result, EmptyEntry):
                self._summary.add_empty(result)
            else:
                self._summary.left_out.update(result.left_out)
        self._add_entries(rules, waiting)

    def finish(self) -> None:
        """Do what can be done only once everything is here."""
        if self._came_in:
            self._summary.entries[MergeOutcome.NEW] += self._came_in
        if united := self._merge.settle():
            passes = "One pass" if united == 1 else f"{united} passes"
            self._summary.add_remark(
                ImportProblem(
                    "enrollments", f"{passes} through the same program went into the one begun first"
                )
            )

    def _merge_record(self, found: StoreRecord) -> None:
        """Merge a record of the complete format."""
        if found.kind not in PARTS:
            self._summary.add_problem(ImportProblem(found.location, "a record of an unknown kind"))
            return
        try:
            merged = self._merge.put(found.kind, found.record)
        except UnfitRowError as error:
            self._summary.add_problem(ImportProblem(found.location, str(error)))
            return
        if merged is CAME_IN and found.kind == "entries" and isinstance(found.record, dict):
            self._came_in += 1
            self._batch.add(found.record["id"])
            return
        self._note_merge(found, merged)
        if found.kind != "entries":
            self._summary.others[merged.outcome] += 1
            return
        outcome, entry_id = merged.outcome, str(found.record["id"]) if isinstance(found.record, dict) else ""
        if outcome is MergeOutcome.KNOWN and self._imports.bring_back(entry_id):
            outcome = MergeOutcome.NEW
        if outcome is MergeOutcome.NEW:
            self._batch.add(entry_id)
        self._summary.entries[outcome] += 1

    def _note_merge(self, found: StoreRecord, merged: MergeResult) -> None:
        """Count what could not be kept of a record, what it changed, and what is to be told of it."""
        for part, message in merged.unfit:
            self._summary.add_problem(ImportProblem(f"{found.location} {part}", message))
        if not merged.changes and not merged.remarks:
            return
        name = f"{_entry_name(found.record)}: " if found.kind == "entries" else ""
        if merged.changes:
            self._summary.add_change(ImportProblem(found.location, f"{name}{', '.join(merged.changes)}"))
        for remark in merged.remarks:
            self._summary.add_remark(ImportProblem(found.location, f"{name}{remark}"))

    def _add_entries(self, rules: IdentityRules, entries: list[PortableEntry]) -> None:
        """Take some entries, of which the store is asked at once which of them are there."""
        ids = [entry.id or derived_id(rules, entry) for entry in entries]
        self._imports.look_up(ids)
        for entry, entry_id in zip(entries, ids, strict=True):
            # If an earlier import split it, so that no part comes twice.
            if entry.parts and any(self._known.has_id(derived_id(rules, part)) for part in entry.parts):
                for part in entry.parts:
                    part_id = part.id or derived_id(rules, part)
                    self._summary.add_entry(part, self._add_entry(rules, part, part_id))
            else:
                self._summary.add_entry(entry, self._add_entry(rules, entry, entry_id))

    def _add_entry(self, rules: IdentityRules, entry: PortableEntry, entry_id: str) -> MergeOutcome:
        is_second = entry.id in self._seen_ids
        if entry.id:
            self._seen_ids.add(entry.id)
        if self._imports.has(entry_id):
            if not entry.id or not self._has_other_words(entry):
                return MergeOutcome.KNOWN
            entry_id = derived_id(rules, entry)
            if self._imports.has(entry_id):
                return MergeOutcome.KNOWN
            if not is_second:
                self._summary.add_differing(entry)
                return MergeOutcome.KNOWN
            self._summary.add_remark(ImportProblem(entry.location, _SAME_NAME))
        return self._add_unless_known(entry_id, entry)

    def _add_unless_known(self, entry_id: str, entry: PortableEntry) -> MergeOutcome:
        """Store an entry whose id is new here, unless it is here under another id."""
        # Two entries of one file, one time and one text may well be two, but only their ids can tell.
        if not self._imports.was_empty and (
            any(map(self._known.has_id, other_ids_of(entry))) or self._known.matches(entry, entry_id)
        ):
            return MergeOutcome.KNOWN
        self._known.add_new(entry_id)
        if self._imports.bring_back(entry_id):
            self._batch.add(entry_id)
            return MergeOutcome.NEW
        if entry.checkin is not None:
            self._imports.add_checkin(entry_id, entry.at, entry.checkin, entry.day)
        else:
            self._imports.add(entry_id, entry.at, entry.text, entry.prompt, entry.place, entry.day)
        self._batch.add(entry_id)
        return MergeOutcome.NEW

    def _has_other_words(self, entry: PortableEntry) -> bool:
        """Return whether the entry of this id never had these words here; an erased one has none."""
        here = [words_fingerprint(portable_entry(one)) for one in self._imports.of_id(entry.id)]
        return bool(here) and words_fingerprint(entry) not in here


def _entry_name(record: object) -> str:
    """Return how a person knows the entry of a record: what they type for it, and its day."""
    assert isinstance(record, dict), "only a mapping can have changed an entry"
    return entry_label(str(record["id"]), int(record["created_at"]), int(record["utc_offset"]))
