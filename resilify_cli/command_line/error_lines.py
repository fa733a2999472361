"""How an error is told on standard error: what is wrong, then the way out."""

import os
import sys
from collections.abc import Callable
from typing import Any

from resilify_cli.console import print_warning
from resilify_cli.theme import choose_theme, shows_color


def tell_error(message: str, hint: str) -> None:
    """Write what is wrong, set off by a style in a terminal, and the way out below it."""
    if message:
        print_warning(message, _strong_style())
    if hint:
        print_warning(hint)


def tell_usage_error(error: Any) -> None:
    """Write how the command is called, and what is wrong with the line that was typed.

    Args:
        error: Typer's error, with the context of the command that found it.
    """
    if error.ctx is not None:
        print_warning(error.ctx.get_usage())
        print_warning(f"Try '{error.ctx.command_path} {error.ctx.help_option_names[0]}' for help.\n")
    print_warning(f"Error: {error.format_message()}", _strong_style())


def _strong_style() -> Callable[[str], str]:
    """Return a function that styles a line of standard error as strong, where styles are shown."""
    if not shows_color(os.environ, is_terminal=sys.stderr.isatty()):
        return str
    # Bold is bold in every theme: the settings, which may be what is wrong, are not asked.
    theme = choose_theme("calm", os.environ, is_terminal=True)
    return lambda line: theme.paint(line, "strong")
