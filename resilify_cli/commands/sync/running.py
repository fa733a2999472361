"""What the commands of `resilify sync` share: the store, the folder's secret, one sync and its result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.console import print_message, print_warning
from resilify_cli.errors import ResilifyError
from resilify_cli.safe import safe_line
from resilify_cli.settings import AFTER
from resilify_cli.unlocking.secret_files import read_secret_file
from resilify_cli.unlocking.secret_prompt import ask_secret, retry_secret

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.store.store import Store
    from resilify_cli.sync.keys import SyncKeys
    from resilify_cli.sync.names import KeyName
    from resilify_cli.sync.state import FolderState
    from resilify_cli.sync.sync import SyncResult

_SECRET_OPTION = "--folder-passphrase-file"
SecretFile = Annotated[
    Path | None,
    typer.Option(_SECRET_OPTION, help="Take the passphrase of the folder from the first line of this file."),
]
MachineName = Annotated[
    str | None,
    typer.Option("--name", help="What you call this machine; by default what it calls itself."),
]
UseGit = Annotated[
    bool, typer.Option("--git", help="The folder is a git repository: pull, commit and push with each sync.")
]
FolderPath = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that is carried.")]
NOT_JOINED = ResilifyError(
    "This journal is not synced with any folder yet.",
    "To begin: resilify sync init FOLDER. If another machine began: resilify sync join FOLDER",
)
_LONGEST_NAME = 40
# One that a command before this one started is most often over at once.
_WAIT_FOR_BACKGROUND = 30.0
_NO_KEY_OF_YOURS = "it is no key that a machine of yours made, or it has not arrived whole"


@contextmanager
def open_store(ctx: AppContext) -> Iterator[Store]:
    """Open the store to sync it, made if there is none, with no other sync of it under way.

    Raises:
        ResilifyError: It can't be opened, or is being synced.
    """
    from resilify_cli.sync.lock import sync_lock

    wait = _WAIT_FOR_BACKGROUND if ctx.settings.sync == AFTER else 0
    with ctx.stores.open_for_writing() as store, sync_lock(ctx.paths.vault.sync_lock, wait_seconds=wait):
        yield store


def machine_name(name: str | None) -> str:
    """Return the name of this machine: the given one, or its host name, made safe for a line."""
    import platform

    return safe_line(name or platform.node() or "this machine").strip()[:_LONGEST_NAME] or "this machine"


def ask_keys(opened: Callable[[str], SyncKeys], secret: Path | None, why: str = "") -> SyncKeys:
    """Return keys of a folder, by its passphrase or recovery code.

    Args:
        opened: Returns the keys that a secret opens.
        secret: A file with the passphrase; None to ask for it.
        why: What to say first where it is asked for.

    Raises:
        ResilifyError: They can't be had.
    """
    from resilify_cli.vault.core_dumps import protect_memory

    protect_memory()
    if secret is not None:
        return opened(read_secret_file(secret))
    if why:
        print_message(why)
    return retry_secret(
        lambda: opened(ask_secret("Passphrase or recovery code of the folder: ", _SECRET_OPTION)),
        "Who began to sync chose it; the recovery code was shown then.",
    )


def sync_once(
    ctx: AppContext,
    store: Store,
    state: FolderState,
    secret: Path | None = None,
    *,
    everything: bool = False,
) -> None:
    """Sync the store with one folder, and print the result.

    Raises:
        ResilifyError: It can't be done.
    """
    from resilify_cli.sync.git import Git
    from resilify_cli.sync.sync import FolderSync
    from resilify_cli.terminal.progress import progress

    git = Git(state.path) if state.uses_git else None
    if git is not None:
        git.pull()
    # Of the keys in another folder nothing is to be said.
    FolderSync(store.database, state).check_folder()
    withheld = take_new_keys(store, state, secret)
    with progress(ctx.prompters, "Reading", None) as tick:
        sync = FolderSync(store.database, state, tick)
        result = sync.run(everything=everything, send=withheld is None)
    if git is not None and result.refused is None:
        git.push()
    for line in result_lines(state, result):
        print_message(line)
    for line in dict.fromkeys((*_background_lines(store, state), *warning_lines(store, state, result))):
        print_warning(line)
    if (error := withheld or result.refused) is not None:
        raise error


def _background_lines(store: Store, state: FolderState) -> tuple[str, ...]:
    """Return what syncs in the background had to tell, which is told with this."""
    if (note := state.background) is None:
        return ()
    state.background = None
    with store.database.transaction() as connection:
        state.save(connection)
    return note.lines


def take_new_keys(store: Store, state: FolderState, secret: Path | None) -> ResilifyError | None:
    """Ask for the keys that the folder was given since this machine was last synced.

    Returns:
        Why nothing may be written: a machine was forgotten, and could read what is written with the older
        key. None if there is no such reason.
    """
    from resilify_cli.errors import LockedError, WrongSecretError
    from resilify_cli.sync.folder import SyncFolder, SyncFolderError
    from resilify_cli.sync.forgetting import take_keys
    from resilify_cli.sync.key_files import find_new_keys, open_keys

    folder = SyncFolder(state.path)
    for file in folder.strange_key_files():
        print_warning(f"Set aside, keys/{safe_line(file)}: it is no file that a machine of yours wrote.")
    told: set[KeyName] = set()
    while True:
        new = find_new_keys(folder, state.keys)
        for name in set(new.strange) - told:
            print_warning(f"Set aside, keys/{folder.key_file(name).name}: {_NO_KEY_OF_YOURS}.")
        told.update(new.strange)
        wanted = new.succeeding + new.beside
        if not wanted:
            return None
        why = f"The folder {state.path} has a new key, since one of your machines was forgotten."
        try:
            keys = ask_keys(partial(open_keys, folder, wanted), secret, why)
            take_keys(store.database, state, keys)
        except (LockedError, WrongSecretError, SyncFolderError) as error:
            names = ", ".join(f"keys/{folder.key_file(name).name}" for name in wanted)
            print_warning(f"The new key was not opened: {names}.")
            if new.succeeding:
                print_warning("What is new here waits for it: the machine that was forgotten could read it.")
            else:
                print_warning(f"{error.message} To try again: resilify sync")
            for name in wanted:
                print_warning(
                    f"If none of your machines forgot another one: resilify sync --set-aside {name}"
                )
            return error if new.succeeding else None


def result_lines(state: FolderState, result: SyncResult) -> Iterator[str]:
    """Yield the result of a sync, in sentences."""
    from resilify_cli.exchange.transfer.merge import MergeOutcome

    counts = result.received.entries
    parts = []
    if result.sent:
        parts.append(f"{result.sent:,} sent")
    if new := counts[MergeOutcome.NEW]:
        parts.append("one entry came in" if new == 1 else f"{new:,} entries came in")
    if changed := counts[MergeOutcome.CHANGED]:
        parts.append(f"{changed:,} changed")
    if not parts and result.received.changed:
        parts.append("your progress came in")
    yield f"Synced with {state.path}: {', '.join(parts) or 'nothing new'}."


def warning_lines(store: Store, state: FolderState, result: SyncResult) -> Iterator[str]:
    """Yield what the person should know of a sync."""
    from resilify_cli.store.entry import handle_of
    from resilify_cli.sync.state import ReadSegments

    devices = ReadSegments(store.database, state.id).devices()

    def named(device: str) -> str:
        return safe_line(devices[device][0]) if device in devices else f"the machine {device[:6]}"

    received = result.received
    for entry_id, remark in received.remarks:
        yield f"{handle_of(entry_id)}: {remark}"
    for device, name, why in received.unread:
        yield f"Not read yet, {safe_line(name)} of {named(device)}: {why}."
    if received.unfit:
        yield f"{received.unfit:,} records could not be kept here. They stay in the folder."
    for device in received.older:
        yield (
            f"Less of {named(device)} is in the folder than was read before. Nothing is lost here;"
            " somebody may have brought an older state of the folder back."
        )
    for device in received.forked:
        yield f"Two machines wrote as {named(device)}. Both are read; one of them goes on under a new id."
    if result.renewed:
        yield "Another machine writes as this one did, perhaps with a copy of it. This one has a new id now."
    if result.restored:
        yield "What this machine had written was gone or damaged in the folder. It was written again."
