"""`resilify journal restore`: an entry taken back out of the trash."""

from typing import Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.app.named_entry import named_entry
from resilify_cli.command_line.options import AsJson, Plain, Yes, command_app
from resilify_cli.commands.journal.trash import empty_trash, list_trash
from resilify_cli.console import print_message
from resilify_cli.errors import UsageError
from resilify_cli.journal_editing.trash_purge import purge_expired_trash

app = command_app()


@app.command()
def restore(
    entry_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The entry to take back; without it, a list.")
    ] = None,
    empty: Annotated[
        bool, typer.Option("--empty", help="The earlier form of `resilify journal trash empty`.")
    ] = False,
    yes: Yes = False,
    plain: Plain = None,
    as_json: AsJson = False,
) -> None:
    """Take an entry back out of the trash, or list what is in it."""
    ctx = app_context()
    if entry_id is not None and empty:
        raise UsageError("Take an entry back, or empty the trash: not both at once.")
    if entry_id is not None:
        with named_entry(ctx, entry_id, in_trash=True) as (store, entry):
            store.trash.restore(entry)
            print_message(f"{entry.handle} is in the journal again.")
            purge_expired_trash(store)
    elif empty:
        # It erases, which "restore" does not say; scripts may still call it so.
        print_message("The trash has a command of its own now: resilify journal trash")
        empty_trash(ctx, yes=yes, dry_run=False, plain=plain)
    else:
        list_trash(ctx, as_json=as_json)
