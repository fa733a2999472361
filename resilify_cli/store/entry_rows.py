"""A row of the table `entries`: how it is numbered, hashed, written, and its time read."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime, timedelta, timezone

from resilify_cli.store.stamps import milliseconds, new_id, text_hash

SEQ_SHIFT = 20
_TRIES = 100


def insert_entry(connection: sqlite3.Connection, at: datetime, columns: dict[str, object]) -> str:
    """Write a new row with these columns, its id, hash and times, and return the id."""
    now = milliseconds(at)
    offset = at.utcoffset()
    row = {
        "id": new_id(at),
        **columns,
        "hash": entry_hash(columns),
        "created_at": now,
        "utc_offset": int(offset.total_seconds() // 60) if offset else 0,
        "updated_at": now,
    }
    names = ", ".join(("seq", *row))
    marks = ", ".join("?" * (len(row) + 1))
    for attempt in range(_TRIES):
        try:
            connection.execute(
                f"INSERT INTO entries ({names}) VALUES ({marks})", (_new_seq(now), *row.values())
            )
        except sqlite3.IntegrityError:
            # Another entry of the same millisecond drew the same bits.
            if attempt == _TRIES - 1:
                raise
        else:
            break
    return str(row["id"])


def entry_hash(columns: dict[str, object]) -> bytes:
    """Return the hash that is kept with a row."""
    return text_hash(*(str(columns.get(name) or "") for name in ("prompt", "text", "answers")))


def first_seq(at: datetime) -> int:
    """Return the lowest number that a row written at this time can have."""
    return milliseconds(at) << SEQ_SHIFT


def local_time(created_at: int, utc_offset: int) -> datetime:
    """Return a kept time in the zone it was written in."""
    zone = timezone(timedelta(minutes=utc_offset))
    return datetime(1970, 1, 1, tzinfo=zone) + timedelta(milliseconds=created_at, minutes=utc_offset)


def _new_seq(now: int) -> int:
    """Return a row number that sorts by time; its low bits are drawn, to keep rows apart."""
    drawn = int.from_bytes(os.urandom(3), "big") >> (24 - SEQ_SHIFT)
    return (now << SEQ_SHIFT) | drawn
