"""Tells whether a question fits on one screen of a terminal, with room to answer."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console, Group

from resilify_cli.activities.questions import Question, TextQuestion
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.screen_header import screen_header
from resilify_cli.prompters.still_screen import still_screen

# The line of keys, and the blank lines around it.
_ROWS_BELOW = 4
# A longer text needs a few lines to be seen in.
_ROWS_TO_WRITE = 3


def fits_window(question: Question, screen: Screen, columns: int, rows: int) -> bool:
    """Return whether all of a question fits.

    Args:
        question: The question, as it is before anything is typed.
        screen: What stands above it.
        columns: The width of the terminal.
        rows: Its height.
    """
    console = Console(width=columns, file=io.StringIO(), force_terminal=False, legacy_windows=False)
    drawn = Group(screen_header(screen, columns), still_screen(question, replace(screen, notes=())))
    more = _ROWS_TO_WRITE if isinstance(question, TextQuestion) else 0
    return len(console.render_lines(drawn)) + more + _ROWS_BELOW <= rows
