"""`resilify journal trash`: what is in the trash, and the way to erase all of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, DryRun, Plain, Yes, command_app
from resilify_cli.console import print_json, print_message
from resilify_cli.errors import UsageError
from resilify_cli.journal_view.day_text import day_text
from resilify_cli.journal_view.entry_json import entry_json
from resilify_cli.safe import safe_line
from resilify_cli.terminal.confirmation import Confirmation
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    pass

app = command_app()
_EMPTY = "empty"


@app.command()
def trash(
    what: Annotated[
        str | None,
        typer.Argument(metavar="[empty]", help="empty erases all that is in the trash; without it, a list."),
    ] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    plain: Plain = None,
    as_json: AsJson = False,
) -> None:
    """Show what is in the trash. `resilify journal restore ID` takes an entry out of it again."""
    ctx = app_context()
    if what is None:
        list_trash(ctx, as_json=as_json)
    elif what == _EMPTY:
        empty_trash(ctx, yes=yes, dry_run=dry_run, plain=plain)
    else:
        raise UsageError(
            f"{safe_line(what)[:40]!r} is nothing that can be done with the trash.",
            "To see what is in it: resilify journal trash",
        )


def list_trash(ctx: AppContext, *, as_json: bool) -> None:
    """Show what is in the trash, the newest deletion first."""
    store = ctx.stores.open_existing()
    there = []
    if store is not None:
        with store:
            there = store.trash.entries(ctx.zone)
    if as_json:
        data = [
            {**entry_json(e, ctx.settings.day_start), "deleted_at": at.isoformat(timespec="seconds")}
            for e, at in there
        ]
        print_json({"schema_version": SCHEMA_VERSION, "entries": data})
        return
    if not there:
        print_message("The trash is empty.")
        return
    lines: list[str] = []
    for entry, _ in there:
        day = ctx.theme.paint(day_text(entry.day(ctx.settings.day_start)), "strong")
        lines += [day, *ctx.entry_layout.lines(entry, whole=False), ""]
    print_paged(lines[:-1], ctx.environment)
    print_message("\nTo take one back: resilify journal restore ID")


def empty_trash(ctx: AppContext, *, yes: bool, dry_run: bool, plain: bool | None) -> None:
    """Erase all that is in the trash, once the person has agreed."""
    store = ctx.stores.open_existing()
    if store is None:
        print_message("The trash is empty.")
        return
    with store:
        count = len(store.trash.entries())
        if not count:
            print_message("The trash is empty.")
            return
        if not _empty_confirmation(count).is_confirmed(ctx.prompters, yes=yes, dry_run=dry_run, plain=plain):
            return
        erased = store.trash.empty()
    gone = "one entry is gone" if erased == 1 else f"{erased} are gone"
    print_message(f"The trash is empty: {gone}.")


def _empty_confirmation(count: int) -> Confirmation:
    what = "the one entry" if count == 1 else f"the {count:,} entries"
    return Confirmation(
        heading="Trash",
        question=f"Erase {what} in the trash?",
        undone="The trash is as it was.",
        facts=("Only a copy of the store has these words then.",),
    )
