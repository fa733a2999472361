"""Draws the top of a screen: the program, the session, and how far it has come."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from resilify_cli.prompters.protocol import Screen
from resilify_cli.safe import safe_line

_BAR = 12
_BOTH_FIT = 60


def screen_header(screen: Screen, width: int) -> Group:
    """Return the header; in a narrow terminal, each part has a line of its own."""
    title = Text(safe_line(screen.program), style="strong")
    come = progress(screen, bar=width >= _BOTH_FIT)
    alone = come if come.plain and not screen.session else Text(screen.position, style="muted")
    lines: list[RenderableType] = [Text(""), *_pair(width, title, alone)]
    if screen.session:
        lines += _pair(width, Text(safe_line(screen.session)), come)
    lines.append(Text(""))
    if screen.heading:
        lines += [Padding(Text(safe_line(screen.heading), style="strong"), (0, 1, 1, 3))]
    return Group(*lines)


def progress(screen: Screen, *, bar: bool) -> Text:
    """Return the place in the session as words, with a bar before them if `bar`."""
    if not screen.steps:
        return Text("")
    words = f"{screen.step} of {screen.steps}"
    if screen.minutes_left:
        words += f" · about {max(1, round(screen.minutes_left))} min"
    if not bar:
        return Text(words, style="muted")
    full = round(_BAR * screen.step / screen.steps)
    drawn = Text().append("━" * full, style="accent")
    return drawn.append(f"{'╌' * (_BAR - full)}  {words}", style="muted")


def _pair(width: int, left: Text, right: Text) -> list[RenderableType]:
    gap = width - 2 - left.cell_len - right.cell_len
    if gap >= 2:
        return [Text(" ").append(left).append(" " * gap).append(right)]
    return [Padding(part, (0, 1)) for part in (left, right) if part.plain]
