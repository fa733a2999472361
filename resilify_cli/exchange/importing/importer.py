"""What comes in: each thing is told apart from what is here already, kept, and counted."""

from __future__ import annotations

from collections.abc import Iterable

from resilify_cli.exchange.entry_identity import derived_id, other_ids_of, words_fingerprint
from resilify_cli.exchange.export_reader import portable_entry
from resilify_cli.exchange.format import RecordFormat
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.known_entries import KnownEntries
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.portable_entry import (
    EmptyEntry,
    ImportProblem,
    LeftOutCounts,
    PortableEntry,
    ReadResult,
)
from resilify_cli.exchange.transfer.columns import UnfitRowError
from resilify_cli.exchange.transfer.deferred_index import LateIndex
from resilify_cli.exchange.transfer.imports import Imports
from resilify_cli.exchange.transfer.merge import Merge, Outcome
from resilify_cli.exchange.transfer.records import PARTS
from resilify_cli.store.acts import Batch
from resilify_cli.store.database import Database
from resilify_cli.vault.health.checking import named_entry


class Importer:
    """Takes what a format reads, by the `options` of the import.

    A transaction is the caller's to begin, and a `LateIndex` in it.
    """

    kinds = tuple(PARTS)

    def __init__(
        self,
        database: Database,
        index: LateIndex,
        account: ImportSummary,
        options: ImportOptions,
        batch: Batch,
    ) -> None:
        self.account = account
        self.options = options
        self._batch = batch
        self._imports = Imports(database, index)
        self._known = KnownEntries(self._imports)
        self._merge = Merge(database, index, mine=options.mine)

    def problem(self, problem: ImportProblem) -> None:
        """Note what could not be read."""
        self.account.problem(problem)

    def merge(self, kind: str, record: object, place: str) -> None:
        """Take a record of the complete format."""
        try:
            merged = self._merge.put(kind, record)
        except UnfitRowError as error:
            self.problem(ImportProblem(place, str(error)))
            return
        for part, wrong in merged.unfit:
            self.problem(ImportProblem(f"{place} {part}", wrong))
        named = f"{_named(record)}: " if kind == "entries" and (merged.changes or merged.remarks) else ""
        if merged.changes:
            self.account.change(ImportProblem(place, f"{named}{', '.join(merged.changes)}"))
        for remark in merged.remarks:
            self.account.remark(ImportProblem(place, f"{named}{remark}"))
        if kind != "entries":
            self.account.others[merged.outcome] += 1
            return
        outcome, entry_id = merged.outcome, str(record["id"]) if isinstance(record, dict) else ""
        if outcome is Outcome.KNOWN and self._imports.bring_back(entry_id):
            outcome = Outcome.NEW
        if outcome is Outcome.NEW:
            self._batch.add(entry_id)
        self.account.entries[outcome] += 1

    def end(self) -> None:
        """Bring to its end what needs all to be here."""
        if united := self._merge.settle():
            passes = "One pass" if united == 1 else f"{united} passes"
            self.account.remark(
                ImportProblem(
                    "enrollments", f"{passes} through the same program went into the one begun first"
                )
            )

    def take(self, form: RecordFormat, records: Iterable[ReadResult]) -> None:
        """Take the entries that a format reads."""
        for record in records:
            if isinstance(record, ImportProblem):
                self.account.problem(record)
            elif isinstance(record, EmptyEntry):
                self.account.blank(record)
            elif isinstance(record, LeftOutCounts):
                self.account.left_out.update(record.left_out)
            else:
                self.account.entry(record, self._take(form, record))

    def _take(self, form: RecordFormat, record: PortableEntry) -> Outcome:
        entry_id = record.id or derived_id(form, record)
        if self._imports.has(entry_id):
            if record.id and self._says_otherwise(record):
                self.account.otherwise(record)
            return Outcome.KNOWN
        # Two entries of one file, one time and one text may well be two, but only their ids can tell.
        if any(map(self._known.had, other_ids_of(record))) or self._known.has(record, entry_id):
            return Outcome.KNOWN
        self._known.add(entry_id)
        if self._imports.bring_back(entry_id):
            self._batch.add(entry_id)
            return Outcome.NEW
        if record.checkin is not None:
            self._imports.add_checkin(entry_id, record.at, record.checkin, record.day)
        else:
            self._imports.add(entry_id, record.at, record.text, record.prompt, record.place, record.day)
        self._batch.add(entry_id)
        return Outcome.NEW

    def _says_otherwise(self, record: PortableEntry) -> bool:
        """Return whether the entry of a record's id never had its words here; an erased one has none."""
        here = [words_fingerprint(portable_entry(entry)) for entry in self._imports.of_id(record.id)]
        return bool(here) and words_fingerprint(record) not in here


def _named(record: object) -> str:
    """Return a record as a person knows the entry: what they type for it, and its day."""
    assert isinstance(record, dict), "what changed an entry is a record"
    return named_entry(str(record["id"]), int(record["created_at"]), int(record["utc_offset"]))
