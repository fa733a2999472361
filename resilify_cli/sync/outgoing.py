"""What a store has to tell: the records that changed since they were last written to a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.transfer.record_reader import RecordReader
from resilify_cli.store.labels import label
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.stamps import milliseconds
from resilify_cli.sync.state import FolderState, count_changes

if TYPE_CHECKING:
    from resilify_cli.exchange.transfer.columns import RawRow
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Connection
    from resilify_cli.sync.segment import SegmentRecord

# Those of the entries have to be there before the entries themselves.
_ENTRIES = "changed > :entries"
_ENROLLMENTS = "changed > :enrollments OR id IN (SELECT enrollment_id FROM entries WHERE {entries})"
_SENT = "{column} IN (SELECT key FROM sync_sent WHERE folder = :folder AND kind = '{kind}')"
# Few have changed since, of perhaps very many that were sent: those that have come first.
_GONE = (
    "changed > :changed AND EXISTS"
    " (SELECT 1 FROM sync_sent WHERE folder = :folder AND kind = 'entries' AND key = entries.id)"
)
CLEARED_KEPT = timedelta(days=7)


class WordState(NamedTuple):
    """What was said of an own word for check-ins; of two, the greater one counts.

    Attributes:
        updated_at: When it was said, in Unix milliseconds.
        offered: Whether the word is offered, and not hidden.
    """

    updated_at: int
    offered: bool

    def __str__(self) -> str:
        return f"{self.updated_at} {int(self.offered)}"

    @classmethod
    def of(cls, record: RawRow) -> WordState:
        """Return the state that a record of a word has."""
        return cls(record["updated_at"], not record["hidden"])

    @classmethod
    def parse(cls, text: str) -> WordState | None:
        """Return a state from its text; None for what an earlier version wrote."""
        found = re.fullmatch(r"(-?\d+) ([01])", text)
        return cls(int(found[1]), found[2] == "1") if found else None


class Outgoing:
    """Selects the records that one device writes to one folder.

    Drafts are not among them: a text that is half typed stays on the machine where it is.

    Args:
        database: The store.
        state: What it knows of the folder.
        snapshot: Whether to select all that this device has ever written, as it is now, besides what is new.
        everything: Whether to select the whole store.
    """

    def __init__(
        self, database: Database, state: FolderState, *, snapshot: bool, everything: bool = False
    ) -> None:
        self._database = database
        self._reader = RecordReader(database)
        sent = (0, 0) if everything else state.sent
        self._parameters = {"entries": sent[0], "enrollments": sent[1], "folder": state.id}
        entries, enrollments = _ENTRIES, _ENROLLMENTS
        if snapshot:
            entries = f"({entries} OR {_SENT.format(column='id', kind='entries')})"
            enrollments = f"{enrollments} OR {_SENT.format(column='id', kind='enrollments')}"
        enrollments = enrollments.format(entries=entries)
        # One that became a part of another has given that one all that it knew.
        enrollments = f"{enrollments} OR id IN (SELECT merged_into FROM enrollments WHERE {enrollments})"
        self._where = {"entries": entries, "enrollments": enrollments}
        self._known_words = {} if snapshot or everything else known_words(database, state.id)
        self.words: dict[str, str] = {}
        # To look through all entries for those that changed takes longer than to see that none did.
        self._unchanged = not snapshot and not everything and count_changes(database) == state.sent

    def records(self) -> Iterator[SegmentRecord]:
        """Yield each record. Afterwards `words` has the state of each word that is among them."""
        for kind in () if self._unchanged else ("enrollments", "entries"):
            for record in self._reader.records(kind, self._where[kind], self._parameters):
                record.pop("drafts", None)
                yield kind, record
        used = set() if self._unchanged else self._used_words()
        for record in self._reader.records("words"):
            key, state = word_key(record), WordState.of(record)
            # It goes along with each check-in that has it: where another one was erased, it may be gone.
            if self._known_words.get(key) != state or (record["kind"], label(record["word"])) in used:
                self.words[key] = str(state)
                yield "words", record

    def _used_words(self) -> set[tuple[str, str]]:
        rows = self._database.rows(
            "SELECT DISTINCT kind, label FROM labels WHERE kind IN ('feeling', 'activity')"
            f" AND seq IN (SELECT seq FROM entries WHERE {self._where['entries']})",
            self._parameters,
        )
        return {(row["kind"], row["label"]) for row in rows}

    def is_empty(self) -> bool:
        """Return whether there is nothing to tell."""
        return next(self.records(), None) is None

    def note_sent(self, connection: Connection, folder: str) -> None:
        """Remember which records this device has written, within the caller's transaction."""
        for kind in ("enrollments", "entries"):
            connection.execute(
                f"INSERT OR IGNORE INTO sync_sent SELECT :folder, '{kind}', id, '' FROM {kind}"
                f" WHERE {self._where[kind]}",
                self._parameters,
            )


def note_words(connection: Connection, folder: str, words: dict[str, str]) -> None:
    """Remember own words for check-ins that this device wrote or read, within the caller's transaction."""
    connection.executemany(
        "INSERT OR REPLACE INTO sync_sent VALUES (?, 'words', ?, ?)",
        [(folder, key, state) for key, state in words.items()],
    )


def known_words(database: Database, folder: str) -> dict[str, WordState]:
    """Return the state of each own word for check-ins that this device last wrote or read, by its key."""
    rows = database.rows("SELECT key, hash FROM sync_sent WHERE folder = ? AND kind = 'words'", (folder,))
    found = {row["key"]: WordState.parse(row["hash"]) for row in rows}
    return {key: state for key, state in found.items() if state is not None}


def holds_erased(database: Database, state: FolderState) -> bool:
    """Return whether this device's files are to be packed because of words that are gone from the store.

    What was erased leaves them at once. What left the trash does so within `CLEARED_KEPT`: to pack for each
    entry would have a carrier keep the whole of them very often.
    """
    cleared, until = cleared_entries(database, state)
    erased = database.rows(
        f"SELECT 1 FROM entries WHERE gone = 'erased' AND {_GONE} LIMIT 1",
        {"changed": state.rewritten.entries, "folder": state.id},
    )
    due = bool(erased) or (cleared > 0 and until <= milliseconds(database.clock()))
    return due or bool(
        database.rows(
            "SELECT 1 FROM enrollments WHERE changed > :changed AND program_key = '' AND merged_into = ''"
            " AND id IN (SELECT key FROM sync_sent WHERE folder = :folder AND kind = 'enrollments') LIMIT 1",
            {"changed": state.rewritten.enrollments, "folder": state.id},
        )
    )


def cleared_entries(database: Database, state: FolderState) -> tuple[int, int]:
    """Return how many entries left the trash that this device's files hold, and until when, in Unix ms."""
    row = database.rows(
        f"SELECT count(*) AS count, min(erased_at) AS first FROM entries WHERE gone = 'cleared' AND {_GONE}",
        {"changed": state.rewritten.entries, "folder": state.id},
    )[0]
    return row["count"], (row["first"] or 0) + CLEARED_KEPT // timedelta(milliseconds=1)


def word_key(record: RawRow) -> str:
    """Return a key for an own word, by which it is found and which does not tell it."""
    return hash_texts(record["kind"], record["word"]).hex()
