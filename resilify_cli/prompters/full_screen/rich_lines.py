"""Turns what Rich draws into lines of prompt_toolkit's formatted text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.styles import ANSI_COLOR_NAMES
from prompt_toolkit.utils import get_cwidth
from rich.color import Color, ColorType
from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style

Line = StyleAndTextTuples
_ATTRIBUTES = ("bold", "dim", "italic", "underline", "strike", "blink", "reverse")


def rich_lines(console: Console, drawn: RenderableType, columns: int) -> list[Line]:
    """Return something that Rich can draw as lines of formatted text.

    Args:
        console: Rich's console; its colour system says whether there is colour.
        drawn: What is drawn.
        columns: How wide it is at most.
    """
    options = console.options.update(width=columns, height=None)
    coloured = console.color_system is not None
    lines = console.render_lines(drawn, options, pad=False)
    return [part for line in lines for part in _fit_line(_fragments(line, coloured), columns)]


def without_blank_ends(lines: Sequence[Line]) -> list[Line]:
    """Return lines without the blank ones at both ends, as Markdown draws them around a list."""
    filled = [at for at, line in enumerate(lines) if not is_blank(line)]
    return list(lines[filled[0] : filled[-1] + 1]) if filled else []


def is_blank(line: Line) -> bool:
    """Return whether nothing is seen of a line."""
    return not any(text.strip() for _, text, *_ in line)


def plain_lines(texts: Iterable[str], style: str = "") -> list[Line]:
    """Return texts as lines of formatted text."""
    return [[(style, text)] for text in texts]


def _fragments(line: Iterable[Segment], coloured: bool) -> Line:
    return [
        (_style(segment.style, coloured) if segment.style else "", segment.text)
        for segment in line
        if not segment.control
    ]


def _style(style: Style, coloured: bool) -> str:
    words = [name for name in _ATTRIBUTES if getattr(style, name)]
    if coloured and style.color and (colour := _colour(style.color)):
        words.append(f"fg:{colour}")
    if coloured and style.bgcolor and (colour := _colour(style.bgcolor)):
        words.append(f"bg:{colour}")
    return " ".join(words)


def _colour(colour: Color) -> str:
    if colour.type is ColorType.DEFAULT:
        return ""
    if colour.type is ColorType.STANDARD and colour.number is not None:
        # Rich counts the sixteen colours from 0; the first name is that of the default.
        return ANSI_COLOR_NAMES[colour.number + 1]
    return colour.get_truecolor().hex


def _fit_line(line: Line, columns: int) -> list[Line]:
    """Return a line as lines that prompt_toolkit takes for narrow enough: nothing of one is cut off.

    It takes an emoji of several people for wider than Rich does.
    """
    if sum(get_cwidth(text) for _, text, *_ in line) <= columns:
        return [line]
    lines: list[Line] = [[]]
    taken = 0
    for style, text, *_ in line:
        for character in text:
            width = get_cwidth(character)
            if taken + width > columns:
                lines.append([])
                taken = 0
            lines[-1].append((style, character))
            taken += width
    return lines
