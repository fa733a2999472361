"""`resilify sync init`: begins to sync by a new folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import Yes, command_app
from resilify_cli.commands.sync.running import (
    FolderPath,
    MachineName,
    SecretFile,
    UseGit,
    machine_name,
    open_store,
    sync_once,
)
from resilify_cli.console import print_message
from resilify_cli.errors import UsageError
from resilify_cli.terminal.confirmation import Confirmation
from resilify_cli.terminal.recovery_code import show_recovery_code
from resilify_cli.unlocking.secret_files import read_new_secret_file
from resilify_cli.unlocking.secret_prompt import ask_new_passphrase, ask_secret, retry_secret

if TYPE_CHECKING:
    from resilify_cli.store.store import Store

app = command_app()


@app.command()
def init(
    folder: FolderPath,
    name: MachineName = None,
    git: UseGit = False,
    secret: SecretFile = None,
    same: Annotated[
        bool, typer.Option("--same-passphrase", help="Take the passphrase of an encrypted journal for it.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Begin to sync by a folder that git, Syncthing, a cloud program or a stick carries. It is encrypted."""
    ctx = app_context()
    from resilify_cli.exchange.containers.age import check_age_available
    from resilify_cli.store.engine import check_encryption_installed
    from resilify_cli.sync.folder import SyncFolder
    from resilify_cli.sync.git import Git
    from resilify_cli.sync.key_files import write_keys
    from resilify_cli.sync.keys import SyncKeys
    from resilify_cli.sync.state import FolderState, new_device
    from resilify_cli.vault.core_dumps import protect_memory
    from resilify_cli.vault.keys.key_file import new_recovery_code, read_recovery_code

    check_encryption_installed()
    check_age_available()
    protect_memory()
    place = Path(folder).expanduser().absolute()
    if git:
        Git(place).check()
    sync_folder = SyncFolder(place)
    sync_folder.check_new()
    with open_store(ctx) as store:
        passphrase = _new_passphrase(ctx, store, secret, same=same, yes=yes)
        code = new_recovery_code()
        show_recovery_code(
            "The recovery code of the folder. It is shown this once: write it down.", code, yes=yes
        )
        keys = SyncKeys.generate()
        folder_id = sync_folder.create()
        write_keys(sync_folder, keys, passphrase, read_recovery_code(code))
        state = FolderState(folder_id, place, new_device(), machine_name(name), keys, uses_git=git)
        with store.database.transaction() as connection:
            state.save(connection)
        sync_once(ctx, store, state)
    print_message(
        "On your other machine, once the folder is there too: resilify sync join FOLDER\n"
        "To sync from now on: resilify sync"
    )


def _new_passphrase(ctx: AppContext, store: "Store", secret: Path | None, *, same: bool, yes: bool) -> str:
    """Return the passphrase for the folder: a new one, or that of an encrypted journal."""
    if secret is not None:
        return read_new_secret_file(secret)
    encrypted = store.database.key is not None
    if same and not encrypted:
        raise UsageError(
            "This journal has no passphrase that the folder could have too. Nothing was changed.",
            "Call the command without --same-passphrase, and choose one.",
        )
    if same or (encrypted and not yes and _SAME.is_confirmed(ctx.prompters, yes=False)):
        return _passphrase_of_store(ctx)
    print_message("A passphrase for the folder; your other machines ask for it once.")
    return ask_new_passphrase("--folder-passphrase-file")


def _passphrase_of_store(ctx: AppContext) -> str:
    """Return the passphrase of the journal, from where that comes, once it is seen to open it."""
    from resilify_cli.vault.keys.key_file import PASSPHRASE, read_key_file

    key_file = read_key_file(ctx.paths.vault.key_file)
    given = ctx.unlocker.given_passphrase()

    def opened() -> str:
        passphrase = given if given is not None else ask_secret("Passphrase of your journal: ")
        key_file.unlock(PASSPHRASE, passphrase)
        return passphrase

    return opened() if given is not None else retry_secret(opened, "")


_SAME = Confirmation(
    heading="The passphrase of the folder",
    question="Take the passphrase of your journal for the folder too?",
    undone="Then choose another one.",
    facts=(
        "Your other machines ask for the passphrase of the folder once.",
        "Whoever learns one of the two would know the other.",
    ),
)
