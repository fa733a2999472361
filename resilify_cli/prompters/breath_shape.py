"""A quiet shape that grows and shrinks with the breath, and the count of its seconds."""

from __future__ import annotations

import math

# A letter of most terminals is about twice as high as it is wide.
_ASPECT = 2.0
_MOST_ROWS = 7
_DOT = "·"


def breath_shape(fill: float, columns: int, rows: int) -> list[str]:
    """Return a disc of dots as lines that all take as many columns, so that nothing beside it moves.

    Args:
        fill: How full the breath is, from 0 to 1. At 0 one dot is left.
        columns: How wide the shape may be.
        rows: How many lines it has; on fewer than three it is a line that grows from its middle.
    """
    rows = min(rows, _MOST_ROWS)
    # An odd number of both, so that there is a middle.
    rows -= 1 - rows % 2
    if rows < 3:
        wide = max(1, columns - 1 + columns % 2)
        half = round(fill * (min(wide, 31) // 2))
        return [(_DOT * (2 * half + 1)).center(wide).rstrip()]
    middle = rows // 2
    across = min(int(middle * _ASPECT), (columns - 1) // 2)
    radius = fill * (middle + 0.4)
    lines = []
    for row in range(-middle, middle + 1):
        dots = (
            _DOT if math.hypot(row, column / _ASPECT) <= max(radius, 0.1) else " "
            for column in range(-across, across + 1)
        )
        lines.append("".join(dots))
    return lines


def count_of(seconds: float, share: float) -> int:
    """Return which second of a cue it is, counted from 1.

    Args:
        seconds: How long the cue takes.
        share: How much of it has passed, from 0 to 1.
    """
    return min(math.floor(seconds * share) + 1, max(1, math.ceil(seconds)))
