"""Reads the store for an export: entries, readings, or everything; each is counted as it passes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.exchange.containers.source import ProgressCallback, ignore_progress
from resilify_cli.exchange.entries.portable_entry import PortableEntry, place_line
from resilify_cli.exchange.log_numbers import numbers_in_row
from resilify_cli.exchange.transfer.entry_reader import EntryReader, ReadingRow
from resilify_cli.exchange.transfer.record_reader import PARTS, RecordReader

if TYPE_CHECKING:
    from resilify_cli.exchange.transfer.columns import RawRow
    from resilify_cli.store.database import Database
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.journal import Filter

_LOG = "log"


class ExportReader:
    """Reads the store for a format that is written.

    Args:
        database: The store.
        wanted: Which entries to read.
        on_progress: Is called with 1 for each thing that was read.

    Attributes:
        count: How many things were read so far.
    """

    kinds = tuple(PARTS)

    def __init__(
        self, database: Database, wanted: Filter, on_progress: ProgressCallback = ignore_progress
    ) -> None:
        self._leaving = EntryReader(database)
        self._transfer = RecordReader(database)
        self._wanted = wanted
        self._on_progress = on_progress
        self.count = 0

    def entries(self) -> Iterator[PortableEntry]:
        """Yield each wanted entry of the journal, oldest first."""
        for entry in self._leaving.entries(self._wanted):
            yield portable_entry(entry)
            self._count_one()

    def readings(self) -> Iterator[ReadingRow | Entry]:
        """Yield each reading, each check-in without one and each number of a log, oldest first."""
        for found in self._leaving.readings(self._wanted):
            for reading in (found,) if isinstance(found, ReadingRow) else _log_readings(found):
                yield reading
                self._count_one()

    def everything(self, kind: str) -> Iterator[RawRow]:
        """Yield every record of one of the `kinds`; entries are what is counted."""
        for record in self._transfer.records(kind):
            yield record
            if kind == "entries":
                self._count_one()

    def _count_one(self) -> None:
        self.count += 1
        self._on_progress(1)


def _log_readings(entry: Entry) -> Iterator[ReadingRow | Entry]:
    """Yield the numbers of an entry that is the row of a log; another entry as it is."""
    if entry.activity_kind != _LOG:
        yield entry
        return
    for name, value in numbers_in_row(entry.text):
        yield ReadingRow(f"{entry.activity_id}: {name}", value, None, None, entry)


def portable_entry(entry: Entry) -> PortableEntry:
    """Return an entry of the store as the formats know it."""
    checkin = None
    if entry.kind == "checkin":
        from resilify_cli.checkin.model import Checkin

        checkin = Checkin.from_json(entry.answers)
    return PortableEntry(
        text=entry.text,
        at=entry.at,
        id=entry.id,
        kind=entry.kind,
        prompt=entry.prompt,
        place=place_line(entry.program, entry.session),
        checkin=checkin,
        program=entry.program,
        session=entry.session,
        day=entry.named_day,
    )
