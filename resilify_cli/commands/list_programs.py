"""`resilify list`: the programs that are there."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.completions import complete_category
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import make_console, print_json, print_message, print_unbroken, print_warning
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from resilify_cli.content.catalog import Catalog
    from resilify_cli.content.program_summary import ProgramSummary

app = command_app()
# More rows than this are written as they come; a table would have to measure them all first.
_TABLE_ROWS = 100


@app.command()
def list_programs(
    category: Annotated[
        str | None,
        typer.Option(
            help="Only programs of this category, such as 'Mental Health'.", autocompletion=complete_category
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Browse the programs: the bundled ones, and your own (see `resilify paths`)."""
    ctx = app_context()
    catalog = ctx.programs.catalog()
    wanted = (category or "").casefold()
    cards = [
        card
        for card in catalog.programs
        if not wanted or any(wanted == known.casefold() for known in card.categories)
    ]
    states = _progress_by_slug(ctx, cards)
    if as_json:
        print_json(_list_data(cards, states))
    elif not cards:
        print_message(_empty_message(catalog, category))
    elif not sys.stdout.isatty():
        # A record is one line, however narrow COLUMNS is.
        print_unbroken("\n".join(_row_text(card, states[card.slug]) for card in cards))
    elif len(cards) <= _TABLE_ROWS:
        _print_table(ctx, cards, states)
    else:
        print_paged([_row_text(card, states[card.slug]) for card in cards], ctx.environment)
    _print_problems(catalog)


def _progress_by_slug(ctx: AppContext, cards: "Sequence[ProgramSummary]") -> dict[str, str]:
    from resilify_cli.session.program_progress import standings

    store = ctx.stores.open_unlocked()
    if store is None:
        return dict.fromkeys((card.slug for card in cards), "")
    with store:
        return standings(store, cards)


def _print_table(ctx: AppContext, cards: "Sequence[ProgramSummary]", states: Mapping[str, str]) -> None:
    from rich.table import Table
    from rich.text import Text

    console = make_console(ctx.environment, ctx.theme)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), show_header=False)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right")
    for card in cards:
        about = Text().append(safe_line(card.title), style="strong")
        about.append(f"\n{card.slug}", style="accent")
        if card.categories:
            about.append(f"\n{safe_line(', '.join(card.categories))}", style="muted")
        how = Text(card.length)
        how.append(f"\n{states[card.slug]}" if states[card.slug] else "", style="strong")
        how.append(f"\n{card.pace}" if card.pace else "", style="muted")
        table.add_row(about, how)
    with console.capture() as captured:
        console.print()
        console.print(table)
    print_paged(captured.get().rstrip().splitlines(), ctx.environment)
    print_message("\nTo see more of one: resilify show PROGRAM")


def _row_text(card: "ProgramSummary", state: str) -> str:
    length = ", ".join(filter(None, (card.length, card.pace)))
    words: tuple[str, ...] = (card.slug, card.title, length, ", ".join(card.categories), state)
    if not "".join(words).isprintable():
        words = tuple(map(safe_line, words))
    return "\t".join(words).rstrip()


def _list_data(cards: "Sequence[ProgramSummary]", states: Mapping[str, str]) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "programs": [
            {
                "slug": card.slug,
                "title": card.title,
                "categories": list(card.categories),
                "full": card.full,
                "path": card.path,
                "minutes": card.minutes,
                "weeks": card.weeks or None,
                "state": states[card.slug] or None,
                "sessions": [
                    {
                        "id": session.id,
                        "title": session.title,
                        "minutes": session.minutes,
                        "planned": session.planned,
                    }
                    for session in card.sessions
                ],
            }
            for card in cards
        ],
    }


def _empty_message(catalog: "Catalog", category: str | None) -> str:
    if category and catalog.categories():
        return f"No program is in {category!r}. There is: {', '.join(catalog.categories())}."
    return "There are no programs here."


def _print_problems(catalog: "Catalog") -> None:
    for card in catalog.broken:
        # Few have a broken one, and this takes as long to load as five modules of ours.
        from shlex import quote

        about = f"Left out: {card.path} ({card.broken}). To see all: resilify check {quote(str(card.path))}"
        print_warning(safe_line(about))
    for first, second in catalog.overridden:
        about = f"{second.path} has the name of {first.path}, and stands in for it."
        print_warning(safe_line(about))
    for first, second in catalog.duplicates:
        about = f"{second.path} has the programId of {first.path}, so they would share progress."
        print_warning(safe_line(about))
