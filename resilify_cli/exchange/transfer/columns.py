"""Checks rows that come from a file: which columns they may have, and what each may hold.

The rows of a file are mostly alike: they have the same names, and most columns say the same in row after row.
So which columns a row has is found out once for all rows of its names, and what was found fit once is known
again by one look at all those values together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from itertools import accumulate, product
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from resilify_cli.exchange.transfer.column import Column, UnfitRowError

if TYPE_CHECKING:
    from resilify_cli.store.database import Database

__all__ = ["LOCAL", "Columns", "RawRow", "Shape", "UnfitRowError"]

# Of one store alone: they go nowhere, and what a file says of them is passed over. A path is one of another
# computer, or leads to a program that somebody else wrote.
LOCAL: Mapping[str, frozenset[str]] = MappingProxyType(
    {"entries": frozenset({"changed"}), "enrollments": frozenset({"changed", "path", "beside", "version"})}
)
# What hardly two rows have the same of. All other columns say the same in many rows.
_OWN = frozenset(
    {"seq", "id", "text", "answers", "content", "hash", "clock"}
    | {f"{done}_at" for done in ("created", "updated", "written", "started", "finished")}
)
# So many sets of values that recur are remembered, with so many characters each at most.
_MOST_FIT, _LONGEST_FIT = 1_000, 1_000

RawRow = dict[str, Any]
# Values that recur, and the types of the numbers among them: to Python True is 1, and so is 1.0.
_Recurring = tuple[tuple[Any, ...], tuple[type, ...]]


class Shape:
    """What is asked of each row that has certain names.

    Attributes:
        columns: Its columns, in the order of the table.
        take: Returns the values of a row: first the numbers that recur, then the texts that recur, the other
            numbers, the other values, and what is of no column. Raises KeyError for a row of other names.
        names: The name of each column, in the order of those values.
        ends: Where each of the first three kinds of values ends in that.
        numbers: The name of each other number, and what it can be.
        others: The name of each other value, what keeps it, and whether it can be NULL.
        fit: What is kept of a row by its values that recur, of those that were found fit: it has None where a
            row has another value; and those values themselves.
    """

    def __init__(self, columns: list[Column], names: Collection[str]) -> None:
        kinds = [
            [one for one in columns if (one.name in _OWN, one.type in ("TEXT", "BLOB")) == kind]
            for kind in product((False, True), repeat=2)
        ]
        self.names = taken = (*(column.name for kind in kinds for column in kind),)
        self.columns = columns
        self.take: Callable[[RawRow], tuple[Any, ...]] = itemgetter(*taken, *({*names} - {*taken}))
        self.ends = (*accumulate(map(len, kinds[:3])),)
        self.numbers = [(column.name, column.as_is) for column in kinds[2]]
        self.others = [(column.name, column.keep, column.nullable) for column in kinds[3]]
        self.fit: dict[_Recurring, tuple[RawRow, tuple[Any, ...]]] = {}


class Columns:
    """The columns of each table, read from the schema once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[Column, ...]] = {}
        # Of rows of so many names, the last shape.
        self._shapes: dict[tuple[str, str, int], Shape] = {}
        self._fit_count = 0

    def of(self, table: str) -> tuple[Column, ...]:
        """Return the columns of a table."""
        if table not in self._known:
            rows = self._database.rows("SELECT * FROM pragma_table_info(?)", (table,))
            self._known[table] = tuple(map(Column.of, rows))
        return self._known[table]

    def read(self, table: str, row: object, *, without: str = "", parts: Collection[str] = ()) -> RawRow:
        """Return a row's values as the store keeps them. A column that may be left out is left out here too.

        Args:
            table: The table.
            row: The values by their names.
            without: A column that the row is not to have.
            parts: Names in the row that are of no column, and are passed over.

        Raises:
            UnfitRowError: a value can't be kept, or is missing, or is none of ours.
        """
        if not isinstance(row, dict):
            raise UnfitRowError("this is no record")
        try:
            shape = self._shapes[table, without, len(row)]
            values = shape.take(row)
        except KeyError:
            shape = self._find_shape(table, without, parts, row)
            values = shape.take(row)
        numbers, recurring, own_numbers = shape.ends
        key = values[:recurring], (*map(type, values[:numbers]),) if numbers else ()
        try:
            fit = shape.fit.get(key)
        except TypeError:
            # There is a list where no column holds one.
            fit = None
        if fit is None:
            kept = _read_all(table, shape.columns, row)
            self._remember(shape, key, kept)
            return kept
        kept = fit[0].copy()
        if recurring == len(values):
            return kept
        for (name, as_is), value in zip(shape.numbers, values[recurring:own_numbers], strict=True):
            if type(value) is not int or value not in as_is:
                return _read_all(table, shape.columns, row)
            kept[name] = value
        for (name, keep, nullable), value in zip(shape.others, values[own_numbers:], strict=False):
            if value is None and nullable:
                continue
            kept[name] = found = keep(value)
            if found is None or (found is not value and type(found) is str and found != value):
                return _read_all(table, shape.columns, row)
        return kept

    def known_entry(self, row: RawRow) -> tuple[Shape, list[Any]] | None:
        """Return an entry's shape and its values as the store keeps them, in the order of the shape's names.

        None unless such rows were read before, and what recurs of it was found fit then: so it is kept as it
        is, as all that recurs of an entry is.

        Args:
            row: The values by their names.
        """
        shape = self._shapes.get(("entries", "", len(row)))
        if shape is None:
            return None
        try:
            values = shape.take(row)
            numbers, recurring, own_numbers = shape.ends
            known = shape.fit.get((values[:recurring], (*map(type, values[:numbers]),)))
            if known is None:
                return None
        except (KeyError, TypeError):
            # It has other names, or there is a list where no column holds one.
            return None
        for (_, as_is), value in zip(shape.numbers, values[recurring:own_numbers], strict=True):
            if type(value) is not int or value not in as_is:
                return None
        # What recurs is there once for all entries that wait, not as each line of the file has it anew.
        kept = [*known[1], *values[recurring:own_numbers]]
        for (_, keep, nullable), value in zip(shape.others, values[own_numbers:], strict=False):
            found = None
            if value is not None or not nullable:
                found = keep(value)
                if found is None or (found is not value and type(found) is str and found != value):
                    return None
            kept.append(found)
        return shape, kept

    def _find_shape(self, table: str, without: str, parts: Collection[str], row: RawRow) -> Shape:
        """Return the shape of rows with these names, and remember it.

        Raises:
            UnfitRowError: A name is none of ours, or one is missing.
        """
        passed_over = {*parts, *LOCAL.get(table, ())}
        columns = [one for one in self.of(table) if one.name != without and one.name not in passed_over]
        if unknown := row.keys() - {column.name for column in columns} - passed_over:
            raise UnfitRowError(f"it has a part that is not known here ({_name_for_message(min(unknown))})")
        columns = [column for column in columns if column.name in row or not column.optional]
        if any(column.name not in row for column in columns):
            # It tells what is wrong: that one is missing, or what stands before it.
            _read_all(table, columns, row)
        shape = self._shapes[table, without, len(row)] = Shape(columns, row)
        return shape

    def _remember(self, shape: Shape, key: _Recurring, kept: RawRow) -> None:
        """Remember that values which recur were found fit, if they are short and kept as they are."""
        if (
            len(kept) < len(shape.columns)
            or sum(len(text) for text in key[0] if type(text) is str) > _LONGEST_FIT
        ):
            return
        if self._fit_count >= _MOST_FIT:
            # What recurs is soon found again.
            for one in self._shapes.values():
                one.fit.clear()
            self._fit_count = 0
        self._fit_count += 1
        others = [column.name for column in shape.columns if column.name in _OWN]
        shape.fit[key] = {**kept, **dict.fromkeys(others)}, key[0]


def _read_all(table: str, columns: Collection[Column], row: RawRow) -> RawRow:
    """Return a row's values as the store keeps them, each looked at by itself.

    Raises:
        UnfitRowError: a value can't be kept, or is missing.
    """
    values: RawRow = {}
    has_other_words = False
    for column in columns:
        name = column.name
        if name not in row:
            raise UnfitRowError(f"it has no {name}")
        value = row[name]
        found = values[name] = column.read(value)
        has_other_words |= isinstance(found, str) and found != value
    if has_other_words:
        # It was of other words: what is kept here gets one of its own.
        values.pop("hash", None)
    if table == "readings" and not values["low"] < values["high"]:
        raise UnfitRowError("its scale has no length")
    if table == "readings" and not values["low"] <= values["value"] <= values["high"]:
        raise UnfitRowError("its value is not on its scale")
    return values


def _name_for_message(name: object) -> str:
    """Return a name from a file for a message; one that is no plain word might be anything."""
    return name if isinstance(name, str) and re.fullmatch(r"\w{1,40}", name, re.ASCII) else "an odd name"
