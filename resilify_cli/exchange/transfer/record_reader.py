"""Reads the whole store as records, for an export that another store can merge.

There are four kinds of records: `enrollments`, each with its progress, finished sessions and drafts;
`entries`, each with its earlier versions, readings and labels; `words`; and `journal_drafts`. So what
belongs together is written, read and merged together. `merge` is the way back in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.transfer.columns import LOCAL, RawRow
from resilify_cli.store.device import device_id
from resilify_cli.store.drafts import HERE

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Row

_PAGE = 500


class PartTable(NamedTuple):
    """A table whose rows are exported inside the record that they belong to.

    Attributes:
        table: Its name.
        tie: The column that names the record.
        order: The columns that it is sorted by.
    """

    table: str
    tie: str
    order: str


PARTS: Mapping[str, Mapping[str, PartTable]] = MappingProxyType(
    {
        "enrollments": {
            "progress": PartTable("progress", "enrollment_id", "session_id, step_id"),
            "finished_sessions": PartTable("finished_sessions", "enrollment_id", "session_id"),
            "drafts": PartTable("drafts", "enrollment_id", "activity_id, practice"),
        },
        "entries": {
            "versions": PartTable("entry_versions", "entry_id", "version"),
            "readings": PartTable("readings", "entry_id", "measure"),
            "labels": PartTable("labels", "seq", "kind, label"),
        },
        "words": {},
        "journal_drafts": {},
    }
)
# By what the records of a kind are ordered, and what their parts are tied to.
_KEYS = {
    "enrollments": ("id",),
    "entries": ("seq",),
    "words": ("kind", "word"),
    "journal_drafts": ("place",),
}


class RecordReader:
    """Reads every record. Within a `Database.snapshot`, all are as at one moment."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._device = device_id(database.connection)

    def count(self) -> int:
        """Return how many records there are."""
        return sum(self._database.rows(f"SELECT count(*) FROM {kind}")[0][0] for kind in PARTS)

    def records(
        self, kind: str, where: str = "TRUE", parameters: Mapping[str, object] | None = None
    ) -> Iterator[RawRow]:
        """Yield each record of a kind in a fixed order, with its parts as lists of rows.

        Args:
            kind: Its kind, a key of `PARTS`.
            where: A condition in SQL on the table of that name, for only some of them.
            parameters: The values of the condition, by name.
        """
        for page in self._row_pages(kind, where, parameters or {}):
            records = [self._raw_row(row, kind) for row in page]
            for name, part in PARTS[kind].items():
                self._add_parts(records, name, part)
            yield from records

    def _row_pages(self, kind: str, where: str, parameters: Mapping[str, object]) -> Iterator[list[Row]]:
        order = ", ".join(_KEYS[kind])
        rows = self._database.stream(f"SELECT * FROM {kind} WHERE {where} ORDER BY {order}", parameters)
        page: list[Row] = []
        for row in rows:
            page.append(row)
            if len(page) == _PAGE:
                yield page
                page = []
        yield page

    def _add_parts(self, records: list[RawRow], name: str, part: PartTable) -> None:
        key = "seq" if part.tie == "seq" else "id"
        by_tie: dict[object, list[RawRow]] = {}
        for record in records:
            by_tie[record[key]] = record[name] = []
        marks = ", ".join("?" * len(records))
        rows = self._database.stream(
            f"SELECT * FROM {part.table} WHERE {part.tie} IN ({marks}) ORDER BY {part.tie}, {part.order}",
            tuple(by_tie),
        )
        for row in rows:
            travelling = self._raw_row(row, part.table)
            by_tie[travelling.pop(part.tie)].append(travelling)

    def _raw_row(self, row: Row, table: str) -> RawRow:
        local = LOCAL.get(table, ())
        found = {
            name: value.hex() if isinstance(value, bytes) else value
            for name, value in zip(row.keys(), row, strict=True)
            if name not in local
        }
        if table in ("drafts", "journal_drafts") and (not row["device"] or row["device"].endswith(HERE)):
            found["device"] = self._device
        return found
