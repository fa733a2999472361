"""`resilify sync init`: begins to sync by a new folder."""

from pathlib import Path

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import Yes, command_app
from resilify_cli.commands.encrypt import confirm_written_down
from resilify_cli.commands.sync.running import (
    FolderPath,
    MachineName,
    SecretFile,
    UseGit,
    machine_name,
    open_store,
    sync_once,
)
from resilify_cli.console import print_line, print_message
from resilify_cli.unlocking.secret_files import read_new_secret_file
from resilify_cli.unlocking.secret_prompt import ask_new_passphrase

app = command_app()


@app.command()
def init(
    folder: FolderPath,
    name: MachineName = None,
    git: UseGit = False,
    secret: SecretFile = None,
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
        passphrase = _new_passphrase(secret)
        code = new_recovery_code()
        print_line(f"The recovery code of the folder. It is shown this once: write it down.\n\n    {code}\n")
        if not yes:
            confirm_written_down()
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


def _new_passphrase(secret: Path | None) -> str:
    if secret is not None:
        return read_new_secret_file(secret)
    print_message("A passphrase for the folder; your other machines ask for it once.")
    return ask_new_passphrase("--folder-passphrase-file")
