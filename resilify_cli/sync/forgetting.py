"""Forgets a device: a new key for the folder, and its files replaced by this device's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.sync.key_files import write_keys
from resilify_cli.sync.state import Due, FolderState, ReadSegments, complete_until
from resilify_cli.sync.sync import FolderSync

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.sync.folder import SyncFolder
    from resilify_cli.sync.keys import SyncKeys


def forget_device(
    database: Database,
    state: FolderState,
    folder: SyncFolder,
    device: str,
    passphrase: str,
    recovery_code: str,
) -> int:
    """Give the folder a key that a device does not have, and take over what that device wrote.

    Args:
        database: The store.
        state: What it knows of the folder; it gets the new key.
        folder: The folder.
        device: The device to forget.
        passphrase: The passphrase of the new key.
        recovery_code: Its recovery code.

    Returns:
        How many files of the device were removed. Those that were never read here stay.

    Raises:
        ResilifyError: It can't be done.
    """
    keys = keys_without(database, state, device)
    write_keys(folder, keys, passphrase, recovery_code)
    # All that the device told is in this store, and from now on also in this device's own files.
    state.keys, state.due = keys, Due.ALL
    with database.transaction() as connection:
        state.save(connection)
    if (refused := FolderSync(database, state).run().refused) is not None:
        raise refused
    read = set(ReadSegments(database, state.id).of(device))
    gone = [name for name in folder.files(device).segments if name in read]
    folder.remove(device, gone)
    return len(gone)


def keys_without(database: Database, state: FolderState, device: str) -> SyncKeys:
    """Return the keys of a folder with a new one that a device does not have."""
    read = ReadSegments(database, state.id)
    # What lies after a gap may not be all that a device had told by then.
    reached = {one: complete_until(read.of(one)) for one in read.devices()}
    return state.keys.forgetting(device, {**reached, state.device: state.number})


def take_keys(database: Database, state: FolderState, keys: SyncKeys) -> None:
    """Go on with keys that another machine made, put together with those that are known here.

    What counts with them for nobody else, though it is in this store, is to be written anew.

    Raises:
        SyncFolderError: They are of another folder.
    """
    merged = state.keys.merged(keys)
    read = ReadSegments(database, state.id)
    newly_closed = merged.closed() - state.keys.closed()
    forgotten = merged.forgotten - state.keys.forgotten
    with database.transaction() as connection:
        for device in read.devices().keys() - {state.device}:
            # What a forgotten machine wrote, or one that may have left and never learns of the new key: who
            # has not read it by then never will.
            closed = merged.closed() if device in forgotten else newly_closed
            last = max((name.number for name in read.of(device)), default=0)
            if last > merged.reached_by(device, closed):
                state.due = Due.ALL
        if state.due is Due.NOTHING and state.number > merged.reached_by(state.device, newly_closed):
            state.due = Due.OWN
        if state.device in merged.forgotten:
            state.become_new_device(connection)
        state.keys = merged
        state.save(connection)
