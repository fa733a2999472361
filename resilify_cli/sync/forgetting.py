"""Forgets a device: a new key for the folder, and its files replaced by this device's own."""

from __future__ import annotations

from resilify_cli.store.database import Database
from resilify_cli.sync.folder import SyncFolder
from resilify_cli.sync.keys import write_keys
from resilify_cli.sync.state import FolderState, ReadSegments
from resilify_cli.sync.sync import FolderSync


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
    read = ReadSegments(database, state.id)
    reached = {
        one: max((name.number for name in read.of(one)), default=0) for one in [state.device, *read.devices()]
    }
    keys = state.keys.forgetting(device, reached)
    write_keys(folder, keys, passphrase, recovery_code)
    state.keys = keys
    with database.transaction() as connection:
        state.save(connection)
    # All that the device told is in this store, and from now on also in this device's own files.
    FolderSync(database, state).run(everything=True)
    gone = [name for name in folder.files(device).segments if name in set(read.of(device))]
    folder.remove(device, gone)
    return len(gone)
