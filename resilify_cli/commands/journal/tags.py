"""`resilify journal tags`: the tags in use."""

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_message
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged

app = command_app()


@app.command()
def tags(as_json: AsJson = False) -> None:
    """List the tags you use, the commonest first. A tag is a word with # before it."""
    ctx = app_context()
    store = ctx.stores.open_existing()
    found = []
    if store is not None:
        with store:
            found = store.journal.tags()
    if as_json:
        listed = [{"tag": tag, "entries": count} for tag, count in found]
        print_json({"schema_version": SCHEMA_VERSION, "tags": listed})
    elif not found:
        print_message("There are no tags yet. A tag is a word with # before it, anywhere in an entry.")
    else:
        print_paged([f"{count:>5}  #{safe_line(tag)}" for tag, count in found], ctx.environment)
