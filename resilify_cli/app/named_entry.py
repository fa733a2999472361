"""The entry that a person names by its id."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext
from resilify_cli.errors import EntryNotFoundError

if TYPE_CHECKING:
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.store import Store

EntryId = Annotated[str, typer.Argument(metavar="ID", help="An entry's id, its beginning, or the word last.")]


@contextmanager
def named_entry(ctx: AppContext, name: str, *, in_trash: bool = False) -> "Iterator[tuple[Store, Entry]]":
    """Give the store and the entry of this id; the store is closed at the end of the context.

    Raises:
        EntryNotFoundError: there is no such entry, or no store yet.
    """
    store = ctx.stores.open_existing()
    if store is None:
        raise EntryNotFoundError("The journal is still empty.", "To begin: resilify start")
    with store:
        try:
            found = store.journal.find(name, in_trash=in_trash)
        except EntryNotFoundError:
            _tell_question(ctx, store, name)
            raise
        yield store, found


def _tell_question(ctx: AppContext, store: "Store", name: str) -> None:
    """Tell how to open the question of a program that has this id, where it was passed over.

    Raises:
        EntryNotFoundError: It was.
    """
    from resilify_cli.session.unanswered_questions import find_unanswered

    for one in find_unanswered(store, ctx.programs.begun(store)):
        if one.step == name:
            raise EntryNotFoundError("This question has no answer yet.", f"To answer it: {one.command}")
