"""Repairs what can be repaired in a store whose file is sound: altered texts, times, search index, labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from resilify_cli.store.altered_rows import HASHED, AlteredRow, find_altered_rows, table_names
from resilify_cli.store.engine import (
    Connection,
    connect,
    decode_lenient,
    ignore_database_errors,
    translate_errors,
)
from resilify_cli.store.row_hash import hash_bytes, is_intact
from resilify_cli.vault.copies.copying import key_for_copy
from resilify_cli.vault.health.bit_flip import undo_bit_flip
from resilify_cli.vault.health.index_check import rebuild_index
from resilify_cli.vault.health.label_check import repair_labels
from resilify_cli.vault.health.parts_check import repair_parts
from resilify_cli.vault.health.store_check import entry_label, row_label
from resilify_cli.vault.health.sync_check import repair_sync_data
from resilify_cli.vault.health.time_check import repair_times, wrong_times


class RepairResult(NamedTuple):
    """The result of a repair.

    Attributes:
        altered: How many texts did not match their hash.
        from_copies: How many of them were restored from a copy.
        by_bit: How many were restored by flipping one bit back.
        as_read: The names of the entries whose text is now what can be read of it.
        times: The names of the entries whose time was restored.
    """

    altered: int
    from_copies: int
    by_bit: int
    as_read: tuple[str, ...]
    times: tuple[str, ...]


def repair_store(path: Path, key: bytes | None, copies: Iterable[Path]) -> RepairResult:
    """Restore altered texts, times and labels, and rebuild the search index, in one transaction.

    A text that no copy has, and in which more than one bit is wrong, stays as it can be read.

    Args:
        path: The store's file.
        key: The key of an encrypted store.
        copies: Copies of the store, the one to try first first.

    Raises:
        StoreError: Nothing was changed.
    """
    with translate_errors(path), closing(connect(path, key=key)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        # First, since it has to have what is taken out of it where a text is changed.
        rebuild_index(connection)
        # Each change of an entry counts on from its marks.
        repair_sync_data(connection)
        # Looked for once more: one may have been changed by its person meanwhile.
        altered = find_altered_rows(connection)
        left = restore_texts(connection, altered, copies, key)
        lost = _flip_bits_back(connection, left)
        as_read = tuple(row_label(connection, row) for row in lost)
        _accept_as_read(connection, lost)
        times = tuple(entry_label(row["id"], row["written_at"]) for row in wrong_times(connection))
        repair_times(connection)
        repair_parts(connection)
        if "labels" in table_names(connection):
            repair_labels(connection)
        connection.execute("COMMIT")
    return RepairResult(len(altered), len(altered) - len(left), len(left) - len(lost), as_read, times)


def restore_texts(
    connection: Connection, altered: Iterable[AlteredRow], copies: Iterable[Path], key: bytes | None
) -> list[AlteredRow]:
    """Restore the texts of altered rows from the first copy that has them intact.

    It is the same text if its hash is the one that was kept, or if it is the hash itself that changed.

    Returns:
        The rows that no copy has.
    """
    left = list(altered)
    for copy in copies:
        if not left:
            break
        found = _read_from_copy(copy, key, connection, left)
        for row, (kept, *texts) in found.items():
            _write_texts(connection, row, kept, texts)
        left = [row for row in left if row not in found]
    return left


def _flip_bits_back(connection: Connection, rows: Iterable[AlteredRow]) -> list[AlteredRow]:
    """Put the texts right in which only one bit is wrong, and return the other rows."""
    left = []
    for row in rows:
        kept, *texts = _bytes_of(connection, row)
        right = undo_bit_flip([text or b"" for text in texts], kept)
        if right is None:
            left.append(row)
        else:
            _write_texts(connection, row, hash_bytes(right), _keep_nulls(right, texts))
    return left


def _accept_as_read(connection: Connection, rows: Iterable[AlteredRow]) -> None:
    """Make what can be read of altered texts the text, so that they are not reported for ever."""
    for row in rows:
        _, *texts = _bytes_of(connection, row)
        read = [decode_lenient(text or b"").encode() for text in texts]
        _write_texts(connection, row, hash_bytes(read), _keep_nulls(read, texts))


def _keep_nulls(new: list[bytes], old: Sequence[bytes | None]) -> list[bytes | None]:
    """Return new texts with nothing again where there was nothing."""
    return [None if was is None else text for text, was in zip(new, old, strict=True)]


def _read_from_copy(
    copy: Path, key: bytes | None, connection: Connection, rows: Iterable[AlteredRow]
) -> dict[AlteredRow, tuple[Any, ...]]:
    """Return the rows as they are in a copy, hash first; none where it can't be read."""
    found: dict[AlteredRow, tuple[Any, ...]] = {}
    # Only what goes wrong with the copy is passed over, and nothing is written here.
    with (
        ignore_database_errors(),
        closing(connect(copy, writable=False, key=key_for_copy(copy, key))) as source,
    ):
        there = table_names(source)
        for row in rows:
            if row.table in there and _is_of_same(connection, source, row):
                found[row] = _bytes_of(source, row)
    return found


def _is_of_same(connection: Connection, source: Connection, row: AlteredRow) -> bool:
    ours, theirs = _bytes_of(connection, row), _bytes_of(source, row)
    if not ours or not theirs or not is_intact([text or b"" for text in theirs[1:]], theirs[0]):
        return False
    return bool(ours[0] == theirs[0] or ours[1:] == theirs[1:])


def _bytes_of(connection: Connection, row: AlteredRow) -> tuple[Any, ...]:
    """Return a row's hash and its texts as they lie in the file; nothing if it is not there any more."""
    as_bytes = ", ".join(f"CAST({name} AS BLOB)" for name in HASHED[row.table].texts)
    query = f"SELECT hash, {as_bytes} FROM {row.table} WHERE {_row_condition(row)}"
    return tuple(connection.execute(query, row.key).fetchone() or ())


def _write_texts(connection: Connection, row: AlteredRow, kept: bytes, texts: Sequence[bytes | None]) -> None:
    assignments = ", ".join(f"{name} = CAST(? AS TEXT)" for name in HASHED[row.table].texts)
    query = f"UPDATE {row.table} SET hash = ?, {assignments} WHERE {_row_condition(row)}"
    connection.execute(query, (kept, *texts, *row.key))


def _row_condition(row: AlteredRow) -> str:
    return " AND ".join(f"{name} = ?" for name in HASHED[row.table].keys)
