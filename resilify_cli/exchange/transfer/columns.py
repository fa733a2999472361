"""Checks rows that come from a file: which columns they may have, and what each may hold."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from resilify_cli.activities.stored_json import is_value, load_stored_json
from resilify_cli.store.drafts import OWN_PLACES
from resilify_cli.store.entry_times import MOST_MILLISECONDS
from resilify_cli.store.stamps import is_id, storable
from resilify_cli.store.vectors import LAST_CLOCK, format_vector, is_vector, read_vector

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Row

# Beyond these no row can be numbered.
_SPAN = range(-MOST_MILLISECONDS, MOST_MILLISECONDS + 1)
_WHOLE = range(-(1 << 63), 1 << 63)
# Perhaps with the number of a slot beside it, as in `drafts`.
_PLACE = re.compile(rf"(?:{'|'.join(OWN_PLACES)}|[0-9a-f]{{28}})(?:~\d{{1,6}})?", re.ASCII)
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_DAY_MINUTES = 24 * 60
# Of one store alone: they go nowhere, and what a file says of them is passed over. A path is one of another
# computer, or leads to a program that somebody else wrote.
LOCAL: Mapping[str, frozenset[str]] = MappingProxyType(
    {"entries": frozenset({"changed"}), "enrollments": frozenset({"changed", "path", "beside", "version"})}
)
_MISSING = object()
# A measure's numbers, and the ends of its scale.
_LARGEST = 1e9
_LONGEST_NAME = 40
# Of the texts that a column was found to accept, so many and such long ones are remembered.
_MOST_ACCEPTED, _SHORT = 500, 100
# So many sets of names that rows have are remembered.
_MOST_SHAPES = 100

RawRow = dict[str, Any]


class UnfitRowError(Exception):
    """A row can't be stored. The text says why, in words that follow the row's place."""


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: Its name.
        type: Its SQLite type.
        optional: Whether a row may leave it out.
        nullable: Whether it may be NULL.
        parse: Returns a value of a file as its type has it; None for one of another type.
        rule: Whether the column may hold a value of its type; None where it may hold any.
        bounded: Returns the nearest value that it may hold; None where that is each.
        as_is: The whole numbers that it holds as they are.
        accepted: Short texts that it holds as they are. Most columns have the same ones in row after row.
    """

    name: str
    type: str
    optional: bool
    nullable: bool
    parse: Callable[[object], object]
    rule: Callable[[Any], bool] | None
    bounded: Callable[[Any], Any] | None
    as_is: range
    accepted: set[str]

    def note_accepted(self, text: str) -> None:
        """Remember a text that the column holds as it is, if it is a short one."""
        if len(text) <= _SHORT and len(self.accepted) < _MOST_ACCEPTED:
            self.accepted.add(text)


class _Place(NamedTuple):
    """A column that a row has or needs, with what is asked of it for each row."""

    name: str
    column: Column
    accepted: set[str]
    as_is: range
    nullable: bool


class Columns:
    """The columns of each table, read from the schema once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[Column, ...]] = {}
        self._of_rows: dict[tuple[str, str, tuple[Any, ...]], list[_Place]] = {}

    def of(self, table: str) -> tuple[Column, ...]:
        """Return the columns of a table."""
        if table not in self._known:
            rows = self._database.rows("SELECT * FROM pragma_table_info(?)", (table,))
            self._known[table] = tuple(
                Column(
                    row["name"],
                    row["type"],
                    # A hash is worked out anew where it is missing.
                    optional=row["dflt_value"] is not None or row["name"] in ("hash", "seq") or _is_free(row),
                    nullable=_is_free(row),
                    parse=_READERS[row["type"]],
                    rule=_RULES.get(row["name"]),
                    bounded=_BOUNDED.get(row["name"]),
                    as_is=_NUMBERS.get(row["name"], _WHOLE) if row["type"] == "INTEGER" else range(0),
                    accepted=set(),
                )
                for row in rows
            )
        return self._known[table]

    def _places_of(
        self, table: str, without: str, parts: Collection[str], names: tuple[Any, ...]
    ) -> list[_Place]:
        """Return the columns of a row with these names, which mostly all rows of a file have.

        Raises:
            UnfitRowError: A name is none of ours.
        """
        passed_over = {*parts, *LOCAL.get(table, ())}
        columns = [one for one in self.of(table) if one.name != without and one.name not in passed_over]
        if unknown := {*names} - {column.name for column in columns} - passed_over:
            raise UnfitRowError(f"it has a part that is not known here ({_name_for_message(min(unknown))})")
        places = [
            _Place(column.name, column, column.accepted, column.as_is, column.nullable)
            for column in columns
            if column.name in names or not column.optional
        ]
        if len(self._of_rows) < _MOST_SHAPES:
            self._of_rows[table, without, names] = places
        return places

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
        if not isinstance(row, Mapping):
            raise UnfitRowError("this is no record")
        names = (*row,)
        places = self._of_rows.get((table, without, names)) or self._places_of(table, without, parts, names)
        values: RawRow = {}
        has_other_words = False
        for name, column, accepted, as_is, nullable in places:
            value = row.get(name, _MISSING)
            kind = type(value)
            if (kind is str and value in accepted) or (kind is int and value in as_is):
                values[name] = value
            elif value is None and nullable:
                values[name] = None
            elif value is not _MISSING:
                found = values[name] = _read_value(column, value)
                if found is not value:
                    has_other_words |= isinstance(found, str) and found != value
                elif type(value) is str:
                    column.note_accepted(value)
            else:
                raise UnfitRowError(f"it has no {name}")
        if has_other_words:
            # It was of other words: what is kept here gets one of its own.
            values.pop("hash", None)
        if table == "readings" and not values["low"] < values["high"]:
            raise UnfitRowError("its scale has no length")
        if table == "readings" and not values["low"] <= values["value"] <= values["high"]:
            raise UnfitRowError("its value is not on its scale")
        return values


def _is_free(row: Row) -> bool:
    return not row["notnull"] and not row["pk"]


def _read_value(column: Column, value: object) -> object:
    if value is None:
        raise UnfitRowError(f"its {column.name} is empty")
    found = column.parse(value)
    if column.name == "answers" and isinstance(found, str) and _ESCAPED_HALF.search(found):
        found = _whole_json(found)
    if found is None or (column.rule is not None and not column.rule(found)):
        raise UnfitRowError(f"its {column.name} can't be read")
    return found if column.bounded is None else column.bounded(found)


def _as_integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _WHOLE else None


def _as_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _as_text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return value if value.isascii() else storable(value)


def _as_bytes(value: object) -> bytes | None:
    try:
        return bytes.fromhex(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _whole_json(value: str) -> str:
    """Return JSON without halves of characters, which hide in it as escapes; as it is if it has none."""
    try:
        skip_unfit = json.dumps(load_stored_json(value), ensure_ascii=False)
    except ValueError:
        # Whether it is JSON is for the rule to say.
        return value
    return value if (whole := storable(skip_unfit)) == skip_unfit else whole


def _is_json(value: str) -> bool:
    """Return whether it is what is kept beside a text: an answer's values, or the parts of a check-in."""
    try:
        kept = load_stored_json(value)
    except ValueError:
        return False
    if isinstance(kept, list):
        return all(map(is_value, kept))
    return (
        isinstance(kept, dict)
        and all(_is_words(kept.get(name)) for name in ("feelings", "activities"))
        and all(isinstance(kept.get(name, ""), str) for name in ("note", "word"))
        and (kept.get("mood") is None or isinstance(kept["mood"], int))
        and all(map(is_value, kept.values()))
    )


def _is_words(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(word, str) for word in value))


def _name_for_message(name: object) -> str:
    """Return a name from a file for a message; one that is no plain word might be anything."""
    return name if isinstance(name, str) and re.fullmatch(r"\w{1,40}", name, re.ASCII) else "an odd name"


_READERS: dict[str, Callable[[object], object]] = {
    "INTEGER": _as_integer,
    "REAL": _as_number,
    "TEXT": _as_text,
    "BLOB": _as_bytes,
}
_DONE = ("created", "updated", "started", "paused", "finished", "written", "deleted", "erased")
# The whole numbers that a column holds as they are, where those are not all.
_NUMBERS: dict[str, range] = {
    "utc_offset": range(1 - _DAY_MINUTES, _DAY_MINUTES),
    "version": range(1, _WHOLE.stop),
    "clock": range(LAST_CLOCK + 1),
    **dict.fromkeys(("listed", "practice", "hidden"), range(2)),
    **dict.fromkeys((f"{done}_at" for done in _DONE), _SPAN),
}
_RULES: dict[str, Callable[[Any], bool]] = {
    "id": is_id,
    "enrollment_id": is_id,
    "place": lambda value: bool(_PLACE.fullmatch(value)),
    "answers": _is_json,
    "hash": lambda value: len(value) == 16,
    "gone": ("", "erased", "cleared").__contains__,
    **dict.fromkeys(("device", "merged_into", "follows"), lambda value: len(value) <= _LONGEST_NAME),
    **dict.fromkeys(("edits", "deletion"), is_vector),
    **dict.fromkeys(("value", "low", "high"), lambda value: abs(value) <= _LARGEST),
    **{name: numbers.__contains__ for name, numbers in _NUMBERS.items()},
    "clock": lambda value: value >= 0,
}
# A clock counts on from the last one that it knows of, so one's own can be past the last that travels.
_BOUNDED: dict[str, Callable[[Any], Any]] = {
    "clock": lambda value: min(value, LAST_CLOCK),
    **dict.fromkeys(("edits", "deletion"), lambda value: format_vector(read_vector(value)) or value),
}
