"""`resilify sync leave`: stops syncing this machine."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import command_app
from resilify_cli.commands.sync.running import NOT_JOINED, open_store
from resilify_cli.console import print_message
from resilify_cli.errors import ResilifyError, UsageError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.sync.state import FolderState

app = command_app()


@app.command()
def leave(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="The folder, where there are several.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Leave all folders.")] = False,
) -> None:
    """Stop syncing this machine. Your journal stays here whole, and the folder as it is."""
    ctx = app_context()
    from resilify_cli.sync.state import forget_folder, load_folders

    with open_store(ctx) as store:
        states = _chosen_folders(load_folders(store.database), folder, every=every)
        with store.database.transaction() as connection:
            for state in states:
                forget_folder(connection, state.id)
    for state in states:
        print_message(f"Not synced with {safe_line(str(state.path))} any more. The folder was not touched.")
    print_message("Your other machines need its files still. To come back: resilify sync join FOLDER")


def _chosen_folders(states: "list[FolderState]", folder: Path | None, *, every: bool) -> "list[FolderState]":
    """Return the folders to leave.

    Raises:
        ResilifyError: There is none, or it is not clear which one is meant.
    """
    if not states:
        raise ResilifyError(NOT_JOINED.message, NOT_JOINED.hint)
    if every:
        return states
    place = None if folder is None else folder.expanduser().absolute()
    chosen = [state for state in states if place in {None, state.path}]
    if len(chosen) == 1:
        return chosen
    commands = "\n".join(f"resilify sync leave {quote(str(state.path))}" for state in states)
    said = (
        "There are several folders."
        if place is None
        else f"This journal is not synced with {safe_line(str(place))}."
    )
    raise UsageError(f"{said} Nothing was changed.", f"To leave one:\n{commands}")
