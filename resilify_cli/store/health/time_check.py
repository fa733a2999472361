"""Compares the times of entries with the numbers that have them too, and puts them right."""

from __future__ import annotations

from resilify_cli.store.engine import Connection, Row
from resilify_cli.store.entry_rows import MOST_MINUTES, SEQ_SHIFT

_WRONG_TIME = f"seq >> {SEQ_SHIFT} <> created_at"
_WRONG_OFFSET = f"utc_offset NOT BETWEEN -{MOST_MINUTES} AND {MOST_MINUTES}"


def wrong_times(connection: Connection) -> list[Row]:
    """Return the id and the right time of each entry whose time is not that of its number, or in no zone."""
    return connection.execute(
        f"SELECT id, seq >> {SEQ_SHIFT} AS written_at FROM entries WHERE {_WRONG_TIME} OR {_WRONG_OFFSET}"
    ).fetchall()


def mend_times(connection: Connection) -> None:
    """Give every entry the time of its number, within the caller's transaction.

    The number is right: in a sound file each index has it too. A zone that there is none of is UTC.
    """
    connection.execute(f"UPDATE entries SET created_at = seq >> {SEQ_SHIFT} WHERE {_WRONG_TIME}")
    connection.execute(f"UPDATE entries SET utc_offset = 0 WHERE {_WRONG_OFFSET}")
