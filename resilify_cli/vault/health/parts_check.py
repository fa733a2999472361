"""Finds parts of answers and of drafts that no command can read, and puts their words where all can."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from resilify_cli.activities.stored_json import load_stored_json
from resilify_cli.store.altered_rows import HASHED, AlteredRow, table_names
from resilify_cli.store.entry_rows import entry_hash, keep_version
from resilify_cli.store.row_hash import hash_texts

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

_PARTS = {"entries": "answers", "drafts": "content", "journal_drafts": "content"}


def unreadable_parts(connection: Connection) -> Iterator[AlteredRow]:
    """Yield each row whose answers or whose draft can't be read, though it is as it was written."""
    there = table_names(connection)
    for table, column in _PARTS.items():
        if table not in there:
            continue
        keys = HASHED[table].keys
        rows = connection.execute(
            f"SELECT {', '.join(keys)}, {column} AS part FROM {table} WHERE {column} IS NOT NULL"
        )
        for row in rows:
            if not _is_readable(table, row["part"]):
                yield AlteredRow(table, tuple(row[name] for name in keys))


def repair_parts(connection: Connection) -> None:
    """Make the unreadable ones readable, within the caller's transaction.

    Answers go, since the text beside them has their words; as they were they stay in an earlier version. All
    of a draft is what was being typed.
    """
    for table, key in list(unreadable_parts(connection)):
        where = " AND ".join(f"{name} = ?" for name in HASHED[table].keys)
        row = connection.execute(f"SELECT * FROM {table} WHERE {where}", key).fetchone()
        if table == "entries":
            keep_version(connection, row)
            said = {"prompt": row["prompt"], "text": row["text"], "answers": None}
            connection.execute(
                f"UPDATE entries SET answers = NULL, hash = ? WHERE {where}", (entry_hash(said), *key)
            )
        else:
            content = json.dumps({"values": [], "typed": row["content"], "later": []}, ensure_ascii=False)
            connection.execute(
                f"UPDATE {table} SET content = ?, hash = ? WHERE {where}",
                (content, hash_texts(content), *key),
            )


def _is_readable(table: str, part: str) -> bool:
    with suppress(ValueError):
        return isinstance(load_stored_json(part), dict | list if table == "entries" else dict)
    return False
