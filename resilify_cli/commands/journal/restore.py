"""`resilify journal restore`: what is in the trash, taken back or erased."""

from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.commands.journal.layout import day_line, entry_data, entry_day, entry_lines
from resilify_cli.commands.journal.named import named_entry
from resilify_cli.commands.journal.trash_word import clear_trash
from resilify_cli.commands.options import SCHEMA_VERSION, AsJson, Plain, Yes, one_command
from resilify_cli.commands.surroundings import Surroundings, surroundings
from resilify_cli.console import out_json, page_out, styled, talk
from resilify_cli.errors import UsageError

if TYPE_CHECKING:
    from resilify_cli.store.store import Store

app = one_command()


@app.command()
def restore(
    entry_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The entry to take back; without it, a list.")
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Erase all that is in the trash.")] = False,
    yes: Yes = False,
    plain: Plain = None,
    as_json: AsJson = False,
) -> None:
    """Take an entry back out of the trash, list what is in it, or empty it."""
    around = surroundings()
    if entry_id is not None and empty:
        raise UsageError("Take an entry back, or empty the trash: not both at once.")
    if entry_id is not None:
        with named_entry(around, entry_id, in_trash=True) as (store, entry):
            around.copy_daily(store)
            store.trash.give_back(entry)
            talk(f"{entry.handle} is in the journal again.")
            clear_trash(store)
        return
    found = around.found_store()
    if found is None:
        _list(around, None, as_json)
        return
    with found as store:
        if empty:
            _empty(around, store, yes=yes, plain=plain)
        else:
            _list(around, store, as_json)


def _list(around: Surroundings, store: "Store | None", as_json: bool) -> None:
    there = store.trash.entries() if store else []
    if as_json:
        data = [{**entry_data(e), "deleted_at": at.isoformat(timespec="seconds")} for e, at in there]
        out_json({"schema_version": SCHEMA_VERSION, "entries": data})
        return
    if not there:
        talk("The trash is empty.")
        return
    lines: list[str] = []
    for entry, _ in there:
        day = styled(day_line(entry_day(entry, around)), "bold", around.environment)
        lines += [day, *entry_lines(entry, around, whole=False), ""]
    lines.append("To take one back: resilify journal restore ID. To erase all: --empty")
    page_out(lines, around.environment)


def _empty(around: Surroundings, store: "Store", *, yes: bool, plain: bool | None) -> None:
    count = len(store.trash.entries())
    if not count:
        talk("The trash is empty.")
        return
    what = "the one entry" if count == 1 else f"the {count} entries"
    if not yes:
        from resilify_cli.activities.questions import Prose

        around.need_answer("--yes", plain=plain)
        asked = Prose(f"Erase {what} in the trash? Only a copy of the store still has such words.")
        if not around.confirm(asked, plain=plain):
            talk("The trash is as it was.")
            return
    around.copy_daily(store)
    erased = store.trash.empty()
    talk(
        "The trash is empty: one entry is gone." if erased == 1 else f"The trash is empty: {erased} are gone."
    )
