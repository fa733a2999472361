"""Rows of the table `entries`: how they are written and changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from resilify_cli.store.engine import Connection, Row, integrity_errors
from resilify_cli.store.entry_times import SEQ_SHIFT, check_time, near_day
from resilify_cli.store.hashtags import tags_in
from resilify_cli.store.labels import add_labels, set_labels
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.same_words import same_answers, same_words
from resilify_cli.store.stamps import milliseconds, new_id

_TRIES = 100
_MINUTE = timedelta(minutes=1)

Labels = Sequence[tuple[str, str]]


def insert_entry(
    connection: Connection,
    at: datetime,
    columns: dict[str, object],
    *,
    labels: Labels = (),
    written: datetime | None = None,
    entry_id: str = "",
    day: date | None = None,
) -> tuple[str, int]:
    """Write a new entry, with its hash and the labels in its text.

    Args:
        connection: The store, in a transaction.
        at: The time that the entry is about, aware of its zone.
        columns: Its other columns; `text` is needed.
        labels: Its labels besides the tags in the text, as pairs of kind and label.
        written: When it was written; `at` if left out.
        entry_id: Its id, if it had one elsewhere.
        day: The day that was named for it: without a time, or another one than the time says.

    Returns:
        Its id, and the number of its row.

    Raises:
        UsageError: No row number reaches that time.
    """
    row = entry_row(at, columns, written=written, entry_id=entry_id, day=day)
    seq = insert_row(connection, milliseconds(at), row)
    add_labels(connection, seq, [*tag_labels(str(columns["text"])), *labels])
    return str(row["id"]), seq


def entry_row(
    at: datetime,
    columns: dict[str, object],
    *,
    written: datetime | None = None,
    entry_id: str = "",
    day: date | None = None,
) -> dict[str, object]:
    """Return a new row with its hash, without its number; see `insert_entry`.

    Raises:
        UsageError: No row number reaches that time.
    """
    check_time(at)
    created = milliseconds(at)
    offset = at.utcoffset()
    return {
        "id": entry_id or new_id(written or at),
        **columns,
        "hash": entry_hash(columns),
        "created_at": created,
        "utc_offset": offset // _MINUTE if offset else 0,
        "updated_at": milliseconds(written) if written else created,
        "named_day": near_day(day, at),
    }


def insert_row(connection: Connection, created_at: int, row: dict[str, object]) -> int:
    """Write a whole row under a new number, and return that.

    Args:
        connection: The store, in a transaction.
        created_at: The row's time in Unix milliseconds.
        row: Its columns without `seq`.
    """
    statement = insert_statement(*row)
    for attempt in range(_TRIES):
        seq = new_seq(created_at)
        try:
            connection.execute(statement, (seq, *row.values()))
        except integrity_errors():
            # Another entry of the same millisecond drew the same bits.
            if attempt == _TRIES - 1:
                raise
        else:
            return seq
    raise AssertionError("the last try returns or raises")


@lru_cache(maxsize=16)
def insert_statement(*columns: str) -> str:
    """Return the statement that writes a row with these columns and a number."""
    return f"INSERT INTO entries (seq, {', '.join(columns)}) VALUES ({', '.join('?' * (len(columns) + 1))})"


def revise_entry(
    connection: Connection,
    at: datetime,
    old: Row,
    columns: dict[str, object],
    *,
    labels: Labels = (),
) -> bool:
    """Change the text and other columns of a row, and keep what it said as a version.

    Args:
        connection: The store, in a transaction.
        at: When it is changed.
        old: The row as it is.
        columns: The columns to change; `text` is needed.
        labels: Its labels besides the tags in the text.

    Returns:
        Whether there was anything to change.
    """
    new = {name: columns.get(name, old[name]) for name in ("prompt", "text", "answers")}
    # The question alone changes nothing: what is said was not said to the new one.
    if same_words(new["text"], old["text"]) and same_answers(old, new):
        return False
    keep_version(connection, old)
    # All that the hash is of is written, as it was read: what was no text any more is one then.
    changed = {**columns, **new, "hash": entry_hash(new), "updated_at": milliseconds(at)}
    assignments = ", ".join(f"{name} = ?" for name in changed)
    connection.execute(f"UPDATE entries SET {assignments} WHERE seq = ?", (*changed.values(), old["seq"]))
    set_labels(connection, old["seq"], [*tag_labels(str(new["text"])), *labels])
    return True


def keep_version(connection: Connection, old: Row) -> None:
    """Keep what a row says now as its newest version."""
    connection.execute(
        # Within SQLite, so that also a text that is no text any more is kept to the byte.
        "INSERT INTO entry_versions (entry_id, version, prompt, text, answers, hash, written_at,"
        " created_at, utc_offset, named_day, clock, device) SELECT id, 1 + coalesce("
        "(SELECT max(version) FROM entry_versions WHERE entry_id = id), 0),"
        " prompt, text, answers, hash, clock >> 20,"
        " created_at, utc_offset, named_day, clock, device FROM entries WHERE seq = ?",
        (old["seq"],),
    )


class RowDate(NamedTuple):
    """The date of a row.

    Attributes:
        created_at: Its time in Unix milliseconds.
        utc_offset: Its zone, in minutes east of UTC.
        named_day: The day that was named for it, as `date.toordinal`; None if none was.
    """

    created_at: int
    utc_offset: int
    named_day: int | None


def row_date(at: datetime, day: date | None) -> RowDate:
    """Return the date of a row about a time, with the day that was named for it.

    Args:
        at: The time, aware of its zone.
        day: The day that was named without a time, if one was.
    """
    offset = at.utcoffset()
    return RowDate(milliseconds(at), offset // _MINUTE if offset else 0, near_day(day, at))


def move_entry(connection: Connection, seq: int, to: RowDate, *, updated_at: int) -> int:
    """Give a row another date, and return its new number.

    Args:
        connection: The open store, in a transaction.
        seq: The number of the row.
        to: The new date.
        updated_at: Now, in milliseconds since 1970 UTC.
    """
    # Labels name an entry by its number.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    # With the text among what is set, the search index follows to the new number by its own trigger.
    columns = "seq = ?, created_at = ?, utc_offset = ?, named_day = ?, updated_at = ?, text = text"
    for attempt in range(_TRIES):
        new = new_seq(to.created_at)
        try:
            connection.execute(f"UPDATE entries SET {columns} WHERE seq = ?", (new, *to, updated_at, seq))
        except integrity_errors():
            # Another entry of the same millisecond drew the same bits.
            if attempt == _TRIES - 1:
                raise
        else:
            connection.execute("UPDATE labels SET seq = ? WHERE seq = ?", (new, seq))
            return new
    raise AssertionError("the last try returns or raises")


def entry_hash(columns: dict[str, object]) -> bytes:
    """Return the hash of an entry's texts."""
    return hash_texts(*(str(columns.get(name) or "") for name in ("prompt", "text", "answers")))


def tag_labels(text: str) -> list[tuple[str, str]]:
    """Return the labels of the tags in a text."""
    return [("tag", tag) for tag in tags_in(text)]


def new_seq(now: int) -> int:
    """Return a new row number that sorts by time; its low bits are drawn, to keep rows apart."""
    return new_seqs([now])[0]


def new_seqs(times: Sequence[int]) -> list[int]:
    """Return a new row number for each time in Unix milliseconds, as `new_seq` does."""
    # The system is asked once for all of them.
    drawn = os.urandom(3 * len(times))
    return [
        (time << SEQ_SHIFT) | (int.from_bytes(drawn[at : at + 3], "big") >> (24 - SEQ_SHIFT))
        for time, at in zip(times, range(0, len(drawn), 3), strict=True)
    ]
