"""What the commands of `resilify sync` share: the store, the folder's secret, one sync and its result."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext
from resilify_cli.console import print_message, print_warning
from resilify_cli.errors import ResilifyError
from resilify_cli.safe import safe_line
from resilify_cli.unlocking.secret_files import read_secret_file
from resilify_cli.unlocking.secret_prompt import ask_secret, retry_secret

if TYPE_CHECKING:
    from resilify_cli.store.store import Store
    from resilify_cli.sync.folder import SyncFolder
    from resilify_cli.sync.keys import SyncKeys
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
# As it is shown: six groups of five letters, with dashes between.
_CODE_LENGTH = 35


@contextmanager
def open_store(ctx: AppContext) -> Iterator[Store]:
    """Open the store to sync it, made if there is none, with no other sync of it under way.

    Raises:
        ResilifyError: It can't be opened, or is being synced.
    """
    from resilify_cli.sync.lock import sync_lock

    with ctx.stores.open_for_writing() as store, sync_lock(ctx.paths.vault.sync_lock):
        yield store


def machine_name(name: str | None) -> str:
    """Return the name of this machine: the given one, or its host name, made safe for a line."""
    import platform

    return safe_line(name or platform.node() or "this machine").strip()[:_LONGEST_NAME] or "this machine"


def ask_keys(folder: SyncFolder, generation: int, secret: Path | None, why: str = "") -> SyncKeys:
    """Return the keys of a folder, by its passphrase or recovery code.

    Args:
        folder: The sync folder.
        generation: The number of its newest key.
        secret: A file with the passphrase; None to ask for it.
        why: What to say first where it is asked for.

    Raises:
        ResilifyError: They can't be had.
    """
    from resilify_cli.vault.core_dumps import protect_memory

    protect_memory()
    if secret is not None:
        return _open_keys(folder, generation, read_secret_file(secret))
    if why:
        print_message(why)
    prompt = "Passphrase or recovery code of the folder: "
    return retry_secret(
        lambda: _open_keys(folder, generation, ask_secret(prompt, _SECRET_OPTION)),
        "Who began to sync chose it; the recovery code was shown then.",
    )


def _open_keys(folder: SyncFolder, generation: int, secret: str) -> SyncKeys:
    from resilify_cli.errors import WrongSecretError
    from resilify_cli.sync.keys import open_keys
    from resilify_cli.vault.keys.key_file import PASSPHRASE, RECOVERY, read_recovery_code

    try:
        return open_keys(folder, generation, PASSPHRASE, secret)
    except WrongSecretError:
        code = read_recovery_code(secret)
        if len(code) != _CODE_LENGTH:
            raise
        return open_keys(folder, generation, RECOVERY, code)


def sync_once(
    ctx: AppContext,
    store: Store,
    state: FolderState,
    secret: Path | None = None,
    *,
    everything: bool = False,
) -> None:
    """Sync the store with one folder, and say what came of it.

    Raises:
        ResilifyError: It can't be done.
    """
    from resilify_cli.sync.git import Git
    from resilify_cli.sync.sync import FolderSync
    from resilify_cli.terminal.progress import progress

    git = Git(state.path) if state.uses_git else None
    if git is not None:
        git.pull()
    _take_newer_keys(store, state, secret)
    with progress(ctx.prompters, "Reading", None) as tick:
        result = FolderSync(store.database, state, tick).run(everything=everything)
    if git is not None:
        git.push()
    for line in result_lines(state, result):
        print_message(line)
    for line in warning_lines(store, state, result):
        print_warning(line)


def _take_newer_keys(store: Store, state: FolderState, secret: Path | None) -> None:
    """Ask for the key that the folder was given since this machine was last synced, if it was."""
    from resilify_cli.sync.folder import SyncFolder

    folder = SyncFolder(state.path)
    newest = max(folder.key_generations(), default=0)
    if newest <= state.keys.generation:
        return
    why = f"The folder {state.path} has a new key, since one of your machines was forgotten."
    keys = ask_keys(folder, newest, secret, why)
    keys.check_follow(state.keys)
    with store.database.transaction() as connection:
        if state.device in keys.forgotten:
            state.become_new_device(connection)
        state.keys = keys
        state.save(connection)


def result_lines(state: FolderState, result: SyncResult) -> Iterator[str]:
    """Yield what came of a sync."""
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
        yield "What this machine had written was gone from the folder. It was written again."
