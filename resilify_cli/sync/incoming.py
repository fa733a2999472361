"""Reads what other devices wrote to a folder, and merges it into the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from resilify_cli.exchange.transfer.columns import UnfitRowError
from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
from resilify_cli.exchange.transfer.merge import MergeOutcome, RecordMerge
from resilify_cli.exchange.transfer.record_reader import PARTS
from resilify_cli.store.erased_rows import EraseReason
from resilify_cli.store.labels import label
from resilify_cli.sync.outgoing import WordState, known_words, note_words, word_key
from resilify_cli.sync.segment import (
    DamagedSegmentError,
    NewerSegmentError,
    SegmentHeader,
    SegmentRecord,
    TooLargeSegmentError,
    unpack,
)
from resilify_cli.sync.state import FolderState, ReadSegments, count_changes

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Connection
    from resilify_cli.sync.folder import SyncFolder
    from resilify_cli.sync.names import SegmentName


@dataclass(slots=True)
class Received:
    """What came from other devices.

    Attributes:
        entries: How many entries were new, known or changed.
        others: How many other records were.
        remarks: What the person should know of an entry: its id, and words that follow its name.
        unread: The files that could not be read, by device, and why; they are tried again each time.
        unfit: How many records could not be kept.
        older: The devices of whose files less is there than was read before.
        forked: The devices that have written two files under one number.
    """

    entries: Counter[MergeOutcome] = field(default_factory=Counter)
    others: Counter[MergeOutcome] = field(default_factory=Counter)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    unread: list[tuple[str, str, str]] = field(default_factory=list)
    unfit: int = 0
    older: list[str] = field(default_factory=list)
    forked: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything became other in the store."""
        counts = self.entries + self.others
        return any(count for outcome, count in counts.items() if outcome is not MergeOutcome.KNOWN)


# So many records are merged at once where others may want to write meanwhile.
_PART = 100
# A file of so many packed bytes holds a few hundred entries at most.
_FEW_BYTES = 16 << 10
NOT_WHOLE = "it has not arrived whole, or is damaged (to write it anew, there: resilify sync --everything)"
OTHER_KEY = "no key that is known here opens it"
HELD_BACK = "it counts only once its device has synced with the new key"
OF_FORGOTTEN = "it is of a device that was forgotten"
NEWER = "it was written by a newer resilify; to read it: pip install --upgrade resilify-cli"
TOO_LARGE = "it holds more than any journal, so it was not unpacked"
EVICTED = "what carries the folder has taken it away for now"
STRANGE = "it is no file that a machine of yours wrote"


class Receiver:
    """Merges what other devices wrote into the store, file by file.

    Args:
        database: The store.
        state: What it knows of the folder.
        folder: The folder.
        on_record: Is told of each record that was merged.
        pause: Is called between parts of a file, with no lock on the store; None to merge each file at once.
    """

    def __init__(
        self,
        database: Database,
        state: FolderState,
        folder: SyncFolder,
        on_record: Callable[[int], None] = lambda count: None,
        pause: Callable[[], None] | None = None,
    ) -> None:
        self._database = database
        self._state = state
        self._folder = folder
        self._on_record = on_record
        self._pause = pause
        self._read = ReadSegments(database, state.id)
        # Entries that may have words here that no file in the folder says any more.
        self._perhaps_untold: list[str] = []
        self.received = Received()

    def receive(self) -> Received:
        """Merge all that is new and can be read."""
        for device in self._folder.devices():
            files = self._folder.files(device)
            for name in files.evicted:
                self._leave_unread(device, name, EVICTED)
            for name in files.strange:
                self._leave_unread(device, name, STRANGE)
            if device == self._state.device:
                continue
            there = self._read.numbered(device, (name.number for name in files.segments))
            known = [*self._read.current(device), *there]
            self._look_for_older(device, files.segments, known)
            for segment in self._unread_segments(files.segments, known):
                self._read_segment(device, segment)
        return self.received

    def _unread_segments(self, there: tuple[SegmentName, ...], known: list[SegmentName]) -> list[SegmentName]:
        """Return what is to be read, the newest snapshot first: most of it is known then.

        An older snapshot is read too. Two machines may have written under one id, and a snapshot of the one
        stands for nothing of the other's.
        """
        new = set(there) - set(known)
        snapshots = sorted((name for name in new if name.snapshot), reverse=True)
        return snapshots + sorted(name for name in new if not name.snapshot)

    def _look_for_older(self, device: str, there: tuple[SegmentName, ...], known: list[SegmentName]) -> None:
        last = max((name.number for name in known), default=0)
        # Whoever forgets a device removes its files.
        forgotten = device in self._state.keys.forgotten
        if not forgotten and last > max((name.number for name in there), default=0):
            self.received.older.append(device)
        numbers = Counter(name.number for name in {*there, *known} if not name.snapshot)
        if any(count > 1 for count in numbers.values()):
            self.received.forked.append(device)

    def _leave_unread(self, device: str, name: object, why: str) -> None:
        self.received.unread.append((device, str(name), why))

    def _read_segment(self, device: str, name: SegmentName) -> None:
        content = self._folder.read(device, name)
        if content is None:
            self._leave_unread(device, name, NOT_WHOLE)
            return
        opened = self._state.keys.decrypt(content)
        if opened is None:
            self._leave_unread(device, name, OTHER_KEY)
            return
        packed, key = opened
        if not self._state.keys.accepts(device, name.number, key):
            forgotten = device in self._state.keys.forgotten
            self._leave_unread(device, name, OF_FORGOTTEN if forgotten else HELD_BACK)
            return
        try:
            header, records = unpack(packed)
            said = (header.device, header.number, header.snapshot)
            if said != (device, name.number, name.snapshot):
                raise DamagedSegmentError
            self._merge_segment(device, name, header, records, few=len(packed) <= _FEW_BYTES)
        except NewerSegmentError:
            self._leave_unread(device, name, NEWER)
        except TooLargeSegmentError:
            self._leave_unread(device, name, TOO_LARGE)
        except DamagedSegmentError:
            self._leave_unread(device, name, NOT_WHOLE)

    def _merge_segment(
        self,
        device: str,
        name: SegmentName,
        header: SegmentHeader,
        records: Iterator[SegmentRecord],
        *,
        few: bool,
    ) -> None:
        """Merge a segment and remember that, in one transaction, or in several with pauses between.

        Whoever is cut off in between merges all of it again another time, which changes nothing more.
        """
        counted, left = Received(), True
        while left:
            part = records if self._pause is None else islice(records, _PART)
            with self._database.transaction() as connection:
                left = self._merge_part(connection, part, counted, few=few) == _PART
                left = left and self._pause is not None
                if not left:
                    if self._follows_another(device, header):
                        counted.forked.append(device)
                    self._read.add(connection, device, name)
                    self._read.note_device(connection, device, header.name, header.written_at)
            if left and self._pause is not None:
                self._pause()
        before = self.received
        before.entries += counted.entries
        before.others += counted.others
        before.remarks += counted.remarks
        before.unfit += counted.unfit
        before.forked += counted.forked

    def _merge_part(
        self, connection: Connection, records: Iterable[SegmentRecord], counted: Received, *, few: bool
    ) -> int:
        """Merge some records within the caller's transaction, and return how many they were."""
        count = 0
        with DeferredFtsIndex(connection, few=few) as index:
            all_sent = count_changes(self._database).entries == self._state.sent.entries
            merge = RecordMerge(self._database, index)
            for count, (kind, record) in enumerate(records, 1):  # noqa: B007
                self._merge_record(merge, kind, record, counted)
            merge.settle()
            if all_sent:
                # What others have told need not be told them again. But passes through a program that became
                # one here say together what none of them said alone; there are few, and they are told again.
                entries = count_changes(self._database).entries
                self._state.sent = self._state.sent._replace(entries=entries)
                self._state.save(connection)
            self._tell_again(connection)
        return count

    def _tell_again(self, connection: Connection) -> None:
        """Have entries sent that are in the journal here and may say words that no file says any more.

        The store that wrote their later words cleared them from its trash, and does not read them again. They
        may be back there, or in a third store that never read them, with older words: by a change or a
        restoring made meanwhile. What is still in the trash here is not spread by this.
        """
        for entry_id in self._perhaps_untold:
            connection.execute(
                "UPDATE entries SET changed = 1 + (SELECT max(changed) FROM entries)"
                " WHERE id = ? AND erased_at IS NULL AND deleted_at IS NULL",
                (entry_id,),
            )
        self._perhaps_untold.clear()

    def _follows_another(self, device: str, header: SegmentHeader) -> bool:
        """Return whether a segment was written after another one than that of the number before it here."""
        before = [name.hash for name in self._read.numbered(device, [header.number - 1])]
        return bool(before and header.previous) and header.previous not in before

    def _merge_record(
        self, merge: RecordMerge, kind: str, record: dict[str, object], counted: Received
    ) -> None:
        self._on_record(1)
        if kind not in PARTS or kind == "journal_drafts":
            counted.unfit += 1
            return
        record.pop("drafts", None)
        if kind == "words":
            # Whether it is in use is looked for among the labels of all entries.
            merge.write_held()
        to_merge = self._word_to_merge(record) if kind == "words" else record
        if to_merge is None:
            counted.others[MergeOutcome.KNOWN] += 1
            return
        try:
            merged = merge.put(kind, to_merge)
        except UnfitRowError:
            counted.unfit += 1
            return
        if kind == "words" and merged.outcome is not MergeOutcome.KNOWN:
            # What was said there. If more is known here, that is told again.
            state = {word_key(record): str(WordState.of(record))}
            note_words(self._database.connection, self._state.id, state)
        counted.unfit += len(merged.unfit)
        if kind != "entries":
            counted.others[merged.outcome] += 1
            return
        if record.get("gone") == EraseReason.CLEARED.value or merged.restored_later:
            self._perhaps_untold.append(str(record["id"]))
        counted.entries[merged.outcome] += 1
        counted.remarks += [(str(record["id"]), remark) for remark in merged.remarks]

    def _word_to_merge(self, record: dict[str, object]) -> dict[str, object] | None:
        """Return an own word with the later state that was known here, or None if it is not to be merged.

        One that is gone here was erased with the last check-in that had it. A file that was written before
        that is not to bring it back, unless another check-in has it.
        """
        kind, word, at = record.get("kind"), record.get("word"), record.get("updated_at")
        if not (isinstance(kind, str) and isinstance(word, str) and isinstance(at, int)):
            # The merge says what is wrong with it.
            return record
        if self._database.rows("SELECT 1 FROM words WHERE kind = ? AND word = ?", (kind, word)):
            return record
        known = known_words(self._database, self._state.id).get(word_key(record))
        if known is None or WordState(at, not record.get("hidden")) > known:
            return record
        used = "SELECT 1 FROM labels WHERE kind = ? AND label = ?"
        if not self._database.rows(used, (kind, label(word))):
            return None
        return {**record, "updated_at": known.updated_at, "hidden": int(not known.offered)}
