"""Tells whether a question fits on one screen of a terminal, with room to answer."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console, Group

from resilify_cli.activities.questions import Message, PacedCues, Question, TextQuestion
from resilify_cli.prompters.screen_header import screen_header
from resilify_cli.prompters.still_screen import still_screen

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import Screen

# The line of keys, and the blank lines around it.
_ROWS_BELOW = 4
# A longer text needs a few lines to be seen in.
_ROWS_TO_WRITE = 3
# A cue of two lines with the time that is left; the shape of a breath takes more.
_ROWS_OF_CUE = 5
_ROWS_OF_SHAPE = 11


def fits_window(question: Question, screen: Screen, columns: int, rows: int) -> bool:
    """Return whether all of a question fits.

    Args:
        question: The question, as it is before anything is typed.
        screen: What stands above it.
        columns: The width of the terminal.
        rows: Its height.
    """
    if isinstance(question, PacedCues):
        more = _ROWS_OF_SHAPE if any(cue.fill is not None for cue in question.cues) else _ROWS_OF_CUE
        question = Message(body=question.body)
    else:
        more = _ROWS_TO_WRITE if isinstance(question, TextQuestion) else 0
    console = Console(width=columns, file=io.StringIO(), force_terminal=False, legacy_windows=False)
    drawn = Group(screen_header(screen, columns), still_screen(question, replace(screen, notes=())))
    return len(console.render_lines(drawn)) + more + _ROWS_BELOW <= rows
