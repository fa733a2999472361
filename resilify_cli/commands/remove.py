"""`resilify remove`: takes a program out of one's own programs; what was written in it stays."""

from pathlib import Path

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import Plain, ProgramName, Yes, command_app
from resilify_cli.console import print_message
from resilify_cli.errors import ProgramNotFoundError, UsageError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.confirmation import Confirmation

app = command_app()


@app.command()
def remove(program: ProgramName, yes: Yes = False, plain: Plain = None) -> None:
    """Take a program out of your own programs. What you wrote in it stays in your journal."""
    ctx = app_context()
    catalog = ctx.programs.catalog()
    named = [card for card in (*catalog.programs, *catalog.broken) if program in (card.slug, card.path)]
    own = [card for card in named if Path(card.path).parent == ctx.paths.programs]
    if named and not own:
        raise UsageError("This program comes with resilify, and stays.", "To see all: resilify list")
    if not own:
        raise ProgramNotFoundError(
            f"None of your own programs is called {program!r}.", "To see all: resilify list"
        )
    card = own[0]
    what = "and what it leads to stays" if Path(card.path).is_symlink() else "with all files in it"
    asked = Confirmation(
        heading="Remove a program",
        question="Remove it?",
        facts=(
            safe_line(f"{card.title}: {card.path} is deleted, {what}."),
            "What you wrote in it stays in your journal.",
        ),
        undone="Nothing was removed.",
    )
    if not asked.is_confirmed(ctx.prompters, yes=yes, plain=plain):
        return
    from resilify_cli.exchange.programs.installing import uninstall

    uninstall(Path(card.path))
    print_message("It is gone from your programs.")
