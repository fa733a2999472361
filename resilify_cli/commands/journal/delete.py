"""`resilify journal delete`: an entry into the trash."""

from typing import Annotated

import typer

from resilify_cli.commands.journal.layout import entry_lines
from resilify_cli.commands.journal.named import EntryId, named_entry
from resilify_cli.commands.journal.trash_word import clear_trash
from resilify_cli.commands.options import Plain, one_command
from resilify_cli.commands.surroundings import surroundings
from resilify_cli.console import out, talk

app = one_command()
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]


@app.command()
def delete(entry_id: EntryId, yes: Yes = False, plain: Plain = False) -> None:
    """Put an entry into the trash, from which it can be taken back for 30 days."""
    around = surroundings()
    with named_entry(around, entry_id) as (store, entry):
        if not yes:
            around.need_answer("--yes", plain=plain)
            for line in entry_lines(entry, around, whole=False):
                out(line)
            out()
            if not around.confirm("Put this entry into the trash?", plain=plain):
                talk("It stays.")
                return
        store.trash.put(entry)
        talk(f"In the trash. To take it back: resilify journal restore {entry.handle}")
        clear_trash(store)
