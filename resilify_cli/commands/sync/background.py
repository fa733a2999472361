"""The sync in the background: asks nothing, says nothing, and keeps what is to be told for later."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from time import sleep
from typing import TYPE_CHECKING

from resilify_cli.commands.sync.running import warning_lines
from resilify_cli.errors import ResilifyError

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.store.store import Store
    from resilify_cli.sync.state import FolderState

_NICENESS = 10
_LONGEST_WAIT = 600.0
# Long enough for a command that waits for the store to have its turn.
_PAUSE = 0.15


def sync_in_background(ctx: AppContext) -> None:
    """Sync with each folder that this journal is synced with.

    A locked store is left for another time. Of several that wait for a sync under way one stays: it will
    see what all of them had to tell.
    """
    from resilify_cli.sync.lock import SyncRunningError, sync_lock
    from resilify_cli.sync.state import load_folders

    with suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    store = ctx.stores.open_unlocked()
    if store is None:
        return
    with store, suppress(SyncRunningError), ExitStack() as running:
        if not load_folders(store.database):
            return
        with sync_lock(ctx.paths.vault.sync_waiting):
            running.enter_context(sync_lock(ctx.paths.vault.sync_lock, wait_seconds=_LONGEST_WAIT))
        for state in load_folders(store.database):
            _sync_quietly(store, state)


def _sync_quietly(store: Store, state: FolderState) -> None:
    from resilify_cli.store.stamps import milliseconds
    from resilify_cli.sync.state import BackgroundNote

    before = state.background
    failure, lines = "", list(before.lines if before else ())
    try:
        failure, new = _sync_folder(store, state)
        lines += new
    except ResilifyError as error:
        failure = f"{error.message} {error.hint or ''}".strip()
    except Exception as error:
        # Its words could be the person's.
        failure = f"Something went wrong ({type(error).__name__})."
    state.background = BackgroundNote.of(milliseconds(store.database.clock()), failure, lines)
    with store.database.transaction() as connection:
        state.save(connection)


def _sync_folder(store: Store, state: FolderState) -> tuple[str, list[str]]:
    """Sync with one folder, and return why not all was done, and what the person should know."""
    from resilify_cli.sync.folder import SyncFolder
    from resilify_cli.sync.git import Git
    from resilify_cli.sync.key_files import find_new_keys
    from resilify_cli.sync.sync import FolderSync

    git = Git(state.path) if state.uses_git else None
    if git is not None:
        git.pull()
    new = find_new_keys(SyncFolder(state.path), state.keys)
    sync = FolderSync(store.database, state, pause=lambda: sleep(_PAUSE))
    result = sync.run(send=not new.succeeding)
    if git is not None and result.refused is None:
        git.push()
    failure = ""
    if new.succeeding or new.beside:
        failure = "The folder has a new key. It asks for the passphrase: resilify sync"
    elif result.refused is not None:
        failure = result.refused.message
    return failure, list(warning_lines(store, state, result))
