"""The whole store, row by row: what comes back in, merged with what is there.

Of a record that both know, the one that was changed later wins; what the other one said stays as an
earlier version of the entry. What was erased here stays erased. Merging the same record again changes
nothing, and merging all records into an empty store makes the store they came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import NamedTuple

from resilify_cli.store.database import Database
from resilify_cli.store.drafts import slot_owner
from resilify_cli.store.engine import integrity_error
from resilify_cli.store.entry_rows import SEQ_SHIFT, entry_hash, insert_row, local_time, near_day
from resilify_cli.store.labels import tags_in
from resilify_cli.store.stamps import text_hash
from resilify_cli.store.travel.columns import Columns, Travelling, UnfitRowError
from resilify_cli.store.travel.late_index import LateIndex
from resilify_cli.store.travel.transfer import PARTS, Part

# Of rows that give way to newer ones: the columns that name them.
_KEYS = {
    "progress": ("enrollment_id", "session_id", "step_id"),
    "finished_sessions": ("enrollment_id", "session_id"),
    "drafts": ("enrollment_id", "activity_id", "practice"),
    "enrollments": ("id",),
    "words": ("kind", "word"),
    "journal_drafts": ("place",),
}


class Outcome(Enum):
    """What became of a record."""

    NEW = "came in"
    CHANGED = "came in newer than it was here"
    KNOWN = "was known already"


class Merged(NamedTuple):
    """What became of a record, and the parts of it that could not be kept: their place and why."""

    outcome: Outcome
    unfit: tuple[tuple[str, str], ...] = ()


class Merge:
    """Puts records into the store; a transaction is the caller's to begin, and a `LateIndex` in it."""

    def __init__(self, database: Database, index: LateIndex) -> None:
        self._database = database
        self._index = index
        self._connection = database.connection
        self._columns = Columns(database)
        self._unfit: list[tuple[str, str]] = []

    def put(self, kind: str, record: object) -> Merged:
        """Merge one record of a kind of `PARTS` into the store.

        Raises:
            UnfitRowError: it can't be kept; the store is as it was.
        """
        if not isinstance(record, dict):
            raise UnfitRowError("this is no record")
        row = self._columns.read(kind, {k: v for k, v in record.items() if k not in PARTS[kind]})
        self._unfit = []
        parts = {name: list(self._part(part, name, record)) for name, part in PARTS[kind].items()}
        if kind == "entries" and "labels" not in record:
            parts["labels"] = [{"kind": "tag", "label": tag} for tag in tags_in(row["text"])]
        try:
            outcome = self._put_entry(row, parts) if kind == "entries" else self._put_rows(kind, row, parts)
        except integrity_error() as error:
            raise UnfitRowError(_why(error)) from error
        return Merged(outcome, tuple(self._unfit))

    def _part(self, part: Part, name: str, record: Travelling) -> Iterator[Travelling]:
        rows = record.get(name, [])
        if not isinstance(rows, list):
            self._unfit.append((name, "this is no list"))
            return
        for number, row in enumerate(rows):
            try:
                yield self._columns.read(part.table, row, without=part.tie)
            except UnfitRowError as error:
                self._unfit.append((f"{name}[{number}]", str(error)))

    def _put_rows(self, kind: str, row: Travelling, parts: dict[str, list[Travelling]]) -> Outcome:
        """Put a record whose rows give way to newer ones."""
        if kind == "journal_drafts" and self._has_no_entry(row["place"]):
            return Outcome.KNOWN
        outcomes = [self._newer(kind, row)]
        for name, rows in parts.items():
            part = PARTS[kind][name]
            for number, one in enumerate(rows):
                with self._told(f"{name}[{number}]"):
                    outcomes.append(self._newer(part.table, {part.tie: row["id"], **one}))
        if outcomes[0] is Outcome.KNOWN and set(outcomes) != {Outcome.KNOWN}:
            return Outcome.CHANGED
        return outcomes[0]

    def _newer(self, table: str, row: Travelling) -> Outcome:
        """Write a row, unless one of its name is there that is as new."""
        if "content" in row:
            row.setdefault("hash", text_hash(row["content"]))
        keys = _KEYS[table]
        stamp = "finished_at" if table == "finished_sessions" else "updated_at"
        where = " AND ".join(f"{key} = ?" for key in keys)
        key = [row[name] for name in keys]
        there = self._database.rows(f"SELECT {stamp} FROM {table} WHERE {where}", key)
        if not there:
            self._insert(table, row)
            return Outcome.NEW
        if there[0][0] >= row[stamp]:
            return Outcome.KNOWN
        assignments = ", ".join(f"{name} = ?" for name in row)
        self._connection.execute(f"UPDATE {table} SET {assignments} WHERE {where}", (*row.values(), *key))
        return Outcome.CHANGED

    def _has_no_entry(self, place: str) -> bool:
        """Return whether a draft's place, or the one it is beside, is an entry that was erased."""
        erased = f"SELECT 1 FROM entries WHERE id = {slot_owner('?1')} AND erased_at IS NOT NULL"
        return bool(self._database.rows(erased, (place,)))

    def _put_entry(self, row: Travelling, parts: dict[str, list[Travelling]]) -> Outcome:
        for said in (row, *parts["versions"]):
            said.setdefault("prompt", "")
            said.setdefault("answers", None)
            said.setdefault("hash", entry_hash(said))
        at = local_time(row["created_at"], row["utc_offset"])
        row["named_day"] = near_day(row.get("named_day"), at)
        there = self._database.rows("SELECT * FROM entries WHERE id = ?", (row["id"],))
        if not there:
            self._write_entry(row, parts)
            return Outcome.NEW
        if there[0]["erased_at"] is not None:
            return Outcome.KNOWN
        return self._merge_entry(dict(zip(there[0].keys(), there[0], strict=True)), row, parts)

    def _merge_entry(self, old: Travelling, new: Travelling, parts: dict[str, list[Travelling]]) -> Outcome:
        here = self._parts_of(old)
        if new.get("erased_at") is not None:
            self._connection.execute(
                f"DELETE FROM journal_drafts WHERE {slot_owner('place')} = ?", (old["id"],)
            )
            self._replace_entry(old, new, {**parts, "versions": []})
            return Outcome.CHANGED
        wins = _rank(new) > _rank(old)
        winner, loser = (new, old) if wins else (old, new)
        versions = _united(winner, loser, here["versions"], parts["versions"])
        if not wins and versions == here["versions"]:
            return Outcome.KNOWN
        self._replace_entry(old, winner, {**(parts if wins else here), "versions": versions})
        return Outcome.CHANGED

    def _replace_entry(self, old: Travelling, row: Travelling, parts: dict[str, list[Travelling]]) -> None:
        # The index is told what leaves it, so it must have it.
        self._index.catch_up()
        self._connection.execute("SAVEPOINT entry")
        try:
            for part in PARTS["entries"].values():
                tied = old["seq" if part.tie == "seq" else "id"]
                self._connection.execute(f"DELETE FROM {part.table} WHERE {part.tie} = ?", (tied,))
            self._connection.execute("DELETE FROM entries WHERE seq = ?", (old["seq"],))
            self._write_entry(row, parts)
        except integrity_error():
            self._connection.execute("ROLLBACK TO entry")
            raise
        finally:
            self._connection.execute("RELEASE entry")

    def _write_entry(self, row: Travelling, parts: dict[str, list[Travelling]]) -> None:
        seq = self._insert_entry(row)
        self._index.add(seq)
        for name, part in PARTS["entries"].items():
            tied = seq if part.tie == "seq" else row["id"]
            for number, one in enumerate(parts[name]):
                with self._told(f"{name}[{number}]"):
                    self._insert(part.table, {part.tie: tied, **one})

    def _insert_entry(self, row: Travelling) -> int:
        """Write the row under its own number, or a new one where that is taken or is not of its time."""
        seq = row.get("seq")
        if (
            seq is not None
            and seq >> SEQ_SHIFT == row["created_at"]
            and not self._database.rows("SELECT 1 FROM entries WHERE seq = ?", (seq,))
        ):
            self._insert("entries", row)
            return int(seq)
        rest = {name: value for name, value in row.items() if name != "seq"}
        return insert_row(self._connection, row["created_at"], rest)

    def _parts_of(self, row: Travelling) -> dict[str, list[Travelling]]:
        """Return the parts of an entry that is here."""
        found: dict[str, list[Travelling]] = {}
        for name, part in PARTS["entries"].items():
            tied = row["seq" if part.tie == "seq" else "id"]
            rows = self._database.rows(
                f"SELECT * FROM {part.table} WHERE {part.tie} = ? ORDER BY {part.order}", (tied,)
            )
            found[name] = [
                {k: v for k, v in zip(one.keys(), one, strict=True) if k != part.tie} for one in rows
            ]
        return found

    def _insert(self, table: str, row: Travelling) -> None:
        marks = ", ".join("?" * len(row))
        self._connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )

    @contextmanager
    def _told(self, place: str) -> Iterator[None]:
        """Note a part that the schema refuses, and go on without it."""
        try:
            yield
        except integrity_error() as error:
            self._unfit.append((place, _why(error)))


def _why(error: Exception) -> str:
    said = str(error)
    if said.startswith("FOREIGN KEY"):
        return "it belongs to a pass through a program that is not there"
    if said.startswith("CHECK"):
        return "it holds a word that has no meaning here"
    return "it is there twice"


def _rank(row: Travelling) -> tuple[int, bool]:
    """Return what says which of two is the later one; of two as late, the one of a program knows more."""
    return max(row["updated_at"], row.get("deleted_at") or 0), row.get("enrollment_id") is not None


def _said(row: Travelling) -> tuple[object, ...]:
    return row["prompt"], row["text"], row["answers"]


def _united(
    winner: Travelling, loser: Travelling, here: list[Travelling], there: list[Travelling]
) -> list[Travelling]:
    """Return the versions here, with those from there and what the loser says if it is in none.

    Where any are added, all are numbered anew by the time they were written.
    """
    known = {(version["written_at"], *_said(version)) for version in here}
    added = {
        key: version for version in there if (key := (version["written_at"], *_said(version))) not in known
    }
    said = {_said(winner), *(_said(version) for version in (*here, *added.values()))}
    if _said(loser) not in said:
        lost = {name: loser[name] for name in ("prompt", "text", "answers", "hash")}
        added[loser["updated_at"], *_said(loser)] = {"version": 0, **lost, "written_at": loser["updated_at"]}
    if not added:
        return here
    in_order = sorted(
        (*here, *added.values()), key=lambda version: (version["written_at"], version["version"])
    )
    return [{**version, "version": number} for number, version in enumerate(in_order, 1)]
