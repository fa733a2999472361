"""`resilify sync forget`: a new key for the folder, without one of the machines."""

from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import Plain, Yes, command_app
from resilify_cli.commands.sync.running import NOT_JOINED, SecretFile, open_store, sync_once
from resilify_cli.console import print_message
from resilify_cli.errors import ResilifyError, UsageError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.confirmation import Confirmation
from resilify_cli.terminal.recovery_code import show_recovery_code
from resilify_cli.unlocking.secret_files import read_new_secret_file
from resilify_cli.unlocking.secret_prompt import ask_new_passphrase

if TYPE_CHECKING:
    from resilify_cli.store.database import Database
    from resilify_cli.sync.state import FolderState

app = command_app()


@app.command()
def forget(
    machine: Annotated[
        str, typer.Argument(metavar="MACHINE", help="Its name or its id, as `resilify sync status` has them.")
    ],
    secret: SecretFile = None,
    yes: Yes = False,
    plain: Plain = None,
) -> None:
    """Forget a machine that is lost, sold or broken: it can't read what is written from now on."""
    ctx = app_context()
    from resilify_cli.sync.folder import SyncFolder
    from resilify_cli.sync.forgetting import forget_device
    from resilify_cli.vault.core_dumps import protect_memory
    from resilify_cli.vault.keys.key_file import new_recovery_code, read_recovery_code

    protect_memory()
    with open_store(ctx) as store:
        state, device, name = _find_machine(store.database, machine)
        # What it wrote last is to be here first.
        sync_once(ctx, store, state, secret)
        print_message(f"The machine: {safe_line(name)}, {device[:6]}.")
        if not _CONFIRMATION.is_confirmed(ctx.prompters, yes=yes, plain=plain):
            return
        passphrase = (
            read_new_secret_file(secret)
            if secret is not None
            else ask_new_passphrase("--folder-passphrase-file")
        )
        code = new_recovery_code()
        show_recovery_code("The new recovery code of the folder. It is shown this once.", code, yes=yes)
        removed = forget_device(
            store.database, state, SyncFolder(state.path), device, passphrase, read_recovery_code(code)
        )
        sync_once(ctx, store, state)
    print_message(f"Forgotten, and {removed:,} of its files removed. What it held is in your journal here.")
    print_message("Your other machines ask for the passphrase when they sync next.")


def _find_machine(database: "Database", machine: str) -> tuple["FolderState", str, str]:
    """Return the folder that a machine syncs with, its id and its name.

    Raises:
        ResilifyError: Nothing is synced here.
        UsageError: No machine, or more than one, has this name or an id that begins so.
    """
    from resilify_cli.sync.state import ReadSegments, load_folders

    states = load_folders(database)
    if not states:
        raise ResilifyError(NOT_JOINED.message, NOT_JOINED.hint)
    for state in states:
        known = {one: name for one, (name, _) in ReadSegments(database, state.id).devices().items()}
        # An empty word begins every id.
        found = [one for one in known if machine and (one.startswith(machine) or known[one] == machine)]
        if len(found) == 1:
            return state, found[0], known[found[0]]
    raise UsageError(
        f"{safe_line(machine)[:40]!r} is not the name or id of one other machine.",
        "To see the machines: resilify sync status",
    )


_CONFIRMATION = Confirmation(
    heading="Forget a machine",
    question="Give the folder a new key, which that machine does not get?",
    undone="Nothing was changed.",
    facts=(
        "What that machine has already, whoever holds it can read still. Nothing takes that back.",
        "It can't read what your machines write from now on, and what it writes is not taken.",
        "Choose a new passphrase if somebody may know the old one.",
    ),
)
