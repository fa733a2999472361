"""Draws the first text of a sitting with Rich alone, so that it stands there while the rest is loaded.

prompt_toolkit, the event loop and the keys take as long to load as all that is drawn. They are loaded below
this text, and then draw the same screen anew: keys that are pressed before that wait in the terminal.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

from resilify_cli.activities.questions import Message, Question
from resilify_cli.console import NARROWEST, WIDEST
from resilify_cli.prompters.full_screen.footer import footer_line
from resilify_cli.prompters.full_screen.key_hints import KEYS, go_on_hint, screen_hints
from resilify_cli.prompters.protocol import Screen, question_blocks, with_notice
from resilify_cli.prompters.screen_header import screen_header
from resilify_cli.render import render_blocks

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

# To the other screen, with pastes marked, without a cursor, at the first row; and all of it back. As
# prompt_toolkit does it: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
# A terminal without another screen, such as Linux's console or GNU screen, has to be cleared.
ENTER = "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[H\x1b[J"
LEAVE = "\x1b[J\x1b[?2004l\x1b[?25h\x1b[?1049l"
HOME = "\x1b[H"


def draw_first_screen(console: Console, question: Question, screen: Screen, size: os.terminal_size) -> str:
    """Draw a text that fits on the whole screen, as `FullScreenApp` would.

    Args:
        console: Draws it.
        question: What is shown.
        screen: Where the person is.
        size: The columns and the rows of the terminal.

    Returns:
        What to write to the terminal, or an empty string where only the application can draw it: a place to
        answer, a text that has to be scrolled, or one that it takes for wider than Rich does.
    """
    columns, rows = size
    if not isinstance(question, Message) or columns < NARROWEST:
        return ""
    wide = min(WIDEST, columns)
    header = _lines(console, screen_header(screen, wide, rows), wide)
    blocks = question_blocks(with_notice(question, screen), screen)
    drawn = Padding(render_blocks(blocks, screen.citations, plain=False), (0, 1, 0, 3))
    body = _without_blank_ends(_lines(console, drawn, wide))
    free = rows - len(header) - len(body) - 2
    if free < 1 or not all(_is_measured_alike(part.text) for line in (*header, *body) for part in line):
        return ""
    hints = screen_hints(
        [go_on_hint(question.continue_label, columns)],
        notes=[note.name for note in screen.notes],
        goes_back=screen.can_go_back,
        leaving_saves=screen.leaving_saves,
    )
    keys = [hint.translated(screen.translate) for hint in hints]
    footer = footer_line(keys, columns, KEYS.translated(screen.translate))
    last = _lines(console, Text(footer, style="muted", no_wrap=True), columns)
    lines = [*header, [], *body, *[[]] * free, *last]
    return ENTER + "\r\n".join(_ansi(console, line) for line in lines) + HOME


def _ansi(console: Console, line: list[Segment]) -> str:
    """Return a line with escape sequences. What is bold is so without colour too, as in the application."""
    coloured = console.color_system is not None
    return "".join(
        (part.style if coloured else part.style.without_color).render(
            part.text, color_system=ColorSystem.STANDARD
        )
        if part.style
        else part.text
        for part in line
    )


def _is_measured_alike(text: str) -> bool:
    """Return whether its letters are as wide together as one by one; emoji of several people are not."""
    return text.isascii() or cell_len(text) == sum(map(get_character_cell_size, text))


def _lines(console: Console, drawn: RenderableType, columns: int) -> list[list[Segment]]:
    return console.render_lines(drawn, console.options.update(width=columns, height=None), pad=False)


def _without_blank_ends(lines: list[list[Segment]]) -> list[list[Segment]]:
    """Return lines without the blank ones at both ends, as Markdown draws them around a list."""
    filled = [at for at, line in enumerate(lines) if any(part.text.strip() for part in line)]
    return lines[filled[0] : filled[-1] + 1] if filled else []
