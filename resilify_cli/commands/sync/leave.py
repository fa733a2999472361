"""`resilify sync leave`: stops syncing this machine."""

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import command_app
from resilify_cli.commands.sync.running import NOT_JOINED, open_store
from resilify_cli.console import print_message
from resilify_cli.errors import ResilifyError

app = command_app()


@app.command()
def leave() -> None:
    """Stop syncing this machine. Your journal stays here whole, and the folder as it is."""
    ctx = app_context()
    from resilify_cli.sync.state import forget_folder, load_folders

    with open_store(ctx) as store:
        states = load_folders(store.database)
        if not states:
            raise ResilifyError(NOT_JOINED.message, NOT_JOINED.hint)
        with store.database.transaction() as connection:
            for state in states:
                forget_folder(connection, state.id)
    for state in states:
        print_message(f"Not synced with {state.path} any more. The folder was not touched.")
    print_message("Your other machines need its files still. To come back: resilify sync join FOLDER")
