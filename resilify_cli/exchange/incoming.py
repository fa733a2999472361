"""What comes in: each thing is told apart from what is here already, kept, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from resilify_cli.exchange.format import RecordFormat
from resilify_cli.exchange.outgoing import record_of
from resilify_cli.exchange.record import Problem, Record
from resilify_cli.store.database import Database
from resilify_cli.store.stamps import milliseconds
from resilify_cli.store.travel.columns import UnfitRowError
from resilify_cli.store.travel.imports import Imports
from resilify_cli.store.travel.late_index import LateIndex
from resilify_cli.store.travel.merge import Merge, Outcome
from resilify_cli.store.travel.transfer import PARTS

MOST_SHOWN = 20
# Times whose entries are remembered during an import.
_MOST_TIMES = 4096


@dataclass(slots=True)
class Account:
    """What came of an import. `entries` and `others` count outcomes; the first problems are kept whole."""

    entries: Counter[Outcome] = field(default_factory=Counter)
    others: Counter[Outcome] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0

    @property
    def nothing_read(self) -> bool:
        """Whether there was something, and none of it could be read."""
        return bool(self.problem_count and not self.entries and not self.others)


class Incoming:
    """Takes what a format reads; a transaction is the caller's to begin, and a `LateIndex` in it."""

    kinds = tuple(PARTS)

    def __init__(self, database: Database, index: LateIndex, account: Account) -> None:
        self.account = account
        self._of_time: dict[datetime, set[str]] = {}
        self._imports = Imports(database, index)
        self._merge = Merge(database, index)

    def problem(self, problem: Problem) -> None:
        """Note what could not be read."""
        self.account.problem_count += 1
        if len(self.account.problems) < MOST_SHOWN:
            self.account.problems.append(problem)

    def merge(self, kind: str, record: object, place: str) -> None:
        """Take a record of the complete format."""
        try:
            merged = self._merge.put(kind, record)
        except UnfitRowError as error:
            self.problem(Problem(place, str(error)))
            return
        for part, wrong in merged.unfit:
            self.problem(Problem(f"{place} {part}", wrong))
        counts = self.account.entries if kind == "entries" else self.account.others
        counts[merged.outcome] += 1

    def take(self, form: RecordFormat, records: Iterable[Record | Problem]) -> None:
        """Take the entries that a format reads."""
        for record in records:
            if isinstance(record, Problem):
                self.problem(record)
            else:
                self.account.entries[self._take(form, record)] += 1

    def _take(self, form: RecordFormat, record: Record) -> Outcome:
        entry_id = record.id or _made_id(form, record)
        # Two entries of one time and one text may well be two, but only their ids can tell.
        if self._imports.has(entry_id) or (not record.id and entry_id in self._here(form, record)):
            return Outcome.KNOWN
        if record.checkin is not None:
            self._imports.add_checkin(entry_id, record.at, record.checkin)
        else:
            self._imports.add(entry_id, record.at, record.text, record.prompt, record.place)
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
