"""Merges an entry with the same one of another store, by the rules in `merge`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.transfer.entry_writer import MOST_VERSIONS, EntryWriter, Parts
from resilify_cli.exchange.transfer.merge_result import MergeOutcome
from resilify_cli.store.device import device_id
from resilify_cli.store.erased_rows import EraseReason, erase_entries
from resilify_cli.store.stamps import milliseconds
from resilify_cli.store.vectors import covers, format_vector, merge_vectors, read_vector

if TYPE_CHECKING:
    from resilify_cli.exchange.transfer.columns import RawRow
    from resilify_cli.store.database import Database

WORD_COLUMNS = ("prompt", "text", "answers")
_OF_A_VERSION = (*WORD_COLUMNS, "hash", "created_at", "utc_offset", "named_day", "clock", "device")


class MergedState(NamedTuple):
    """What two stores together say of an entry, besides its words.

    Attributes:
        edits: The version vector of all edits.
        deletion: The version vector of what the deletion knew of; None if it was never deleted.
        in_trash: Whether it is in the trash.
    """

    edits: str
    deletion: str | None
    in_trash: bool


class EntryMerge:
    """Merges entries of the person's own other stores into this one.

    Attributes:
        remarks: About the last entry, for the person to read, as in `MergeResult`.
        changes: What became different here by the last entry, as in `MergeResult`.
        restored_later: Whether the last one came out of the trash here with later words, as in `MergeResult`.
        erased: Whether any entry was erased here.
        shares_name: Whether another store has the same device id, as one that was copied as a file.
    """

    def __init__(self, database: Database, writer: EntryWriter) -> None:
        self._database = database
        self._writer = writer
        self.remarks: list[str] = []
        self.changes: list[str] = []
        self.restored_later = False
        self.erased = False
        self.shares_name = False
        self._device = device_id(database.connection)

    def put(self, row: RawRow, parts: Parts, *, may_be_here: bool = True) -> MergeOutcome:
        """Merge an entry into the store.

        Args:
            row: The entry, with what `add_clocks` gives it.
            parts: Its parts.
            may_be_here: Whether it may be here already, and is to be looked for.
        """
        here = self._writer.find(row["id"]) if may_be_here else None
        if row["device"] == self._device and (here is None or row["clock"] > here["clock"]):
            self.shares_name = True
        if here is None:
            self._add(row, parts)
            return MergeOutcome.NEW
        if here["gone"] == EraseReason.ERASED.value:
            return MergeOutcome.KNOWN
        if row["gone"] == EraseReason.ERASED.value:
            self._writer.flush()
            self.erased = True
            self.changes.append("it was erased there, and is erased here")
            erase_entries(self._database.connection, [here["seq"]], self._now(), EraseReason.ERASED)
            return MergeOutcome.CHANGED
        return self._merge(here, row, parts)

    def _add(self, row: RawRow, parts: Parts) -> None:
        in_trash = _is_in_trash(row["deletion"], row["edits"])
        if in_trash is not (row.get("deleted_at") is not None):
            row["deleted_at"] = self._now() if in_trash else None
        if row["gone"] == EraseReason.CLEARED.value:
            # It was cleared in another store: here its words may still come.
            row["gone"] = EraseReason.ELSEWHERE.value
        if len(parts["versions"]) > MOST_VERSIONS:
            parts["versions"] = limit_versions(parts["versions"])
        self._writer.add(row, parts)

    def _merge(self, here: RawRow, there: RawRow, parts: Parts) -> MergeOutcome:
        state = _merge_states(here, there)
        stays_empty = here["gone"] == EraseReason.CLEARED.value and state.in_trash
        if stays_empty or not (has_words(here) or has_words(there)):
            self._set_state(here, state)
            return MergeOutcome.KNOWN
        theirs = has_words(there) and (not has_words(here) or self._wins(there, here, parts))
        mine = self._writer.part_of(here, "versions")
        lost = [here if theirs else there] if has_words(here) and has_words(there) else []
        winner = there if theirs else here
        versions = merge_versions(mine, [*map(as_version, lost), *parts["versions"]], winner)
        if theirs:
            if not has_words(here):
                self.changes.append("its words come back")
            elif version_identity(here) != version_identity(there):
                self.changes.append("it says the later words from there; those here stay in its history")
            self._note_move(here, state)
            deleted_at = (here["deleted_at"] or self._now()) if state.in_trash else None
            said = {"edits": state.edits, "deletion": state.deletion, "deleted_at": deleted_at}
            row = {**there, **said, "erased_at": None, "gone": ""}
            self._writer.replace(here, row, {**parts, "versions": limit_versions(versions)})
            changed = True
        else:
            changed = versions != mine
            if changed:
                self.changes.append("earlier words from there come to its history")
                self._writer.set_versions(here["id"], mine, limit_versions(versions))
            moved = self._set_state(here, state)
            changed |= moved
            self.restored_later = moved and not state.in_trash and bool(lost)
        self._note_merge(here, there, state)
        if lost and _apart(here, there):
            self.remarks.append(
                "it was changed here and there: the later words stay, the others in its history"
            )
        return MergeOutcome.CHANGED if changed else MergeOutcome.KNOWN

    def _wins(self, there: RawRow, here: RawRow, parts: Parts) -> bool:
        """Return whether the words from there are later; of two as late, always the same ones are."""
        ranks = _rank(there), _rank(here)
        if ranks[0] != ranks[1]:
            return ranks[0] > ranks[1]
        return _details(there, parts) > _details(here, self._writer.parts_of(here))

    def _set_state(self, here: RawRow, state: MergedState) -> bool:
        """Write what is known of changes and deletions. Return whether that put it in the trash or out."""
        changes: RawRow = {}
        if (state.edits, state.deletion) != (here["edits"], here["deletion"]):
            changes = {"edits": state.edits, "deletion": state.deletion}
        moved = has_words(here) and state.in_trash is not (here["deleted_at"] is not None)
        if moved:
            self._note_move(here, state)
            # How long it lies there counts from when it is known of.
            changes["deleted_at"] = self._now() if state.in_trash else None
        if changes:
            self._writer.update(here, changes)
        return moved

    def _note_move(self, here: RawRow, state: MergedState) -> None:
        if has_words(here) and state.in_trash is not (here["deleted_at"] is not None):
            self.changes.append("it goes into the trash" if state.in_trash else "it comes out of the trash")

    def _note_merge(self, here: RawRow, there: RawRow, state: MergedState) -> None:
        was = here["deleted_at"] is not None, there.get("deleted_at") is not None
        if not state.in_trash and was in ((True, False), (False, True)) and has_words(here):
            where = "here and changed there" if was[0] else "there and changed here"
            self.remarks.append(f"it was deleted {where}: the change stays, and it is in the journal")

    def _now(self) -> int:
        return milliseconds(self._database.clock())


def has_words(row: RawRow) -> bool:
    """Return whether an entry has any words: one that was erased has none."""
    return row.get("erased_at") is None


def add_clocks(row: RawRow, versions: list[RawRow]) -> None:
    """Give an entry and its versions the clocks that they are merged by."""
    for version in versions:
        version.setdefault("clock", as_clock(version["written_at"]))
        version.setdefault("device", "")
        version.setdefault("created_at", None)
        version.setdefault("utc_offset", None)
        version.setdefault("named_day", None)
    deleted, erased = row.get("deleted_at"), row.get("erased_at")
    if "clock" not in row:
        written = row["updated_at"]
        if deleted is not None:
            last = max((version["written_at"] + 1 for version in versions), default=row["created_at"])
            written = min(written, last)
        row |= {"clock": as_clock(written), "device": ""}
        row["edits"] = format_vector({"": row["clock"]} if versions else {})
        row["gone"] = "" if erased is None else "erased" if erased == deleted else "cleared"
    for name in ("edits", "gone", "device"):
        row.setdefault(name, "")
    if row.setdefault("deletion", None) is None and deleted is not None:
        row["deletion"] = row["edits"] or "{}"


def as_clock(at: int) -> int:
    """Return a time in Unix milliseconds as a clock: 20 more bits, all 0."""
    return max(1, at) << 20


def as_version(row: RawRow) -> RawRow:
    """Return an entry's words as an earlier version of it."""
    said = {name: row.get(name) for name in _OF_A_VERSION}
    return {"version": 0, **said, "written_at": row["clock"] >> 20}


def version_identity(row: RawRow) -> tuple[object, ...]:
    """Return the key by which two versions are the same: their words, and when and where they are from."""
    return (row["clock"], row["device"], *(row[name] for name in WORD_COLUMNS))


def merge_versions(mine: list[RawRow], others: list[RawRow], winner: RawRow) -> list[RawRow]:
    """Return the versions of both sides, each once, without the words that the entry says now."""
    found: dict[tuple[object, ...], RawRow] = {}
    for version in (*mine, *others):
        key = version_identity(version)
        if key not in found or _date_order(version) > _date_order(found[key]):
            found[key] = version
    found.pop(version_identity(winner), None)
    return order_versions(list(found.values()))


def order_versions(versions: list[RawRow]) -> list[RawRow]:
    """Return versions in the order in which they were written, with new numbers; the same in every store."""
    ordered = sorted(versions, key=lambda one: (one["clock"], one["device"], one["hash"], one["version"]))
    return [
        version if version["version"] == number else {**version, "version": number}
        for number, version in enumerate(ordered, 1)
    ]


def limit_versions(versions: list[RawRow]) -> list[RawRow]:
    """Return the newest versions, at most `MOST_VERSIONS`."""
    return versions if len(versions) <= MOST_VERSIONS else order_versions(versions[-MOST_VERSIONS:])


def _date_order(version: RawRow) -> tuple[bool, object, object, object]:
    """Return the sort key for versions that are the same: the one with a date knows more, and comes last."""
    at = version["created_at"]
    return at is not None, at or 0, version["utc_offset"] or 0, version["named_day"] or 0


def _is_in_trash(deletion: str | None, edits: str) -> bool:
    return deletion is not None and covers(read_vector(deletion), read_vector(edits))


def _apart(here: RawRow, there: RawRow) -> bool:
    """Return whether an entry was changed on both sides, by neither with the other's change in view."""
    edits = [read_vector(row["edits"]) for row in (here, there)]
    knows = covers(edits[0], edits[1]) or covers(edits[1], edits[0])
    return not knows and version_identity(here) != version_identity(there)


def _merge_states(here: RawRow, there: RawRow) -> MergedState:
    edits = merge_vectors(read_vector(here["edits"]), read_vector(there["edits"]))
    deletions = [row["deletion"] for row in (here, there) if row["deletion"] is not None]
    if not deletions:
        return MergedState(format_vector(edits), None, False)
    knows = merge_vectors(read_vector(deletions[0]), read_vector(deletions[-1]))
    return MergedState(format_vector(edits), format_vector(knows) or "{}", covers(knows, edits))


def _rank(row: RawRow) -> tuple[object, ...]:
    """Return the sort key that puts later words last; of two as late, the answer to a program knows more."""
    return row["clock"], row.get("enrollment_id") is not None, row["device"], row["updated_at"], row["hash"]


def _details(row: RawRow, parts: Parts) -> str:
    """Return all else that an entry says, to tell apart two that were written at once."""
    columns = ("kind", "listed", "session_id", "session_title", "activity_id", "activity_kind", "practice")
    more = ("prompt", "text", "answers", "created_at", "utc_offset", "named_day", "enrollment_id")
    said = [row.get(name) or "" for name in (*columns, *more)]
    hanging = [sorted(repr(sorted(one.items())) for one in parts[name]) for name in ("readings", "labels")]
    return repr((said, hanging))
