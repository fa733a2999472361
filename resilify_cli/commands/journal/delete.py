"""`resilify journal delete`: an entry into the trash."""

from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.named_entry import EntryId, named_entry
from resilify_cli.command_line.options import DryRun, Plain, Yes, command_app
from resilify_cli.console import print_message
from resilify_cli.days import clock_of
from resilify_cli.journal_editing.trash_purge import purge_expired_trash
from resilify_cli.journal_view.day_text import day_text
from resilify_cli.journal_view.entry_layout import first_lines
from resilify_cli.terminal.confirmation import Confirmation

if TYPE_CHECKING:
    from resilify_cli.store.entry import Entry

app = command_app()


@app.command()
def delete(entry_id: EntryId, yes: Yes = False, dry_run: DryRun = False, plain: Plain = None) -> None:
    """Put an entry into the trash, from which it can be taken back for 30 days."""
    ctx = app_context()
    with named_entry(ctx, entry_id) as (store, entry):
        if not _delete_confirmation(entry, ctx).is_confirmed(
            ctx.prompters, yes=yes, dry_run=dry_run, plain=plain
        ):
            return
        store.trash.put(entry)
        print_message(f"In the trash. To take it back: resilify journal restore {entry.handle}")
        purge_expired_trash(store)


def _delete_confirmation(entry: "Entry", ctx: AppContext) -> Confirmation:
    from resilify_cli.activities.questions import OwnWords

    day = entry.day(ctx.settings.day_start)
    clock = "" if entry.timeless else f", {clock_of(entry.at, day)}"
    words = OwnWords(first_lines(entry.text), f"{day_text(day)}{clock}")
    return Confirmation(
        heading="Delete", question="Put this entry into the trash?", undone="It stays.", shown=(words,)
    )
