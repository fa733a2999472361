"""Finds and repairs what merging and `undo` go by, where it can't be right: clocks, version vectors, acts."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from resilify_cli.store.altered_rows import table_names
from resilify_cli.store.entry_times import MOST_MILLISECONDS, MOST_MINUTES
from resilify_cli.store.vectors import LAST_CLOCK, is_vector

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

_WRONG_CLOCK = f"clock NOT BETWEEN 0 AND {LAST_CLOCK}"
# So many changes leave room for as many again.
_WRONG_COUNT = f"changed NOT BETWEEN 0 AND {1 << 62}"
_CLOCK = f"max(1, min({{}}, {LAST_CLOCK >> 20})) << 20"
_IS_VECTOR = "is_vector(CAST({} AS BLOB))"
_WRONG_ENTRY = (
    f"{_WRONG_CLOCK} OR {_WRONG_COUNT} OR NOT {_IS_VECTOR.format('edits')}"
    f" OR (deletion IS NOT NULL AND NOT {_IS_VECTOR.format('deletion')})"
    " OR gone NOT IN ('', 'erased', 'cleared') OR listed NOT IN (0, 1) OR practice NOT IN (0, 1)"
)
_WRONG_DATE = (
    f"(created_at NOT BETWEEN -{MOST_MILLISECONDS} AND {MOST_MILLISECONDS}"
    f" OR utc_offset NOT BETWEEN -{MOST_MINUTES} AND {MOST_MINUTES})"
)
# As in a record that comes in: see `columns`.
_WRONG_READING = "low >= high OR value NOT BETWEEN low AND high"
_WRONG_ACT = (
    f"done_at NOT BETWEEN -{MOST_MILLISECONDS} AND {MOST_MILLISECONDS}"
    " OR (kind = 'changed' AND NOT is_state(before))"
)
_WRONG = {
    "entries": _WRONG_ENTRY,
    "entry_versions": f"{_WRONG_CLOCK} OR {_WRONG_DATE}",
    "readings": _WRONG_READING,
    "enrollments": f"{_WRONG_CLOCK} OR {_WRONG_COUNT}",
    "acts": _WRONG_ACT,
}


def has_wrong_sync_data(connection: Connection) -> bool:
    """Return whether any clock, vector or act can't be right, or the store has no name."""
    if "device" not in table_names(connection):
        return False
    _add_functions(connection)
    if not connection.execute("SELECT 1 FROM device WHERE id <> ''").fetchone():
        return True
    return any(
        connection.execute(f"SELECT 1 FROM {table} WHERE {wrong} LIMIT 1").fetchone()
        for table, wrong in _WRONG.items()
    )


def repair_sync_data(connection: Connection) -> None:
    """Set clocks, vectors and acts that can't be right from the times of their rows.

    The caller has begun a transaction.

    Where it is not known any more what was done to an entry, it counts as done when its words were written:
    then a deletion elsewhere does not win over it. What lies in the trash here stays there.
    """
    if "device" not in table_names(connection):
        return
    _add_functions(connection)
    if not connection.execute("SELECT 1 FROM device WHERE id <> ''").fetchone():
        connection.execute("DELETE FROM device")
        connection.execute("INSERT INTO device VALUES (lower(hex(randomblob(8))))")
    for table in ("entries", "enrollments"):
        # First, since each other change counts on from it.
        connection.execute(f"UPDATE {table} SET changed = 1 WHERE {_WRONG_COUNT}")
        connection.execute(f"UPDATE {table} SET clock = {_CLOCK.format('updated_at')} WHERE {_WRONG_CLOCK}")
    connection.execute(
        f"UPDATE entry_versions SET clock = {_CLOCK.format('written_at')} WHERE {_WRONG_CLOCK}"
    )
    _repair_entries(connection)
    connection.execute(
        "UPDATE entry_versions SET created_at = NULL, utc_offset = NULL, named_day = NULL"
        f" WHERE {_WRONG_DATE}"
    )
    connection.execute("DELETE FROM readings WHERE low >= high")
    connection.execute(f"UPDATE readings SET value = max(low, min(high, value)) WHERE {_WRONG_READING}")
    connection.execute(f"DELETE FROM act_entries WHERE act IN (SELECT number FROM acts WHERE {_WRONG_ACT})")
    connection.execute(f"DELETE FROM acts WHERE {_WRONG_ACT}")


def _repair_entries(connection: Connection) -> None:
    connection.execute(
        f"""UPDATE entries SET edits = json_object('', clock),
            deletion = CASE WHEN deleted_at IS NOT NULL THEN json_object('', clock) END
            WHERE NOT {_IS_VECTOR.format("edits")}"""
    )
    connection.execute(
        f"""UPDATE entries SET deletion = CASE WHEN deleted_at IS NOT NULL
            THEN CASE edits WHEN '' THEN '{{}}' ELSE edits END END
            WHERE deletion IS NOT NULL AND NOT {_IS_VECTOR.format("deletion")}"""
    )
    connection.execute(
        """UPDATE entries SET gone = CASE WHEN erased_at IS NULL THEN '' WHEN deleted_at = erased_at
            THEN 'erased' ELSE 'cleared' END WHERE gone NOT IN ('', 'erased', 'cleared')"""
    )
    connection.execute(
        "UPDATE entries SET listed = listed <> 0, practice = practice & 1"
        " WHERE listed NOT IN (0, 1) OR practice NOT IN (0, 1)"
    )


def _add_functions(connection: Connection) -> None:
    connection.create_function("is_vector", 1, _is_vector, deterministic=True)
    connection.create_function("is_state", 1, _is_state, deterministic=True)


@lru_cache(maxsize=1024)
def _is_vector(value: bytes) -> bool:
    # As bytes: a text with a flipped bit may be no text that a function can be given.
    with suppress(ValueError):
        return is_vector(value.decode())
    return False


def _is_state(value: object) -> bool:
    """Return whether it is what `acts.entry_state` returns."""
    with suppress(ValueError, RecursionError, TypeError):
        found = json.loads(value) if isinstance(value, str) else None
        return isinstance(found, dict) and {"hash", "listed", "readings"} <= found.keys()
    return False
