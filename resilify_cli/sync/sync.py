"""One sync of the store with one folder: writes what is new here, reads what is new there.

Where nothing can be written it reads all the same.

What this device writes is noted in the store before the file is placed, and again after. A file under this
device's name that the store does not know was written by a copy of this store, or before the store was
brought back from a copy of its own: then this store goes on as another device, and reads that one's files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.store.device import renew_device_id
from resilify_cli.store.stamps import milliseconds
from resilify_cli.sync.folder import SyncFolder, SyncFolderError
from resilify_cli.sync.incoming import Received, Receiver
from resilify_cli.sync.names import SegmentName, SegmentStamp
from resilify_cli.sync.outgoing import Outgoing, cleared_entries, holds_erased, note_words
from resilify_cli.sync.segment import (
    DamagedSegmentError,
    NewerSegmentError,
    SegmentHeader,
    TooLargeSegmentError,
    pack,
    unpack,
)
from resilify_cli.sync.state import (
    Due,
    FolderState,
    Pending,
    ReadSegments,
    count_changes,
    covered_by_snapshot,
)

if TYPE_CHECKING:
    from resilify_cli.store.database import Database

# After so many segments a device packs all of its own into a snapshot.
SEGMENTS_OF_ONE = 50


@dataclass(slots=True)
class SyncResult:
    """The result of a sync.

    Attributes:
        sent: How many records were written.
        received: What came from other devices.
        renewed: Whether this store goes on as another device.
        restored: Whether files of this device were gone from the folder or damaged, and were written anew.
        refused: Why what is new here could not be written, if it could not be.
    """

    sent: int
    received: Received
    renewed: bool = False
    restored: bool = False
    refused: SyncFolderError | None = None


class FolderSync:
    """Syncs the store with a folder. No other process may sync the same store meanwhile.

    Args:
        database: The store.
        state: What it knows of the folder; it is changed as the sync goes on.
        on_record: Is told of each record that was merged.
        pause: Is called again and again while much is read, with no lock on the store; None to read each file
            in one go.
    """

    def __init__(
        self,
        database: Database,
        state: FolderState,
        on_record: Callable[[int], None] = lambda count: None,
        pause: Callable[[], None] | None = None,
    ) -> None:
        self._database = database
        self._state = state
        self._folder = SyncFolder(state.path)
        self._read = ReadSegments(database, state.id)
        self._receiver = Receiver(database, state, self._folder, on_record, pause)

    def run(self, *, everything: bool = False, send: bool = True) -> SyncResult:
        """Write what is new here, then read what is new there.

        Args:
            everything: Whether to write the whole store, also what other devices have told.
            send: Whether to write anything.

        Raises:
            SyncFolderError: The folder is not there, or is another one.
            StoreError: The store can't be read or written.
        """
        self.check_folder()
        self._settle_pending()
        result = SyncResult(0, self._receiver.received, renewed=self._renew_if_copied())
        if send:
            self._write_segments(result, everything=everything)
        self._receiver.receive()
        if send and result.refused is None and self._holds_erased():
            # What another device erased is not to stay in this one's files until the next sync.
            self._write_segments(result)
        self._note_synced()
        return result

    def _write_segments(self, result: SyncResult, *, everything: bool = False) -> None:
        restored = self._is_set_back()
        try:
            result.sent += self._send_changes(everything=everything, restored=restored)
            result.restored |= restored
        except SyncFolderError as error:
            result.refused = error

    def check_folder(self) -> None:
        """Check that the folder is the one that was joined, and that its newest key is known here.

        Raises:
            SyncFolderError: It is not.
        """
        if self._folder.read_id() != self._state.id:
            raise SyncFolderError(
                f"The folder at {self._state.path} is not the one that was joined. Nothing was changed.",
                "If the right one is at another place now: resilify sync join THAT_FOLDER",
            )

    def _settle_pending(self) -> None:
        """Take note of a segment that was placed just before an interruption."""
        pending = self._state.pending
        if pending is None:
            return
        if self._folder.segment_path(self._state.device, pending.name).exists():
            self._note_sent(pending)
            return
        with self._database.transaction() as connection:
            self._state.pending = None
            self._state.save(connection)

    def _own_files(self) -> set[SegmentName]:
        return set(self._folder.files(self._state.device).segments)

    def _renew_if_copied(self) -> bool:
        """Take a new device id if another machine writes under this one, and return whether it did."""
        own = self._own_files()
        strange = own - set(self._read.numbered(self._state.device, (name.number for name in own)))
        if not any(self._is_of_this_device(name) for name in strange):
            return False
        with self._database.transaction() as connection:
            # So that it can be forgotten, if nobody writes as it any more.
            self._read.note_device(connection, self._state.device, self._state.name, self._state.synced_at)
            renew_device_id(connection)
            self._state.become_new_device(connection)
            self._state.save(connection)
        return True

    def _is_of_this_device(self, name: SegmentName) -> bool:
        """Return whether a file was written under this device's name by who has the key."""
        content = self._folder.read(self._state.device, name)
        opened = self._state.keys.decrypt(content) if content is not None else None
        if opened is None:
            return False
        try:
            return unpack(opened[0])[0].device == self._state.device
        except (DamagedSegmentError, TooLargeSegmentError):
            return False
        except NewerSegmentError:
            return True

    def _is_set_back(self) -> bool:
        """Return whether files that this device wrote, and no snapshot stands for, are gone or damaged."""
        known = self._read.current(self._state.device)
        covered = covered_by_snapshot(known)
        needed = {
            name for name in known if name.number > covered or (name.snapshot and name.number == covered)
        }
        files = self._folder.files(self._state.device)
        there = needed & set(files.segments)
        # What a carrier has taken away for now is not gone.
        gone = {str(name) for name in needed - there} - set(files.evicted)
        return bool(gone) or self._has_damaged(there)

    def _has_damaged(self, names: set[SegmentName]) -> bool:
        """Return whether one of these own files is not what it was. Only one that looks changed is read."""
        device = self._state.device
        seen = self._read.stamps(device)
        changed: dict[SegmentName, SegmentStamp] = {}
        for name in sorted(names):
            stamp = self._folder.stamp(device, name)
            if stamp == seen.get(name) and stamp is not None:
                continue
            if stamp is None or self._folder.read(device, name) is None:
                return True
            changed[name] = stamp
        if changed:
            with self._database.transaction() as connection:
                for name, stamp in changed.items():
                    self._read.note_stamp(connection, device, name, stamp)
        return False

    def _send_changes(self, *, everything: bool, restored: bool) -> int:
        state = self._state
        everything = everything or state.due is Due.ALL
        snapshot = restored or everything or self._is_snapshot_due()
        with self._database.snapshot():
            upto = count_changes(self._database)
            outgoing = Outgoing(self._database, state, snapshot=snapshot, everything=everything)
            # A machine with nothing to tell says its name once: else it could not be forgotten.
            if state.number and not restored and outgoing.is_empty():
                return 0
            number = state.number + 1
            header = SegmentHeader(
                device=state.device,
                name=state.name,
                number=number,
                previous="" if snapshot else state.last_hash,
                snapshot=snapshot,
                written_at=milliseconds(self._database.clock()),
            )
            packed, count = pack(header, outgoing.records())
        content = state.keys.encrypt(packed)
        name = SegmentName.of(number, content, snapshot=snapshot)
        pending = Pending(name, upto, outgoing.words)
        with self._database.transaction() as connection:
            outgoing.note_sent(connection, state.id)
            state.pending = pending
            state.save(connection)
        self._folder.place(state.device, name, content)
        self._note_sent(pending, self._folder.stamp(state.device, name))
        return count

    def _is_snapshot_due(self) -> bool:
        known = self._read.current(self._state.device)
        covered = covered_by_snapshot(known)
        own = [name for name in known if name.number > covered]
        due = self._state.due is not Due.NOTHING or len(own) >= SEGMENTS_OF_ONE
        return due or self._holds_erased()

    def _holds_erased(self) -> bool:
        """Return whether this device's files are to be packed because of words that are gone.

        Up to where they hold no such words, they are not looked through for them another time.
        """
        upto = count_changes(self._database)
        if holds_erased(self._database, self._state):
            return True
        if not cleared_entries(self._database, self._state)[0]:
            # It is written with the state, at the end.
            self._state.rewritten = upto
        return False

    def _note_sent(self, pending: Pending, stamp: SegmentStamp | None = None) -> None:
        """Remember that a segment is in its place, and remove what it stands for.

        Args:
            pending: The segment.
            stamp: What its file looks like, if it is known to be whole.
        """
        state = self._state
        with self._database.transaction() as connection:
            self._read.add(connection, state.device, pending.name)
            if stamp is not None:
                self._read.note_stamp(connection, state.device, pending.name, stamp)
            note_words(connection, state.id, dict(pending.words))
            state.number, state.last_hash = pending.name.number, pending.name.hash
            state.sent, state.pending = pending.upto, None
            if pending.name.snapshot:
                state.rewritten, state.due = pending.upto, Due.NOTHING
            state.save(connection)
        if pending.name.snapshot:
            # Only what is known: a carrier may just have brought one that a copy of this store wrote.
            files = self._folder.files(state.device)
            evicted = [name for file in files.evicted if (name := SegmentName.parse(file))]
            there = {*files.segments, *evicted}
            known = there & set(self._read.numbered(state.device, (name.number for name in there)))
            older = [name for name in known if name.number < pending.name.number]
            self._folder.remove(state.device, older)

    def _note_synced(self) -> None:
        with self._database.transaction() as connection:
            self._state.synced_at = milliseconds(self._database.clock())
            self._state.save(connection)
