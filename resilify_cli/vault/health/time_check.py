"""Compares the times of entries with the numbers that have them too, and puts them right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.store.entry_days import FAR_DAY
from resilify_cli.store.entry_times import MOST_MINUTES, SEQ_SHIFT

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection, Row

_WRONG_TIME = f"seq >> {SEQ_SHIFT} <> created_at"
_WRONG_OFFSET = f"utc_offset NOT BETWEEN -{MOST_MINUTES} AND {MOST_MINUTES}"


def wrong_times(connection: Connection) -> list[Row]:
    """Return the id and the right time of each entry with a wrong one.

    That is a time which is not that of its number or in no zone, or a named day that is far from it.
    """
    wrong_day = f" OR {FAR_DAY}" if has_named_days(connection) else ""
    return connection.execute(
        f"SELECT id, seq >> {SEQ_SHIFT} AS written_at FROM entries e"
        f" WHERE {_WRONG_TIME} OR {_WRONG_OFFSET}{wrong_day}"
    ).fetchall()


def repair_times(connection: Connection) -> None:
    """Give every entry the time of its number, within the caller's transaction.

    The number is right: in a sound file each index has it too. A zone that there is none of is UTC, and a
    named day that is far from the time is forgotten.
    """
    connection.execute(f"UPDATE entries SET created_at = seq >> {SEQ_SHIFT} WHERE {_WRONG_TIME}")
    connection.execute(f"UPDATE entries SET utc_offset = 0 WHERE {_WRONG_OFFSET}")
    if has_named_days(connection):
        connection.execute(
            f"UPDATE entries SET named_day = NULL WHERE seq IN (SELECT seq FROM entries e WHERE {FAR_DAY})"
        )


def has_named_days(connection: Connection) -> bool:
    """Return whether the store is of a version that keeps the days that were named."""
    named = connection.execute("SELECT 1 FROM pragma_table_info('entries') WHERE name = 'named_day'")
    return named.fetchone() is not None
