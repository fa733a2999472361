"""The help of every command at once, for the man pages and the tests."""

from collections.abc import Iterator
from typing import Any

import typer

from resilify_cli.command_line.help_page import HelpPage, help_page


def root_context(app: typer.Typer, name: str) -> Any:
    """Return a context of an app's command, which has read no arguments."""
    command: Any = typer.main.get_command(app)
    return command.context_class(command, info_name=name, **command.context_settings)


def context_below(context: Any, name: str) -> Any:
    """Return a context of a command below the one of a context."""
    return type(context)(context.command.get_command(context, name), info_name=name, parent=context)


def pages_by_heading(root: Any) -> dict[str, list[HelpPage]]:
    """Return the help of all commands, those below a group behind it, by the headings of the help."""
    return {
        title: [page for name, _ in rows for page in _pages_below(context_below(root, name))]
        for title, rows in root.command.sections()
    }


def _pages_below(context: Any) -> Iterator[HelpPage]:
    yield help_page(context)
    if hasattr(context.command, "sections"):
        for _, rows in context.command.sections():
            for name, _ in rows:
                yield from _pages_below(context_below(context, name))
