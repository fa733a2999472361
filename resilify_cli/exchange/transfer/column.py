"""Checks what a column of a row from a file may hold."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from resilify_cli.activities.stored_json import is_value, load_stored_json
from resilify_cli.store.drafts import OWN_PLACES
from resilify_cli.store.entry_times import MOST_MILLISECONDS
from resilify_cli.store.stamps import is_id, storable
from resilify_cli.store.vectors import LAST_CLOCK, format_vector, is_vector, read_vector

if TYPE_CHECKING:
    from resilify_cli.store.engine import Row

# Beyond these no row can be numbered.
_SPAN = range(-MOST_MILLISECONDS, MOST_MILLISECONDS + 1)
_WHOLE = range(-(1 << 63), 1 << 63)
# Perhaps with the number of a slot beside it, as in `drafts`.
_PLACE = re.compile(rf"(?:{'|'.join(OWN_PLACES)}|[0-9a-f]{{28}})(?:~\d{{1,6}})?", re.ASCII)
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_DAY_MINUTES = 24 * 60
# A measure's numbers, and the ends of its scale.
_LARGEST = 1e9
_LONGEST_NAME = 40
_HASH_BYTES = 16


class UnfitRowError(Exception):
    """A row can't be stored. The text says why, in words that follow the row's place."""


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: Its name.
        type: Its SQLite type.
        optional: Whether a row may leave it out.
        nullable: Whether it may be NULL.
        keep: Returns what the column keeps of a value of a file; None where it can't hold that.
        as_is: The whole numbers that it holds as they are.
    """

    name: str
    type: str
    optional: bool
    nullable: bool
    keep: Callable[[object], object]
    as_is: range

    @staticmethod
    def of(row: Row) -> Column:
        """Return the column that a row of `pragma_table_info` tells of."""
        name, is_free = row["name"], not row["notnull"] and not row["pk"]
        return Column(
            name,
            row["type"],
            # A hash is worked out anew where it is missing.
            optional=row["dflt_value"] is not None or name in ("hash", "seq") or is_free,
            nullable=is_free,
            keep=_keeper(_OF_NAMES.get(name, _READERS[row["type"]]), _RULES.get(name), _BOUNDED.get(name)),
            as_is=_NUMBERS.get(name, _WHOLE) if row["type"] == "INTEGER" else range(0),
        )

    def read(self, value: object) -> object:
        """Return a value of a file as the store keeps it.

        Raises:
            UnfitRowError: It can't be kept.
        """
        if value is None:
            if self.nullable:
                return None
            raise UnfitRowError(f"its {self.name} is empty")
        if (found := self.keep(value)) is None:
            raise UnfitRowError(f"its {self.name} can't be read")
        return found


def _keeper(
    parse: Callable[[object], object],
    rule: Callable[[Any], bool] | None,
    bounded: Callable[[Any], Any] | None,
) -> Callable[[object], object]:
    """Return the `keep` of a column.

    Args:
        parse: Returns a value of a file as the column's type has it; None for one of another type.
        rule: Whether the column may hold a value of its type; None where it may hold any.
        bounded: Returns the nearest value that it may hold; None where that is each.
    """
    if rule is None:
        return parse

    def keep(value: object) -> object:
        found = parse(value)
        if found is None or not rule(found):
            return None
        return found if bounded is None else bounded(found)

    return keep


def _as_integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _WHOLE else None


def _as_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        # As SQLite keeps it, to which -0 is 0.
        return float(value) + 0.0 if math.isfinite(value) else None
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


def _as_id(value: object) -> str | None:
    return value if isinstance(value, str) and is_id(value) else None


def _as_hash(value: object) -> bytes | None:
    return found if (found := _as_bytes(value)) is not None and len(found) == _HASH_BYTES else None


def _as_json(value: object) -> str | None:
    found = _as_text(value)
    return _whole_json(found) if found is not None and _ESCAPED_HALF.search(found) else found


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
    if not isinstance(kept, dict):
        return False
    mood = kept.get("mood")
    return (
        _is_words(kept.get("feelings"))
        and _is_words(kept.get("activities"))
        and isinstance(kept.get("note", ""), str)
        and isinstance(kept.get("word", ""), str)
        and (mood is None or isinstance(mood, int))
        and all(is_value(kept[name]) for name in kept.keys() - _CHECKIN_PARTS)
    )


def _is_words(value: object) -> bool:
    return value is None or (isinstance(value, list) and {*map(type, value)} <= _TEXT)


_TEXT = {str}
_CHECKIN_PARTS = {"feelings", "activities", "note", "word", "mood"}
_READERS: dict[str, Callable[[object], object]] = {
    "INTEGER": _as_integer,
    "REAL": _as_number,
    "TEXT": _as_text,
    "BLOB": _as_bytes,
}
# Each entry has an id and a hash of its own: a parser and a rule for each would be three calls.
_OF_NAMES: dict[str, Callable[[object], object]] = {
    "id": _as_id,
    "enrollment_id": _as_id,
    "hash": _as_hash,
    "answers": _as_json,
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
    "place": lambda value: bool(_PLACE.fullmatch(value)),
    "answers": _is_json,
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
