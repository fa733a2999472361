"""Merges enrollments with those of another store, by the rules in `merge`."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from resilify_cli.exchange.transfer.entry_merge import as_clock
from resilify_cli.exchange.transfer.merge_result import MergeOutcome

if TYPE_CHECKING:
    from resilify_cli.exchange.transfer.columns import RawRow
    from resilify_cli.exchange.transfer.row_merge import RowMerge
    from resilify_cli.store.database import Database

_PLACE = ("slug", "title", "session_id", "step_id", "clock", "device", "paused_at")
_NOTHING: RawRow = {
    **dict.fromkeys(("program_key", "slug", "title", "path", "session_id", "step_id"), ""),
    "paused_at": None,
}
_FOR_EVER = 1 << 62
_PARTS_OF_ONE = ("progress", "finished_sessions", "drafts", "entries")
# Enrollments that became parts of others, and have something that those should have, or became parts of
# others again.
_WITH_PARTS = (
    "SELECT id, merged_into FROM enrollments AS one WHERE merged_into <> '' AND ("
    + "".join(f"EXISTS (SELECT 1 FROM {part} WHERE enrollment_id = one.id) OR " for part in _PARTS_OF_ONE)
    + "EXISTS (SELECT 1 FROM enrollments WHERE id = one.merged_into AND merged_into <> ''))"
)


class EnrollmentMerge:
    """Merges enrollments of the person's own other stores into this one.

    An enrollment that became part of another one stays as a row that says only where it went; an erased one
    stays as an empty row.
    """

    def __init__(self, database: Database, rows: RowMerge) -> None:
        self._database = database
        self._rows = rows
        # For records from before an enrollment said which one it follows: the last one of each program.
        self._last: dict[str, str] = {}
        self._resolved: dict[str, str] = {}
        # What the file says became a part of what; a file can name the other one later than this.
        self._merged_pairs: list[tuple[str, str]] = []

    def put(self, row: RawRow) -> MergeOutcome:
        """Merge an enrollment into the store, without its progress and drafts."""
        row = self._with_clock(row)
        here = self._find(row["id"])
        if here is None:
            self._insert(row)
            outcome = MergeOutcome.NEW
        else:
            outcome = self._join(row)
        if row["merged_into"]:
            self._merged_pairs.append((row["id"], row["merged_into"]))
            self._unite(row["id"], row["merged_into"])
        return outcome

    def resolve(self, enrollment_id: str) -> str:
        """Return the enrollment that this one is part of now: itself, as a rule."""
        if enrollment_id not in self._resolved:
            self._resolved[enrollment_id] = self._resolve(enrollment_id)
        return self._resolved[enrollment_id]

    def _resolve(self, enrollment_id: str) -> str:
        seen = set()
        while enrollment_id not in seen:
            seen.add(enrollment_id)
            here = self._find(enrollment_id)
            if here is None or not here["merged_into"] or self._find(here["merged_into"]) is None:
                break
            enrollment_id = here["merged_into"]
        return enrollment_id

    def is_erased(self, enrollment_id: str) -> bool:
        """Return whether an enrollment was erased on purpose."""
        here = self._find(enrollment_id)
        return here is not None and _is_erased(here)

    def settle(self) -> int:
        """Unite enrollments that were begun apart and are the same; return how many went into others."""
        for one, other in self._merged_pairs:
            self._unite(one, other)
        united = 0
        rows = self._database.rows(
            "SELECT program_key FROM enrollments WHERE deleted_at IS NULL AND NOT beside"
            " AND program_key <> '' GROUP BY program_key HAVING count(*) > 1"
        )
        for key in [row[0] for row in rows]:
            while pair := self._find_same(key):
                self._unite(*pair)
                united += 1
        self._move_parts()
        return united

    def _find_same(self, program_key: str) -> tuple[str, str] | None:
        passes = self._database.rows(
            "SELECT id, started_at, finished_at, follows FROM enrollments"
            " WHERE program_key = ? AND deleted_at IS NULL AND NOT beside ORDER BY id",
            (program_key,),
        )
        for one, other in combinations(passes, 2):
            if self.resolve(one["follows"]) == self.resolve(other["follows"]) and _overlap(one, other):
                return one["id"], other["id"]
        return None

    def _with_clock(self, row: RawRow) -> RawRow:
        unset = dict.fromkeys(("finished_at", "deleted_at", "paused_at"))
        found = {"merged_into": "", "device": "", **unset, **row, "path": ""}
        for name in ("session_id", "step_id"):
            found.setdefault(name, "")
        found.setdefault("clock", as_clock(row["updated_at"]))
        if "follows" not in found:
            found["follows"] = self._last.get(row["program_key"], "")
            self._last[row["program_key"]] = row["id"]
        return found

    def _join(self, row: RawRow) -> MergeOutcome:
        here = self._find(self.resolve(row["id"]))
        assert here is not None, "a pass that resolves is there"
        if _is_erased(here) or row["merged_into"]:
            return MergeOutcome.KNOWN
        if _is_erased(row):
            self._erase(here["id"])
            return MergeOutcome.CHANGED
        found = _merged_row(here, row)
        if all(here[name] == value for name, value in found.items()):
            return MergeOutcome.KNOWN
        self._update(here["id"], found)
        return MergeOutcome.CHANGED

    def _unite(self, one: str, other: str) -> None:
        """Unite two enrollments under the lesser id; the one is erased if either was."""
        keep, gone = sorted((self.resolve(one), self.resolve(other)))
        stays, goes = self._find(keep), self._find(gone)
        if keep == gone or stays is None or goes is None:
            return
        if _is_erased(goes) and not _is_erased(stays):
            self._erase(keep)
        elif not _is_erased(stays) and goes["program_key"]:
            self._update(keep, _merged_row(stays, goes))
        deleted_at = goes["deleted_at"] if goes["deleted_at"] is not None else goes["updated_at"]
        place = {name: goes[name] for name in ("clock", "device")}
        self._update(gone, {**_NOTHING, **place, "deleted_at": deleted_at, "merged_into": keep})
        self._move_parts()

    def _move_parts(self) -> None:
        """Give what belongs to enrollments that became parts of others to those."""
        for row in self._database.rows(_WITH_PARTS):
            keep = self.resolve(row["id"])
            if keep == row["id"]:
                continue
            if row["merged_into"] != keep:
                self._update(row["id"], {"merged_into": keep})
            for table in ("progress", "finished_sessions"):
                if not self.is_erased(keep):
                    for one in self._rows_of(table, row["id"]):
                        self._rows.later(table, {**one, "enrollment_id": keep})
                self._execute(f"DELETE FROM {table} WHERE enrollment_id = ?", row["id"])
            for one in self._rows_of("drafts", row["id"]):
                self._rows.draft("drafts", {**one, "enrollment_id": keep})
            self._execute("DELETE FROM drafts WHERE enrollment_id = ?", row["id"])
            self._execute("UPDATE entries SET enrollment_id = ? WHERE enrollment_id = ?", keep, row["id"])

    def _erase(self, enrollment_id: str) -> None:
        self._update(enrollment_id, {**_NOTHING, "deleted_at": self._find(enrollment_id)["updated_at"]})  # type: ignore[index]
        for table in ("progress", "finished_sessions"):
            self._execute(f"DELETE FROM {table} WHERE enrollment_id = ?", enrollment_id)

    def _rows_of(self, table: str, enrollment_id: str) -> list[RawRow]:
        rows = self._database.rows(f"SELECT * FROM {table} WHERE enrollment_id = ?", (enrollment_id,))
        return [dict(zip(row.keys(), row, strict=True)) for row in rows]

    def _find(self, enrollment_id: str) -> RawRow | None:
        rows = self._database.rows("SELECT * FROM enrollments WHERE id = ?", (enrollment_id,))
        return dict(zip(rows[0].keys(), rows[0], strict=True)) if rows else None

    def _insert(self, row: RawRow) -> None:
        marks = ", ".join("?" * len(row))
        self._execute(f"INSERT INTO enrollments ({', '.join(row)}) VALUES ({marks})", *row.values())

    def _update(self, enrollment_id: str, changes: RawRow) -> None:
        # The trigger `enrollments_moved` takes a place that comes with the clock that is there for a move
        # that was made here just now, and would give it a clock of its own in each store.
        if "clock" in changes:
            self._execute("UPDATE enrollments SET clock = -1 WHERE id = ?", enrollment_id)
        assignments = ", ".join(f"{name} = ?" for name in changes)
        self._execute(f"UPDATE enrollments SET {assignments} WHERE id = ?", *changes.values(), enrollment_id)

    def _execute(self, sql: str, *parameters: object) -> None:
        self._resolved.clear()
        self._database.connection.execute(sql, parameters)


def _is_erased(row: RawRow) -> bool:
    return not row["program_key"] and row["deleted_at"] is not None and not row["merged_into"]


def _overlap(one: Any, other: Any) -> bool:
    ends = [_FOR_EVER if row["finished_at"] is None else row["finished_at"] for row in (one, other)]
    return bool(one["started_at"] <= ends[1] and other["started_at"] <= ends[0])


def _merged_row(one: RawRow, other: RawRow) -> RawRow:
    """Return two passes merged into one: the later place, the earliest beginning, the last end."""
    later = max((one, other), key=_place_order)
    ends = [row["finished_at"] for row in (one, other) if row["finished_at"] is not None]
    return {
        **{name: later[name] for name in _PLACE},
        "started_at": min(one["started_at"], other["started_at"]),
        "updated_at": max(one["updated_at"], other["updated_at"]),
        "finished_at": max(ends, default=None),
    }


def _place_order(row: RawRow) -> tuple[Any, ...]:
    """Return what says which of two places is the later one, by anything that may tell them apart."""
    return (row["clock"], row["device"], *(row[name] or "" for name in _PLACE[:4]), row["paused_at"] or 0)
