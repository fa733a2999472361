"""`resilify companion`: a page for somebody who keeps a person company, and a weekly note to them."""

from importlib import import_module
from typing import Annotated, ClassVar

import typer

from resilify_cli import crisis
from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.completions import complete_country
from resilify_cli.command_line.lazy_group import LazyGroup
from resilify_cli.command_line.options import command_app
from resilify_cli.console import print_message, terminal_width
from resilify_cli.crisis_lines import Country
from resilify_cli.errors import UsageError
from resilify_cli.terminal.pager import print_paged

_COMMANDS = {"note": ("note", "Write a short note to a companion, with only what you tick.")}


class CompanionGroup(LazyGroup):
    """The commands of `_COMMANDS`."""

    summaries: ClassVar = {name: summary for name, (_, summary) in _COMMANDS.items()}

    @staticmethod
    def load(name: str) -> typer.Typer:
        """Return the app of a command."""
        found: typer.Typer = import_module(f"resilify_cli.commands.companion.{_COMMANDS[name][0]}").app
        return found


app = command_app(cls=CompanionGroup)


@app.callback(invoke_without_command=True)
def companion(
    typer_context: typer.Context,
    country: Annotated[
        str | None,
        typer.Option(
            autocompletion=complete_country,
            help="Whose crisis lines to name: GB, Germany ... Else those of your settings or locale.",
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it: .html, or .txt.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> None:
    """Show a page to give to a friend or relative who keeps you company in a program.

    It says what to ask in ten minutes a week, what to leave out, and when to get help. Nothing of yours is
    in it. Friends in this role have hardly been tested, so it promises nothing.
    """
    if typer_context.invoked_subcommand is not None:
        if country is not None or output is not None or force:
            raise UsageError(
                "The options of companion stand behind its command.",
                "Such as: resilify companion note --output note.txt",
            )
        return
    ctx = app_context()
    from resilify_cli.pages.companion import guide_lines, read_guide, render_guide

    chosen, guide = _country(ctx, country), read_guide()
    if output is None:
        print_paged(list(guide_lines(guide, chosen, terminal_width())), ctx.environment)
        return
    from resilify_cli.app.page_file import check_page_file, write_page_file

    place = check_page_file(ctx, output, "resilify companion", force=force)
    write_page_file(
        place,
        lambda: render_guide(guide, chosen),
        lambda width: list(guide_lines(guide, chosen, width)),
        force=force,
    )
    print_message(f"Written: {output}")
    print_message(_FOR_YOU)


def _country(ctx: AppContext, named: str | None) -> Country | None:
    """Return the country whose lines to name; None where none was named and none is known.

    Raises:
        UsageError: the one that was named is not known.
    """
    wanted = named or ctx.settings.country or crisis.country_of_locale(ctx.environment) or ""
    found = crisis.find_country(wanted) if wanted else None
    if named and found is None:
        raise UsageError(
            f"No crisis line for {named[:40]!r} is known here.",
            "To see those that are: resilify help-now --all",
        )
    return found


_FOR_YOU = (
    "You choose who gets it, and they may say no. Your words stay yours: if somebody presses you to show"
    " them, you may say that there is nothing. If you are afraid of somebody: resilify help-now"
)
