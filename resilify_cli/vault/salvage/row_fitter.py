"""Makes a row from a damaged store fit the schema, so that one flipped bit does not cost the words in it.

What names a row is not made up, but for the id of an entry, which is known by its row number too.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from resilify_cli.store.engine import Connection, decode_lenient
from resilify_cli.store.entry_times import SEQ_SHIFT

# The words that a column may hold by a CHECK, and the one to take for what is like none of them.
_WORDS = {
    ("entries", "kind"): (("response", "note", "checkin"), "note"),
    ("progress", "state"): (("done", "skipped"), "done"),
    ("words", "kind"): (("feeling", "activity"), "feeling"),
}
_EMPTY: dict[str, object] = {"INTEGER": 0, "REAL": 0.0, "TEXT": "", "BLOB": b""}
_TYPES: dict[str, type] = {"INTEGER": int, "REAL": float, "TEXT": str, "BLOB": bytes}
# Without its value a rating says nothing, and one that was made up would say something wrong.
_NOT_MADE_UP = {("readings", "value"), ("readings", "low"), ("readings", "high")}


class _Column(NamedTuple):
    type: str
    needed: bool
    is_key: bool


class RowFitter:
    """Makes rows fit the tables of an open store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables: dict[str, dict[str, _Column]] = {}

    def fit(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row with what its table can't hold put right: types, missing values, words of a list."""
        columns = self._columns_of(table)
        fitted = {name: _fit_value(table, name, columns[name], value) for name, value in row.items()}
        if table == "entries" and isinstance(fitted["seq"], int):
            at = fitted["seq"] >> SEQ_SHIFT
            # An earlier time of change would let an older export win over these words.
            for name in ("created_at", "updated_at"):
                if not isinstance(row[name], int):
                    fitted[name] = at
        return fitted

    def _columns_of(self, table: str) -> dict[str, _Column]:
        if table not in self._tables:
            rows = self._connection.execute("SELECT * FROM pragma_table_info(?)", (table,))
            self._tables[table] = {
                row["name"]: _Column(row["type"], bool(row["notnull"]), bool(row["pk"])) for row in rows
            }
        return self._tables[table]


def _fit_value(table: str, name: str, column: _Column, value: Any) -> Any:
    if (table, name) in _WORDS:
        words, otherwise = _WORDS[table, name]
        return value if value in words else _nearest_word(str(value), words, otherwise)
    wanted = _TYPES[column.type]
    if isinstance(value, wanted) or column.is_key or (table, name) in _NOT_MADE_UP:
        return value
    if value is None or name == "enrollment_id":
        return _EMPTY[column.type] if column.needed else None
    if wanted is str:
        return decode_lenient(value) if isinstance(value, bytes) else str(value)
    return _EMPTY[column.type] if column.needed else None


def _nearest_word(value: str, words: tuple[str, ...], otherwise: str) -> str:
    """Return the word that a value was before some of its letters changed."""
    return next(iter(get_close_matches(value, words, 1, 0.5)), otherwise)
