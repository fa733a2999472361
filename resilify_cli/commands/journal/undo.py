"""`resilify undo`, which is `resilify journal undo` too: takes back what was kept or imported last."""

from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import DryRun, Plain, Yes, command_app
from resilify_cli.console import print_message
from resilify_cli.journal_editing.trash_purge import purge_expired_trash
from resilify_cli.journal_view.day_text import day_text, moment_text
from resilify_cli.journal_view.entry_layout import first_lines
from resilify_cli.terminal.confirmation import Confirmation

if TYPE_CHECKING:
    from datetime import datetime

    from resilify_cli.store.entry import Entry
    from resilify_cli.store.store import Store
    from resilify_cli.store.undoing import Act

app = command_app()


@app.command()
def undo(
    yes: Yes = False,
    dry_run: DryRun = False,
    plain: Plain = None,
) -> None:
    """Take back what you kept, changed, deleted or imported last. Called again, it goes one step further.

    Nothing is erased by it. A row of `resilify log` is taken back. An answer inside a session is not:
    change it in its session, or with `resilify journal edit`.
    """
    ctx = app_context()
    store = ctx.stores.open_existing()
    if store is None:
        print_message("There is nothing to take back.")
        return
    with store:
        act = store.undoing.last()
        if act is None:
            print_message(f"There is nothing to take back. {_ANSWERS}")
            return
        answered = store.undoing.answered_since(act.at)
        if _undo_confirmation(ctx, act, answered=answered).is_confirmed(
            ctx.prompters, yes=yes, dry_run=dry_run, plain=plain
        ):
            _undo(store, act)


_ANSWERS = "An answer inside a program is not taken back by this: change it with resilify journal edit ID"


def _undo(store: "Store", act: "Act") -> None:
    store.undoing.undo(act)
    print_message(_done_message(act))
    purge_expired_trash(store)


def _undo_confirmation(ctx: AppContext, act: "Act", *, answered: bool) -> Confirmation:
    since = (f"You answered in a program since. {_ANSWERS}",) if answered else ()
    return Confirmation(
        heading="Take back",
        question="Take it back?",
        undone="Nothing was changed.",
        facts=(*since, _act_sentences(ctx, act), *_beginning_lines(act)),
    )


def _act_sentences(ctx: AppContext, act: "Act") -> str:
    """Say what was done, and what taking it back will do, in two sentences."""
    at = _time_text(ctx, act.at.astimezone())
    entry = act.entry
    if entry is None:
        count = "one entry" if act.entries == 1 else f"{act.entries:,} entries"
        return (
            f"The last thing, on {at}, was an import ({act.source}): {count}."
            f" All of it goes into the trash; what was here before stays{_AS_CHANGED.get(act.source, '')}."
        )
    what = f"{'the row of a log' if entry.occasion == 'log' else _KINDS[entry.kind]} {entry.handle}"
    of = f" of {_entry_time_text(ctx, entry)}"
    match act.kind.name:
        case "ADDED":
            return f"The last thing, on {at}, was to keep {what}{of}. It goes into the trash."
        case "CHANGED":
            earlier = act.earlier or entry
            moved = (earlier.at, earlier.named_day) != (entry.at, entry.named_day)
            back = f" Its date goes back to {_entry_time_text(ctx, earlier)}." if moved else ""
            return (
                f"The last thing, on {at}, was to change {what}{of}. It says again what it said before;"
                f" what it says now stays in its history.{back}"
            )
        case "DELETED":
            return f"The last thing, on {at}, was to delete {what}{of}. It goes back into the journal."
        case _:
            return (
                f"The last thing, on {at}, was to take {what}{of} out of the trash."
                " It goes into the trash again."
            )


def _beginning_lines(act: "Act") -> list[str]:
    """Return the beginnings of the texts that it is about, each below what it is."""
    if act.entry is None:
        return []
    if act.earlier is None or act.earlier.text == act.entry.text:
        return [f"What it says:\n{first_lines(act.entry.text)}"]
    now, before = first_lines(act.entry.text), first_lines(act.earlier.text)
    return [f"What it says now:\n{now}", f"What it said before:\n{before}"]


def _done_message(act: "Act") -> str:
    if act.entry is None:
        return "The import is taken back. Its entries are in the trash: resilify journal trash"
    handle = act.entry.handle
    match act.kind.name:
        case "CHANGED":
            return f"Taken back. What it said until now: resilify journal history {handle}"
        case "DELETED":
            return f"{handle} is in the journal again."
        case _:
            return f"Taken back, into the trash. To have it again: resilify journal restore {handle}"


def _time_text(ctx: AppContext, at: "datetime") -> str:
    return moment_text(at, ctx.settings.day_start)


def _entry_time_text(ctx: AppContext, entry: "Entry") -> str:
    """Return the day of an entry, and its time if it has one."""
    if entry.timeless:
        return day_text(entry.day(ctx.settings.day_start))
    return moment_text(entry.at, ctx.settings.day_start, entry.named_day)


# Only a complete export changes what is here.
_AS_CHANGED = {"json": ", as it was changed then if it was"}
_KINDS = {"response": "the answer", "note": "the note", "checkin": "the check-in"}
