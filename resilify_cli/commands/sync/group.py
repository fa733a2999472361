"""`resilify sync`: writes what is new here to the sync folder, and reads what is new there."""

from importlib import import_module
from typing import Annotated, ClassVar

import typer

from resilify_cli.app.background_sync import never_sync_at_exit
from resilify_cli.app.context import app_context
from resilify_cli.command_line.lazy_group import LazyGroup
from resilify_cli.command_line.options import command_app
from resilify_cli.commands.sync.running import NOT_JOINED, SecretFile, open_store, sync_once
from resilify_cli.errors import ResilifyError

_COMMANDS = {
    "init": ("init", "Begin to sync by a folder."),
    "join": ("join", "Sync this machine too, by a folder that another one began."),
    "status": ("status", "The machines, when each last synced, and what has not arrived."),
    "forget": ("forget", "Give the folder a key that one of the machines does not have."),
    "leave": ("leave", "Stop syncing this machine."),
}


class SyncGroup(LazyGroup):
    """The commands of `_COMMANDS`."""

    summaries: ClassVar = {name: summary for name, (_, summary) in _COMMANDS.items()}
    destroying: ClassVar = ("forget", "leave")

    @staticmethod
    def load(name: str) -> typer.Typer:
        """Return the app of a command."""
        found: typer.Typer = import_module(f"resilify_cli.commands.sync.{_COMMANDS[name][0]}").app
        return found


app = command_app(cls=SyncGroup)


@app.callback(invoke_without_command=True)
def sync(
    typer_context: typer.Context,
    everything: Annotated[
        bool,
        typer.Option(
            "--everything",
            help="Write the whole journal to the folder, also what others wrote there.",
        ),
    ] = False,
    set_aside_key: Annotated[
        str | None,
        typer.Option("--set-aside", metavar="KEY", help="Set aside a key that none of your machines made."),
    ] = None,
    background: Annotated[bool, typer.Option("--background", hidden=True)] = False,
    secret: SecretFile = None,
) -> None:
    """Write what is new here to the sync folder, and read what is new there."""
    never_sync_at_exit()
    if typer_context.invoked_subcommand is not None:
        return
    ctx = app_context()
    if background:
        from resilify_cli.commands.sync.background import sync_in_background

        sync_in_background(ctx)
        return
    from resilify_cli.sync.state import load_folders

    with open_store(ctx) as store:
        states = load_folders(store.database)
        if not states:
            raise ResilifyError(NOT_JOINED.message, NOT_JOINED.hint)
        if set_aside_key is not None:
            from resilify_cli.commands.sync.set_aside import set_aside

            set_aside(states, set_aside_key)
        failed: ResilifyError | None = None
        for state in states:
            try:
                sync_once(ctx, store, state, secret, everything=everything)
            except ResilifyError as error:
                # One stick that is not plugged in is no reason to leave out the others.
                if failed is not None:
                    from resilify_cli.console import print_warning

                    print_warning(f"{failed.message} {failed.hint}".rstrip())
                failed = error
        if failed is not None:
            raise failed
