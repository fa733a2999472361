"""What all commands and groups have in common: the shared options, words for values, and the help page."""

import os
from collections.abc import Sequence
from typing import Any

from typer.core import TyperOption

from resilify_cli.command_line.shared_options import shared_parameters

# What to write behind an option that does not say it itself; any other takes its own name.
_METAVARS = {
    "--date": "DAY",
    "--from": "DAY",
    "--hide": "WORD",
    "--last": "SPAN",
    "--note": "TEXT",
    "--on": "DAY",
    "--output": "PATH",
    "--to": "DAY",
    "--unhide": "WORD",
}


def name_values(parameters: Sequence[Any]) -> None:
    """Give each option that takes a value a word for it, which help and errors show."""
    for parameter in parameters:
        if parameter.param_type_name != "option" or parameter.is_flag or parameter.metavar:
            continue
        name = max(parameter.opts, key=len)
        choices = getattr(parameter.type, "choices", ())
        own = "FILE" if name.endswith("-file") else name.lstrip("-").upper()
        parameter.metavar = "|".join(map(str, choices)) or _METAVARS.get(name, own)


def usage_pieces(pieces: Sequence[str]) -> list[str]:
    """Return the pieces of a usage line, with an argument that is needed as its bare word."""
    return [piece.strip("{}") for piece in pieces]


class Helped:
    """A command or a group that takes the shared options, and whose help is a `HelpPage`."""

    params: list[Any]
    _help_parameter: TyperOption | None = None

    def take_shared_options(self) -> None:
        """Add the options that every command takes, and name the values of its own."""
        name_values(self.params)
        self.params = [*self.params, *shared_parameters(self.params)]

    def get_help_option(self, ctx: Any) -> TyperOption:
        """Return the option that shows the help, a screen at a time if it is long."""
        if self._help_parameter is None:

            def callback(context: Any, _parameter: Any, wanted: bool) -> None:
                if wanted and not context.resilient_parsing:
                    show_help(context)
                    context.exit()

            self._help_parameter = TyperOption(
                param_decls=list(ctx.help_option_names),
                is_flag=True,
                is_eager=True,
                expose_value=False,
                help="Show this page.",
                callback=callback,
            )
        return self._help_parameter

    def get_help(self, ctx: Any) -> str:
        """Return the help as text, wrapped for the terminal."""
        return "\n".join(_help_lines(ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the options and arguments of the usage line."""
        return usage_pieces(super().collect_usage_pieces(ctx))  # type: ignore[misc]


def show_help(context: Any) -> None:
    """Write the help page of a context's command."""
    from resilify_cli.terminal.pager import print_paged

    print_paged(_painted(_help_lines(context)), os.environ)


def _painted(lines: list[str]) -> list[str]:
    """Return the lines in the styles of the theme, where standard output shows them."""
    from resilify_cli.console import stdout_is_terminal
    from resilify_cli.theme import shows_color

    if not shows_color(os.environ, is_terminal=stdout_is_terminal()):
        return lines
    from resilify_cli.app.context import app_context
    from resilify_cli.command_line.help_text import paint_help

    return list(paint_help(lines, app_context().theme))


def _help_lines(context: Any) -> list[str]:
    from resilify_cli.command_line.help_page import help_page
    from resilify_cli.command_line.help_text import help_lines
    from resilify_cli.console import terminal_width

    return list(help_lines(help_page(context), terminal_width()))
