"""Draws a rating: the number above its dot, the line, and what is at its ends and in its middle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resilify_cli.text_width import display_width, truncate, wrap

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from resilify_cli.prompters.rating_scale import RatingScale

# The fewest columns from one number to the next, if each has its own.
_FEWEST_BETWEEN = 3
_MOST_BETWEEN = 12
_LEAST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class ScaleLabels:
    """What the points of a scale are called: its lowest, its highest, and others by their number."""

    low: str = ""
    high: str = ""
    words: Mapping[int, str] = field(default_factory=dict)


def rating_lines(
    scale: RatingScale, labels: ScaleLabels, columns: int, untouched: str = ""
) -> list[StyleAndTextTuples]:
    """Return a rating as lines of formatted text.

    Args:
        scale: The scale, with or without a value.
        labels: What its points are called.
        columns: How wide it is at most.
        untouched: What stands in place of a value where there is none yet.
    """
    columns = max(_LEAST_COLUMNS, columns)
    count = scale.high - scale.low + 1
    widest = max(len(str(scale.low)), len(str(scale.high)))
    between = min(_MOST_BETWEEN, (columns - 1) // (count - 1))
    has_all = between > max(_FEWEST_BETWEEN - 1, widest)
    width = between * (count - 1) + 1 if has_all else columns
    numbers = (scale.low, *([scale.middle] if count > 2 else []), scale.high)
    if has_all:
        numbers = tuple(range(scale.low, scale.high + 1))
    lines = [_value_line(scale, labels, (width, columns), untouched), _track_line(scale, numbers, width)]
    lines.append([("", _number_line(scale, numbers, width))])
    for line in _end_lines(labels, width, columns):
        lines.append([("class:muted", line)])
    return lines


def _value_line(
    scale: RatingScale, labels: ScaleLabels, widths: tuple[int, int], untouched: str
) -> StyleAndTextTuples:
    width, columns = widths
    place = scale.place(width)
    if place is None:
        beginning = f"{scale.typed} …" if scale.typed else untouched
        return [("class:muted", truncate(beginning, columns))]
    word = labels.words.get(scale.value or 0, "")
    text = truncate(f"{scale.value} {word}".rstrip(), columns)
    taken = display_width(text)
    # It stands over the dot, as far as the line goes.
    before = max(0, min(place - taken // 2, columns - taken))
    return [("", " " * before), ("class:chosen", text)]


def _track_line(scale: RatingScale, numbers: tuple[int, ...], width: int) -> StyleAndTextTuples:
    marks = {scale.column_of(number, width) for number in numbers} - {0, width - 1}
    line = ["┼" if at in marks else "─" for at in range(width)]
    line[0], line[-1] = "├", "┤"
    place = scale.place(width)
    if place is None:
        return [("", "".join(line))]
    return [("", "".join(line[:place])), ("class:chosen", "●"), ("", "".join(line[place + 1 :]))]


def _number_line(scale: RatingScale, numbers: tuple[int, ...], width: int) -> str:
    line = ""
    for number in numbers:
        text = str(number)
        column = scale.column_of(number, width)
        # A number stands under its mark, the last one ends there.
        if number == scale.high and number != scale.low:
            column = max(column - len(text) + 1, len(line) + 1) if len(numbers) <= 3 else column
        elif number != scale.low and len(numbers) <= 3:
            column -= len(text) // 2
        line = line.ljust(column) + text
    return line


def _end_lines(labels: ScaleLabels, width: int, columns: int) -> list[str]:
    """Return what the ends are called: on one line if there is room, else below each other."""
    low, high = labels.low, labels.high
    if not low and not high:
        return []
    gap = max(width, min(columns, display_width(low) + display_width(high) + 3)) - display_width(low)
    gap -= display_width(high)
    if gap >= 2 or not (low and high):
        return [f"{low}{' ' * max(0, gap)}{high}".rstrip()]
    return [
        *wrap(f"← {low}", columns, hanging_indent="  "),
        *wrap(f"→ {high}", columns, hanging_indent="  "),
    ]
