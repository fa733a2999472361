"""`csv`: measures, check-ins and logs as a table, a row for each number, for a spreadsheet or statistics.

time        when, with the zone
measure     what was measured: `mood`, or the name of a program's measure; `check-in` where no mood was told;
            for a log its id and the field or sum, with the unit: `nights: Asleep (minutes)`
value       the number
lowest      the least that it can be, if that is known
highest     the most that it can be, if that is known
mood        for a check-in, the word for the mood
feelings    for a check-in, separated by semicolons
activities  for a check-in, separated by semicolons
note        for a check-in
program     where it was asked
session     where it was asked
question    as it was asked
entry       the entry's id
"""

from __future__ import annotations

import csv
import math
from typing import TYPE_CHECKING, TextIO

from resilify_cli.exchange.export_reader import portable_entry
from resilify_cli.exchange.format import FileExportFormat
from resilify_cli.exchange.transfer.entry_reader import ReadingRow

if TYPE_CHECKING:
    from resilify_cli.exchange.export_reader import ExportReader
    from resilify_cli.store.entry import Entry

COLUMNS = (
    "time",
    "measure",
    "value",
    "lowest",
    "highest",
    "mood",
    "feelings",
    "activities",
    "note",
    "program",
    "session",
    "question",
    "entry",
)
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class CsvTable(FileExportFormat):
    """A table that is read by many programs, but not by this one."""

    name = "csv"
    suffix = ".csv"
    description = "the numbers: measures, check-ins and logs, as a table"

    def write(self, reader: ExportReader, file: TextIO) -> None:
        """Write a row with the names of the columns, and a row for each reading."""
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for reading in reader.readings():
            table.writerow([_safe_cell(value) for value in _row_of(reading)])


def _row_of(reading: ReadingRow | Entry) -> list[str | float]:
    entry = reading.entry if isinstance(reading, ReadingRow) else reading
    number: list[str | float] = ["check-in", "", "", ""]
    if isinstance(reading, ReadingRow):
        number = [reading.measure, *map(_shortest_number, (reading.value, reading.low, reading.high))]
    checkin = portable_entry(entry).checkin
    parts = ["", "", "", ""]
    if checkin:
        parts = [checkin.word, "; ".join(checkin.feelings), "; ".join(checkin.activities), checkin.note]
    time = entry.at.isoformat(timespec="seconds")
    return [time, *number, *parts, entry.program, entry.session, entry.prompt, entry.id]


def _shortest_number(number: float | None) -> float | str:
    if number is None:
        return ""
    return int(number) if math.isfinite(number) and number == int(number) else number


def _safe_cell(value: str | float) -> str | float:
    """Return a value that no spreadsheet takes for a formula. A number stays one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
