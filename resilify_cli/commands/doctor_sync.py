"""What `resilify doctor` has to do with syncs in the background."""

from contextlib import suppress

from resilify_cli.app.context import AppContext
from resilify_cli.settings import AFTER

_WAIT_FOR_SYNC = 30.0


def wait_for_sync(ctx: AppContext) -> None:
    """Wait for a sync in the background that a command before this one started: it has the store in use."""
    from resilify_cli.errors import ResilifyError
    from resilify_cli.sync.lock import sync_lock

    lock = ctx.paths.vault.sync_lock
    if ctx.settings.sync == AFTER and lock.exists():
        with suppress(ResilifyError), sync_lock(lock, wait_seconds=_WAIT_FOR_SYNC):
            pass


def sync_lines(ctx: AppContext) -> list[str]:
    """Return a line for each folder that the last sync in the background was not done with."""
    from resilify_cli.errors import ResilifyError
    from resilify_cli.sync.state import load_folders

    try:
        store = ctx.stores.open_unlocked()
    except ResilifyError:
        return []
    if store is None:
        return []
    with store:
        notes = [(state.path, state.background) for state in load_folders(store.database)]
    return [
        f"The last sync with {path} in the background was not done. To see why: resilify sync status"
        for path, note in notes
        if note is not None and note.failure
    ]
