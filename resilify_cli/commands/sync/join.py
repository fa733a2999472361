"""`resilify sync join`: syncs this machine by a folder that another one began."""

from functools import partial
from pathlib import Path

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import command_app
from resilify_cli.commands.sync.running import (
    FolderPath,
    MachineName,
    SecretFile,
    UseGit,
    ask_keys,
    machine_name,
    open_store,
    sync_once,
)

app = command_app()


@app.command()
def join(
    folder: FolderPath,
    name: MachineName = None,
    git: UseGit = False,
    secret: SecretFile = None,
) -> None:
    """Sync this machine too. What is here and what is there come together; nothing is replaced."""
    ctx = app_context()
    from resilify_cli.exchange.containers.age import check_age_available
    from resilify_cli.store.engine import check_encryption_installed
    from resilify_cli.sync.folder import SyncFolder, SyncFolderError
    from resilify_cli.sync.git import Git
    from resilify_cli.sync.key_files import open_to_join
    from resilify_cli.sync.state import FolderState, load_folders, new_device

    check_encryption_installed()
    check_age_available()
    place = Path(folder).expanduser().absolute()
    if git:
        Git(place).check()
        Git(place).pull()
    sync_folder = SyncFolder(place)
    folder_id = sync_folder.read_id()
    if not sync_folder.key_names():
        raise SyncFolderError(
            f"The key in {place} has not arrived yet.",
            "Wait for what carries the folder, and try again."
            " If `sync init` was cut short there, begin in another empty folder.",
        )
    with open_store(ctx) as store:
        state = next((one for one in load_folders(store.database) if one.id == folder_id), None)
        if state is None:
            keys = ask_keys(partial(open_to_join, sync_folder), secret)
            state = FolderState(folder_id, place, new_device(), machine_name(name), keys, uses_git=git)
        else:
            # It was moved, or is carried in another way now.
            state.path, state.uses_git = place, git
            state.name = machine_name(name) if name else state.name
        with store.database.transaction() as connection:
            state.save(connection)
        sync_once(ctx, store, state, secret)
