"""Draws the top of a screen: the program, the session, and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from resilify_cli.safe import safe_line
from resilify_cli.text_width import display_width, truncate

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import Screen

_BAR = 12
_BOTH_FIT = 60
# A lower screen needs its rows for the question.
_ROWS_FOR_ALL = 16


def screen_header(screen: Screen, width: int, rows: int = _ROWS_FOR_ALL) -> Group:
    """Return the header; in a narrow terminal each part has a line of its own, in a low one it is one line.

    Args:
        screen: Where the person is.
        width: How many columns there are.
        rows: How many rows the whole screen has.
    """
    if rows < _ROWS_FOR_ALL:
        return Group(_one_line(screen, width))
    title = Text(safe_line(screen.program), style="strong")
    come = progress(screen, bar=width >= _BOTH_FIT)
    alone = come if come.plain and not screen.session else Text(screen.position, style="muted")
    lines: list[RenderableType] = [Text(""), *_pair_lines(width, title, alone)]
    if screen.session:
        lines += _pair_lines(width, Text(safe_line(screen.session)), come)
    if screen.heading:
        lines += [Text(""), Padding(Text(safe_line(screen.heading), style="strong"), (0, 1, 0, 3))]
    return Group(*lines)


def _one_line(screen: Screen, width: int) -> Text:
    """Return the heading and the place in the session, on one line."""
    place = screen.translate(f"{screen.step} of {screen.steps}") if screen.steps else ""
    name = safe_line(screen.heading or screen.session or screen.program)
    name = truncate(name, width - 4 - len(place))
    gap = " " * (width - 2 - display_width(name) - len(place))
    return Text(" ").append(name, style="strong").append(gap).append(place, style="muted")


def progress(screen: Screen, *, bar: bool) -> Text:
    """Return the place in the session as words, with a bar before them if `bar`."""
    if not screen.steps:
        return Text("")
    words = f"{screen.step} of {screen.steps}"
    if screen.minutes_left:
        words += f" · about {max(1, round(screen.minutes_left))} min"
    words = screen.translate(words)
    if not bar:
        return Text(words, style="muted")
    full = round(_BAR * screen.step / screen.steps)
    drawn = Text().append("━" * full, style="accent")
    return drawn.append(f"{'╌' * (_BAR - full)}  {words}", style="muted")


def _pair_lines(width: int, left: Text, right: Text) -> list[RenderableType]:
    gap = width - 2 - left.cell_len - right.cell_len
    if gap >= 2:
        return [Text(" ").append(left).append(" " * gap).append(right)]
    return [Padding(part, (0, 1)) for part in (left, right) if part.plain]
