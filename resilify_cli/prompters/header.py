"""The lines at the top of a screen: which program, which session, how far, how long."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from resilify_cli.prompters.protocol import Screen
from resilify_cli.safe import safe_line

_BAR = 12
_BOTH_FIT = 60


def draw_header(console: Console, screen: Screen) -> None:
    """Draw the header; in a narrow terminal, each part on a line of its own."""
    console.print()
    title = Text(safe_line(screen.program), style="bold")
    _pair(console, title, Text(screen.position, style="dim"))
    if screen.session:
        _pair(
            console,
            Text(safe_line(screen.session)),
            progress(screen, bar=console.width >= _BOTH_FIT),
        )
    console.print()
    if screen.heading:
        console.print(Text(f"   {safe_line(screen.heading)}", style="bold"))
        console.print()


def progress(screen: Screen, *, bar: bool) -> Text:
    """Return the place in the session as words, with a bar before them if `bar`."""
    if not screen.steps:
        return Text("")
    words = f"{screen.step} of {screen.steps}"
    if screen.minutes_left:
        words += f" · about {max(1, round(screen.minutes_left))} min"
    if not bar:
        return Text(words, style="dim")
    full = round(_BAR * screen.step / screen.steps)
    return (
        Text("━" * full).append("━" * (_BAR - full), style="bright_black").append(f"  {words}", style="dim")
    )


def _pair(console: Console, left: Text, right: Text) -> None:
    room = console.width - 2
    if left.cell_len + right.cell_len + 2 <= room:
        gap = " " * (room - left.cell_len - right.cell_len)
        console.print(Text(" ").append(left).append(gap).append(right), no_wrap=True)
        return
    for part in (left, right):
        if part.plain:
            console.print(Text(" ").append(part))
