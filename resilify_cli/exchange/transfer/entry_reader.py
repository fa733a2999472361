"""Reads entries and readings in the order of time, for exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.store.entry import COLUMNS, JOIN, Entry, read_entry
from resilify_cli.store.entry_days import day_conditions
from resilify_cli.store.stamps import storable

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.store.journal import Filter


class ReadingRow(NamedTuple):
    """A reading of a measure, its range if it has one, and the entry it belongs to."""

    measure: str
    value: float
    low: float | None
    high: float | None
    entry: Entry


class EntryReader:
    """Reads the entries that the journal shows, and all readings, oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, wanted: Filter) -> int:
        """Return how many entries match a filter."""
        where, parameters = _condition_of(wanted)
        return int(
            self._database.rows(f"SELECT count(*) FROM entries e WHERE e.listed AND {where}", parameters)[0][
                0
            ]
        )

    def entries(self, wanted: Filter) -> Iterator[Entry]:
        """Yield each entry that matches a filter."""
        where, parameters = _condition_of(wanted)
        rows = self._database.stream(
            f"SELECT {COLUMNS} FROM entries e {JOIN} WHERE e.listed AND {where} ORDER BY e.seq", parameters
        )
        return map(read_entry, rows)

    def readings(self, wanted: Filter) -> Iterator[ReadingRow | Entry]:
        """Yield each reading that matches a filter, each check-in without one, and each row of a log."""
        where, parameters = _condition_of(wanted)
        rows = self._database.stream(
            f"SELECT {COLUMNS}, r.measure, r.value, r.low, r.high FROM entries e {JOIN}"
            " LEFT JOIN readings r ON r.entry_id = e.id"
            " WHERE (r.measure IS NOT NULL OR e.kind = 'checkin' OR e.activity_kind = 'log')"
            f" AND {where} ORDER BY e.seq, r.measure",
            parameters,
        )
        for row in rows:
            entry = read_entry(row)
            if row["measure"] is None:
                yield entry
            else:
                yield ReadingRow(row["measure"], row["value"], row["low"], row["high"], entry)


def _condition_of(wanted: Filter) -> tuple[str, list[object]]:
    """Return the condition that a filter makes, and its parameters."""
    conditions = ["e.deleted_at IS NULL"]
    parameters: list[object] = []

    def add(condition: str, *values: object) -> None:
        conditions.append(condition)
        parameters.extend(values)

    if wanted.program:
        program = storable(wanted.program)
        add(
            "e.enrollment_id IN (SELECT id FROM enrollments WHERE slug = ? OR program_key = ?)",
            program,
            program,
        )
    if wanted.session:
        add("e.session_id = ?", storable(wanted.session))
    if wanted.kind:
        add("e.kind = ?", wanted.kind)
    for condition in day_conditions(wanted.days, "e.seq") if wanted.days else ():
        add(*condition)
    for kind, name in wanted.labels:
        add(
            "EXISTS (SELECT 1 FROM labels l WHERE l.kind = ? AND l.label = ? AND l.seq = e.seq)",
            kind,
            storable(name),
        )
    return " AND ".join(conditions), parameters
