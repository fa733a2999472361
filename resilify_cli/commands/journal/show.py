"""`resilify journal show`: one entry whole."""

from typing import Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.app.named_entry import EntryId, named_entry
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_line
from resilify_cli.journal_view.day_text import day_text
from resilify_cli.journal_view.marked_text import INDENT
from resilify_cli.safe import safe
from resilify_cli.terminal.pager import print_paged

app = command_app()


@app.command()
def show(
    entry_id: EntryId,
    text: Annotated[
        bool, typer.Option("--text", help="Only the words, as they were written: to keep them as a page.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show one entry whole, with the question as it was asked."""
    ctx = app_context()
    with named_entry(ctx, entry_id) as (store, entry):
        # What reads them changes entries too, and takes long to load.
        earlier = store.revisions.versions(entry.id) if entry.edited else []
        versions = [version.text for version in earlier]
    if as_json:
        from resilify_cli.journal_view.entry_json import entry_json

        told = {
            **entry_json(entry, ctx.settings.day_start),
            "intact": entry.intact,
            "earlier_versions": versions,
        }
        print_json({"schema_version": SCHEMA_VERSION, **told})
        return
    if text:
        print_line(safe(entry.text))
        return
    lines = [day_text(entry.day(ctx.settings.day_start)), "", *ctx.entry_layout.lines(entry, whole=True)]
    if versions:
        count = "One earlier version" if len(versions) == 1 else f"{len(versions):,} earlier versions"
        lines += ["", f"{INDENT}{count}: resilify journal history {entry.handle}"]
    print_paged(lines, ctx.environment)
