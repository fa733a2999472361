"""How far each device of a folder is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.sync.folder import SyncFolder, SyncFolderError
from resilify_cli.sync.outgoing import cleared_entries
from resilify_cli.sync.state import (
    BackgroundNote,
    FolderState,
    ReadSegments,
    count_changes,
    covered_by_snapshot,
    missing_numbers,
)

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.sync.names import SegmentName

# The number in a name is whatever somebody called a file.
MOST_MISSING = 1000


class DeviceStatus(NamedTuple):
    """How far one device is.

    Attributes:
        id: Its name in the folder.
        name: What its person calls it; empty if nothing of it was read yet.
        own: Whether it is this one.
        forgotten: Whether it was forgotten.
        seen_at: When it last wrote something that was read here, in Unix milliseconds; 0 if never.
        last: The greatest number of its files that was read here.
        missing: The numbers below the greatest one that have not arrived here, at most `MOST_MISSING`.
        unread: The numbers of those that are in the folder and were not read, at most `MOST_MISSING`.
    """

    id: str
    name: str
    own: bool
    forgotten: bool
    seen_at: int
    last: int
    missing: tuple[int, ...]
    unread: tuple[int, ...]


class FolderStatus(NamedTuple):
    """How far the devices of one folder are.

    Attributes:
        id: The id of the folder.
        path: Where it is on this machine.
        uses_git: Whether git carries it.
        fault: Why it can't be read now; empty if it can.
        unsent: Whether this store has something to tell.
        devices: Each device, this one first.
        background: What the last sync in the background has to tell; None if there is nothing.
        cleared: How many entries left the trash that are in this device's files still.
        cleared_until: Until when they are there at most, in Unix milliseconds.
    """

    id: str
    path: str
    uses_git: bool
    fault: str
    unsent: bool
    devices: tuple[DeviceStatus, ...]
    background: BackgroundNote | None
    cleared: int
    cleared_until: int


def folder_status(database: Database, state: FolderState) -> FolderStatus:
    """Return how far the devices of a folder are. Nothing is read from their files."""
    folder, read = SyncFolder(state.path), ReadSegments(database, state.id)
    fault, there = "", []
    try:
        if folder.read_id() == state.id:
            there = folder.devices()
        else:
            fault = f"The folder {state.path} is another sync folder than the one that was joined."
    except SyncFolderError as error:
        fault = error.message.removesuffix(" Nothing was changed.")
    known = read.devices()
    devices = []
    for device in dict.fromkeys((state.device, *known, *there)):
        names = read.of(device)
        in_folder = folder.files(device).segments if device in there else ()
        name, seen_at = known.get(device, ("", 0))
        own = device == state.device
        devices.append(
            DeviceStatus(
                id=device,
                name=state.name if own else name,
                own=own,
                forgotten=device in state.keys.forgotten,
                seen_at=state.synced_at if own else seen_at,
                last=max((one.number for one in names), default=0),
                missing=tuple(islice(missing_numbers([*names, *in_folder]), MOST_MISSING)),
                unread=_unread_numbers(names, () if own else in_folder),
            )
        )
    unsent = count_changes(database) != state.sent
    cleared, until = cleared_entries(database, state)
    about = (state.id, str(state.path), state.uses_git, fault, unsent)
    return FolderStatus(*about, tuple(devices), state.background, cleared, until)


def _unread_numbers(read: list[SegmentName], there: Iterable[SegmentName]) -> tuple[int, ...]:
    """Return the numbers of what is there and was not read, but for what a snapshot stands for."""
    covered = covered_by_snapshot(read)
    numbers = sorted({name.number for name in there if name not in read and name.number > covered})
    return tuple(numbers[:MOST_MISSING])
