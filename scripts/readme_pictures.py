"""Draws the README's pictures: the real command in a pseudo-terminal, its screen drawn by Rich.

    .venv/bin/python -m scripts.readme_pictures

The clock and the ids on them are always the same, so that a picture changes only where the screen did.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

import pyte
from pyte.screens import Char
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from resilify_cli.checkin.model import Checkin
from resilify_cli.vault.opening.stores import open_store
from tests.terminal.terminal import Terminal

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
PROGRAM = "cultivating-self-compassion"
COLUMNS, ROWS = 80, 22
# A dark palette whose dimmed text, and whose colours, stand out enough on a page too: black to white.
_ANSI = [
    (38, 38, 38),
    (224, 108, 117),
    (152, 195, 121),
    (229, 192, 123),
    (97, 175, 239),
    (208, 140, 226),
    (86, 182, 194),
    (217, 217, 217),
]
THEME = TerminalTheme((12, 12, 12), (217, 217, 217), _ANSI)
NOW = datetime(2026, 11, 3, 20, 15, tzinfo=UTC)
_ID = re.compile(r"(?<![\w.#-])[0-9a-f]{7}(?![\w.-])")
_DIM = re.compile(rb"(\x1b\[(?:[0-9]+;)*)2((?:;[0-9]+)*m)")


def main() -> None:
    """Draw every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        run = Terminal(home, "start", PROGRAM, columns=COLUMNS, rows=ROWS, at=_time(0))
        run.wait_for("self-help").press("enter").wait_for("Anything can be skipped").press("enter")
        run.wait_for("Arriving").press("page down")
        _skip_to(run, "Three pairs")
        draw(run, "lesson")
        _skip_to(run, "What did you say to yourself")
        run.press("Typical. You can't even get a name right.", "enter", "Cold, and quick.")
        run.wait_for("Cold, and quick.")
        draw(run, "reflect")
        run.press("ctrl-d")
        _skip_to(run, "What calms you")
        run.press("space", "down", "down", "space").wait_for("2 marked")
        draw(run, "select")
        run.press("enter")
        run.press("ctrl-c").exit_code()
        run = Terminal(home, "journal", columns=COLUMNS, rows=ROWS, at=_time(5))
        run.exit_code()
        draw(run, "journal")
        _weeks_of_checkins(home)
        run = Terminal(home, "checkin", columns=COLUMNS, rows=ROWS, at=_time(10))
        run.wait_for("How is your mood").press("down", "down", "enter").wait_for("Which of these")
        run.press("down", "space", "down", "down").wait_for("1 marked", "› [ ] rested")
        draw(run, "checkin")
        run.press("ctrl-c").exit_code()
        run = Terminal(home, "insights", columns=COLUMNS, rows=200, at=_time(15))
        run.exit_code()
        draw(run, "insights")


def _time(minutes: int) -> str:
    """Return the time that stands still for a command, so many minutes after `NOW`."""
    return (NOW + timedelta(minutes=minutes)).isoformat()


def _weeks_of_checkins(home: Path) -> None:
    """Write twelve weeks of made-up moods, always the same."""
    random = Random(4)
    at = NOW
    with open_store(home / "resilify.db", lambda: at) as store, store.transaction():
        for day in range(84, 0, -1):
            mood = max(1, min(5, round(3.4 - day / 60 + random.gauss(0, 0.8))))
            store.checkins.add(Checkin(mood), at - timedelta(days=day))


def _skip_to(run: Terminal, words: str) -> None:
    for _ in range(60):
        run.settle(0.4)
        if words in run.text:
            return
        run.press("page down")
    raise SystemExit(f"never came to {words!r}:\n{run.text}")


def draw(run: Terminal, name: str) -> None:
    """Draw what stands on the screen as an SVG."""
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    screen = _with_dim(run)
    lines = [_line(screen.buffer[row]) for row in range(ROWS)]
    while lines and not lines[-1].plain.strip():
        lines.pop()
    # Without it what hangs below the last line is cut off.
    lines.append(Text())
    for line in lines:
        console.print(line, no_wrap=True, crop=False)
    svg = console.export_svg(title="resilify", theme=THEME, unique_id=f"resilify-{name}")
    (FOLDER / f"{name}.svg").write_text(_with_fixed_ids(svg), "utf-8")


def _with_fixed_ids(svg: str) -> str:
    """Put made-up ids in place of those of entries, which are others each time."""
    found = dict.fromkeys(_ID.findall(svg))
    names = {one: f"{0x2F7A1C3 + at * 0x13579B:07x}" for at, one in enumerate(found)}
    return _ID.sub(lambda one: names[one[0]], svg)


def _with_dim(run: Terminal) -> pyte.Screen:
    """Draw all that was written once more, with dim letters as blinking ones, which alone pyte knows."""
    screen = pyte.Screen(run.screen.columns, run.screen.lines)
    pyte.ByteStream(screen).feed(_DIM.sub(rb"\g<1>5\g<2>", run.raw))
    return screen


def _line(row: Mapping[int, Char]) -> Text:
    line = Text()
    for (style, _), run in groupby(
        range(COLUMNS), lambda column: (_style(row[column]), _placed(row, column))
    ):
        line.append("".join(row[column].data for column in run), style)
    line.rstrip()
    return line


def _placed(row: Mapping[int, Char], column: int) -> int:
    """Return the column of a letter that is drawn alone, as in few fonts it is as wide as others."""
    return column if row[column].data >= "\u2500" else -1


def _style(letter: Char) -> Style:
    color = None if letter.fg == "default" else letter.fg
    return Style(
        color=color, bold=letter.bold, italic=letter.italics, dim=letter.blink, reverse=letter.reverse
    )


if __name__ == "__main__":
    main()
