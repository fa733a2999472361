"""`resilify help`: the page of a command, named by the words that call it."""

import os
from typing import Annotated, Any

import typer

from resilify_cli.command_line.help_option import show_help
from resilify_cli.command_line.options import command_app
from resilify_cli.console import terminal_width
from resilify_cli.errors import UsageError
from resilify_cli.terminal.pager import print_paged

app = command_app()
_OPTIONS = "options"


def _complete(typer_context: typer.Context, incomplete: str) -> list[str]:
    """Return the names of the commands below what is named already."""
    context: Any = typer_context.find_root()
    for word in typer_context.params.get("words") or ():
        found = context.command.get_command(context, word)
        context = type(context)(found, info_name=word, parent=context)
    names = context.command.list_commands(context) if hasattr(context.command, "list_commands") else []
    names += [_OPTIONS] if context.parent is None else []
    return [name for name in names if name.startswith(incomplete)]


@app.command("help")
def help_(
    typer_context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMMAND]",
            autocompletion=_complete,
            help="A command, such as journal add; or the word options.",
        ),
    ] = None,
) -> None:
    """Read about a command, with examples. Without one: what there is."""
    if words == [_OPTIONS]:
        _show_options()
    else:
        show_help(_context_of(typer_context.find_root(), words or []))


def _context_of(root: Any, words: list[str]) -> Any:
    """Return a context of the command that is called by some words.

    Raises:
        UsageError: a command has none of its own.
    """
    context = root
    for word in words:
        if not hasattr(context.command, "resolve_command"):
            path = context.command_path
            raise UsageError(f"There are no commands below: {path}", f"To read about it: {path} --help")
        name, command, _ = context.command.resolve_command(context, [word])
        context = type(root)(command, info_name=name, parent=context)
    return context


def _show_options() -> None:
    from resilify_cli.command_line.help_page import shared_rows
    from resilify_cli.command_line.help_text import row_lines, variable_rows
    from resilify_cli.text_width import wrap

    width = terminal_width()
    lines = ["Every command takes these options, before its name or behind it.", ""]
    lines += row_lines(list(shared_rows()), width)
    lines += ["", *wrap("Variables of the environment that do the same, for all commands:", width), ""]
    lines += row_lines(variable_rows(), width)
    print_paged(lines, os.environ)
