"""Wraps the lines of a text box between words.

prompt_toolkit breaks a long line wherever the row is full, in the middle of a word. This processor pads
a row with blanks, on the screen only, so that a word that does not fit begins the next row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import groupby

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.utils import get_cwidth


class WordWrap(Processor):
    """Wraps between words; `prefix` is how many columns stand before the text in every row."""

    def __init__(self, prefix: int) -> None:
        self._prefix = prefix

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Return the padded line, with the maps from positions in the text to positions in it and back."""
        fragments = explode_text_fragments(transformation_input.fragments)
        columns = transformation_input.width - self._prefix
        pads = paddings("".join(text for _, text, *_ in fragments), columns)
        if not pads:
            return Transformation(fragments)
        padded: StyleAndTextTuples = []
        for at, fragment in enumerate(fragments):
            if at in pads:
                padded.append(("", " " * pads[at]))
            padded.append(fragment)
        return Transformation(padded, *_index_maps(len(fragments), pads))


def paddings(text: str, columns: int) -> dict[int, int]:
    """Return how many spaces to put before which characters (by index) of one line of text."""
    pads: dict[int, int] = {}
    column = at = 0
    for is_space, run in groupby(text, str.isspace):
        characters = list(run)
        widths = [get_cwidth(character) for character in characters]
        if not is_space and column and column + sum(widths) > columns >= sum(widths):
            pads[at] = columns - column
            column = 0
        for width in widths:
            column = width if column + width > columns else column + width
        at += len(characters)
    return {place: pad for place, pad in pads.items() if pad}


def _index_maps(length: int, pads: dict[int, int]) -> tuple[Callable[[int], int], Callable[[int], int]]:
    """Return the maps from an index in the text to its index in the padded line, and back."""
    shown: list[int] = []
    shift = 0
    for at in range(length + 1):
        shift += pads.get(at, 0)
        shown.append(at + shift)
    return (
        lambda at: shown[min(at, length)] + max(0, at - length),
        lambda at: max(0, bisect_right(shown, at) - 1),
    )
