"""The one way in which rows of `entries` are erased: by the trash, by `erase`, and by an import."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.word_lists import OFFERED_WORDS
from resilify_cli.store.acts import delete_acts
from resilify_cli.store.altered_rows import table_names
from resilify_cli.store.checkins import checkin_labels
from resilify_cli.store.drafts import slot_owner
from resilify_cli.store.entry_rows import entry_hash
from resilify_cli.store.labels import label

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

_TIED = ("entry_versions", "readings")
# What stays: an id and times, so that an older export does not bring the entry back.
_TOMBSTONE = """UPDATE entries SET kind = 'note', listed = 0, enrollment_id = NULL, session_id = '',
    session_title = '', activity_id = '', activity_kind = '', practice = 0, prompt = '', text = '',
    answers = NULL, hash = ?, deleted_at = coalesce(deleted_at, ?), erased_at = ?, updated_at = ?,
    gone = ?
    WHERE seq = ?"""


class EraseReason(Enum):
    """Why an erased row has no words: the value of its column `gone`."""

    ERASED = "erased"
    CLEARED = "cleared"
    ELSEWHERE = ""


def erase_entries(connection: Connection, seqs: Sequence[int], at: int | None, gone: EraseReason) -> None:
    """Erase entries with all that belongs to them, within the caller's transaction.

    Args:
        connection: The store, or a copy of it, in a transaction.
        seqs: The row numbers of the entries.
        at: When they are erased, in Unix milliseconds. Without it no tombstones are left.
        gone: Why they are erased.
    """
    there = table_names(connection)
    rows = connection.execute(
        "SELECT seq, id FROM entries WHERE seq IN (SELECT value FROM json_each(?))", (json.dumps(list(seqs)),)
    ).fetchall()
    own_words = _words_of(connection, seqs) if "labels" in there else set()
    for row in rows:
        for table in _TIED:
            connection.execute(f"DELETE FROM {table} WHERE entry_id = ?", (row["id"],))
        if "labels" in there:
            connection.execute("DELETE FROM labels WHERE seq = ?", (row["seq"],))
            connection.execute(f"DELETE FROM journal_drafts WHERE {slot_owner('place')} = ?", (row["id"],))
        if at is None:
            connection.execute("DELETE FROM entries WHERE seq = ?", (row["seq"],))
        else:
            connection.execute(_TOMBSTONE, (entry_hash({}), at, at, at, gone.value, row["seq"]))
    if "acts" in there:
        delete_acts(connection, [row["id"] for row in rows])
    _forget_words(connection, own_words)


def _words_of(connection: Connection, seqs: Sequence[int]) -> set[tuple[str, str]]:
    """Return the labels of entries, and those that a check-in among them had before it was changed."""
    rows = connection.execute(
        "SELECT kind, label FROM labels WHERE seq IN (SELECT value FROM json_each(?))",
        (json.dumps(list(seqs)),),
    )
    versions = connection.execute(
        "SELECT v.answers FROM entry_versions v JOIN entries e ON e.id = v.entry_id"
        " WHERE e.kind = 'checkin' AND e.seq IN (SELECT value FROM json_each(?))",
        (json.dumps(list(seqs)),),
    )
    before = (found for row in versions for found in checkin_labels(Checkin.from_json(row["answers"])))
    return {*((row["kind"], row["label"]) for row in rows), *before}


def _forget_words(connection: Connection, labels: set[tuple[str, str]]) -> None:
    """Forget those of the person's own words for check-ins that no other entry has, hidden ones too."""
    for kind, gone in labels:
        if connection.execute("SELECT 1 FROM labels WHERE kind = ? AND label = ?", (kind, gone)).fetchone():
            continue
        for row in connection.execute("SELECT word FROM words WHERE kind = ?", (kind,)).fetchall():
            if label(row["word"]) == gone and gone not in OFFERED_WORDS.get(kind, ()):
                connection.execute("DELETE FROM words WHERE kind = ? AND word = ?", (kind, row["word"]))
