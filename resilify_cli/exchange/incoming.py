"""What comes in: each thing is told apart from what is here already, kept, and counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from resilify_cli.exchange.account import Account
from resilify_cli.exchange.format import RecordFormat
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.outgoing import record_of
from resilify_cli.exchange.record import Blank, Problem, Read, Record
from resilify_cli.store.acts import Batch
from resilify_cli.store.database import Database
from resilify_cli.store.stamps import milliseconds
from resilify_cli.store.travel.columns import UnfitRowError
from resilify_cli.store.travel.imports import Imports
from resilify_cli.store.travel.late_index import LateIndex
from resilify_cli.store.travel.merge import Merge, Outcome
from resilify_cli.store.travel.transfer import PARTS

# Times whose entries are remembered during an import.
_MOST_TIMES = 4096


class Incoming:
    """Takes what a format reads, by the `options` of the import.

    A transaction is the caller's to begin, and a `LateIndex` in it.
    """

    kinds = tuple(PARTS)

    def __init__(
        self, database: Database, index: LateIndex, account: Account, options: ImportOptions, batch: Batch
    ) -> None:
        self.account = account
        self.options = options
        self._batch = batch
        self._of_time: dict[datetime, set[str]] = {}
        self._imports = Imports(database, index)
        self._merge = Merge(database, index)

    def problem(self, problem: Problem) -> None:
        """Note what could not be read."""
        self.account.problem(problem)

    def merge(self, kind: str, record: object, place: str) -> None:
        """Take a record of the complete format."""
        try:
            merged = self._merge.put(kind, record)
        except UnfitRowError as error:
            self.problem(Problem(place, str(error)))
            return
        for part, wrong in merged.unfit:
            self.problem(Problem(f"{place} {part}", wrong))
        if kind != "entries":
            self.account.others[merged.outcome] += 1
            return
        outcome, entry_id = merged.outcome, str(record["id"]) if isinstance(record, dict) else ""
        if outcome is Outcome.KNOWN and self._imports.bring_back(entry_id):
            outcome = Outcome.NEW
        if outcome is Outcome.NEW:
            self._batch.add(entry_id)
        self.account.entries[outcome] += 1

    def take(self, form: RecordFormat, records: Iterable[Read]) -> None:
        """Take the entries that a format reads."""
        for record in records:
            if isinstance(record, Problem):
                self.account.problem(record)
            elif isinstance(record, Blank):
                self.account.blank(record)
            else:
                self.account.entry(record, self._take(form, record))

    def _take(self, form: RecordFormat, record: Record) -> Outcome:
        entry_id = record.id or _made_id(form, record)
        if self._imports.bring_back(entry_id):
            self._batch.add(entry_id)
            return Outcome.NEW
        # Two entries of one time and one text may well be two, but only their ids can tell.
        if any(map(self._imports.has, (entry_id, *record.known_as))) or (
            not record.id and entry_id in self._here(form, record)
        ):
            return Outcome.KNOWN
        if record.checkin is not None:
            self._imports.add_checkin(entry_id, record.at, record.checkin)
        else:
            self._imports.add(entry_id, record.at, record.text, record.prompt, record.place)
        self._batch.add(entry_id)
        return Outcome.NEW

    def _here(self, form: RecordFormat, record: Record) -> set[str]:
        """Return the ids that the entries of the same time here would be given by their format.

        They are looked up once, so that a file whose entries are all of one day takes no longer than others.
        """
        time = _floor(record.at, form.resolution)
        if time not in self._of_time:
            if len(self._of_time) >= _MOST_TIMES:
                self._of_time.clear()
            here = self._imports.of_time(time, form.resolution, zoned=form.zoned)
            self._of_time[time] = {_made_id(form, record_of(entry)) for entry in here}
        return self._of_time[time]


def _made_id(form: RecordFormat, record: Record) -> str:
    """Return the id of an entry that has none: always the same one for the same entry of a format.

    So it is known again after it was changed here, or deleted.
    """
    at = _floor(record.at, form.resolution)
    if not form.zoned:
        # The same in whichever zone the file is read.
        at = at.replace(tzinfo=UTC)
    told = milliseconds(at)
    drawn = blake2b(
        f"{told}\0{form.shown(record)}".encode("utf-8", "surrogatepass"), digest_size=8
    ).hexdigest()
    return f"{max(0, told):012x}{drawn}"


def _floor(at: datetime, resolution: timedelta) -> datetime:
    """Return a time without what is finer than `resolution`."""
    return at - (at.replace(tzinfo=None) - datetime.min) % resolution
