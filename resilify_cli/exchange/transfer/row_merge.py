"""Merges rows of which the later one wins, and drafts, which are all kept, by the rules in `merge`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from resilify_cli.activities.stored_json import is_nested_too_deeply
from resilify_cli.exchange.transfer.columns import RawRow, UnfitRowError
from resilify_cli.exchange.transfer.merge_result import MergeOutcome
from resilify_cli.store.device import device_id
from resilify_cli.store.drafts import HERE, slot_owner
from resilify_cli.store.row_hash import hash_texts

if TYPE_CHECKING:
    from resilify_cli.store.database import Database

# The columns that name a row, and the one that says which of two is the later one.
_KEYS = {
    "progress": (("enrollment_id", "session_id", "step_id"), "updated_at"),
    "finished_sessions": (("enrollment_id", "session_id"), "finished_at"),
    "words": (("kind", "word"), "updated_at"),
}
# Of two as late, what stays: done before skipped, offered before hidden.
_STAYS = {"progress": ("state", "done"), "words": ("hidden", 0)}
_DRAFTS = {
    "drafts": ("enrollment_id", "practice", "activity_id"),
    "journal_drafts": ("place",),
}
# So many drafts of others can lie beside one's own.
MOST_SLOTS = 20


class RowMerge:
    """Merges rows and drafts into the store.

    Args:
        database: The store.
        trusted: Whether they come from the person's own stores.
        restores: Whether this store was empty, so that its own drafts come back too.
    """

    def __init__(self, database: Database, *, trusted: bool, restores: bool) -> None:
        self._database = database
        self._trusted = trusted
        self._restores = restores
        self._device = device_id(database.connection)

    def later(self, table: str, row: RawRow) -> MergeOutcome:
        """Write a row, unless the one with its key that is here is as late."""
        keys, _ = _KEYS[table]
        key = [row[name] for name in keys]
        where = " AND ".join(f"{name} = ?" for name in keys)
        there = self._database.rows(f"SELECT * FROM {table} WHERE {where}", key)
        if not there:
            self._insert(table, row)
            return MergeOutcome.NEW
        if _rank_of(table, dict(zip(there[0].keys(), there[0], strict=True))) >= _rank_of(table, row):
            return MergeOutcome.KNOWN
        assignments = ", ".join(f"{name} = ?" for name in row)
        self._database.connection.execute(
            f"UPDATE {table} SET {assignments} WHERE {where}", (*row.values(), *key)
        )
        return MergeOutcome.CHANGED

    def draft(self, table: str, row: RawRow) -> MergeOutcome:
        """Write a draft to a free slot of its place, unless it is here.

        A later state of a draft that came from the same device replaces it, if nobody typed on here.

        Raises:
            UnfitRowError: There are too many drafts in its place.
        """
        if is_nested_too_deeply(row["content"]):
            # No command could read it; as text it keeps all that it says.
            content = json.dumps({"values": [], "typed": row["content"], "later": []}, ensure_ascii=False)
            row = {**row, "content": content, "hash": None}
        row = {"device": "", **row, "hash": row.get("hash") or hash_texts(row["content"])}
        keys = _DRAFTS[table]
        owner = str(row[keys[-1]]).partition("~")[0]
        there = self._other_slots(table, [row[name] for name in keys[:-1]], owner)
        taken = {one[keys[-1]] for one in there}
        if self._restores and row[keys[-1]] not in taken:
            self._insert(table, row)
            return MergeOutcome.NEW
        if any(one["content"] == row["content"] for one in there):
            return MergeOutcome.KNOWN
        if self._trusted and row["device"]:
            if row["device"] == self._device and not self._restores:
                # What this store has dropped since is not to come back.
                return MergeOutcome.KNOWN
            for one in there:
                if one["device"] == row["device"]:
                    return self._take_newer(table, one, row)
                if one["device"] == f"{row['device']}{HERE}" and one["updated_at"] >= row["updated_at"]:
                    # It was taken from there and typed on here.
                    return MergeOutcome.KNOWN
        if len(there) >= MOST_SLOTS:
            raise UnfitRowError("there are too many drafts in its place")
        slots = (owner, *(f"{owner}~{number}" for number in range(2, MOST_SLOTS + 2)))
        slot = row[keys[-1]] if row[keys[-1]] not in taken else next(s for s in slots if s not in taken)
        self._insert(table, {**row, keys[-1]: slot})
        return MergeOutcome.NEW

    def _take_newer(self, table: str, here: RawRow, row: RawRow) -> MergeOutcome:
        if here["updated_at"] >= row["updated_at"]:
            return MergeOutcome.KNOWN
        keys = _DRAFTS[table]
        where = " AND ".join(f"{name} = ?" for name in keys)
        self._database.connection.execute(
            f"UPDATE {table} SET content = ?, hash = ?, updated_at = ? WHERE {where}",
            (row["content"], row["hash"], row["updated_at"], *(here[name] for name in keys)),
        )
        return MergeOutcome.CHANGED

    def _other_slots(self, table: str, others: list[object], owner: str) -> list[RawRow]:
        *names, slot = _DRAFTS[table]
        where = " AND ".join([*(f"{name} = ?" for name in names), f"{slot_owner(slot)} = ?"])
        rows = self._database.rows(f"SELECT * FROM {table} WHERE {where}", (*others, owner))
        return [dict(zip(row.keys(), row, strict=True)) for row in rows]

    def _insert(self, table: str, row: RawRow) -> None:
        marks = ", ".join("?" * len(row))
        self._database.connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )


def _rank_of(table: str, row: RawRow) -> tuple[int, bool]:
    _, stamp = _KEYS[table]
    column, stays = _STAYS.get(table, (stamp, None))
    return row[stamp], row[column] == stays
