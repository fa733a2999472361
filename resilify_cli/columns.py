"""The one measure of how many columns a text takes in a terminal, and how it is broken to fit.

A letter of Chinese or Japanese takes two, a mark on a letter none, and an emoji of several people as many as
one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# From here on some characters take two columns, or none.
_FIRST_UNEVEN = "\u0300"
# Those that take two and combine with no other: of Chinese, Japanese and Korean, and their punctuation.
_WIDE = re.compile("[\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]+")
_LONGEST_WORD = 200


def columns_of(text: str) -> int:
    """Return how many columns a text takes that is made safe and on one line."""
    if _is_even(text):
        return len(text)
    import wcwidth

    return wcwidth.width(text, control_codes="ignore")


def cut(text: str, room: int) -> str:
    """Return a text that takes at most so many columns; what is missing is shown by an ellipsis."""
    if columns_of(text) <= room:
        return text
    import wcwidth

    # Where half of a wide letter would have room, it puts a space.
    return f"{wcwidth.clip(text, 0, max(0, room - 1)).rstrip()}…"


def wrap(line: str, room: int, *, at_hyphens: bool = True) -> list[str]:
    """Return a line in parts of at most so many columns, broken between words where that is possible.

    Words are broken `at_hyphens` too, unless that is not wanted.
    """
    return [part for piece in _pieces(line) for part in _wrap(piece, room, at_hyphens)]


def _pieces(line: str) -> Iterator[str]:
    """Yield a line in pieces: to break a word takes the square of its length, so one without end is cut."""
    for at, part in enumerate(re.split(rf"(?<!\S)(\S{{{_LONGEST_WORD},}})", line)):
        if at % 2:
            yield from (part[cut : cut + _LONGEST_WORD] for cut in range(0, len(part), _LONGEST_WORD))
        elif part:
            yield part


def _wrap(line: str, room: int, at_hyphens: bool) -> list[str]:
    if _is_even(line):
        from textwrap import wrap

        return wrap(line, room, break_on_hyphens=at_hyphens)
    if room > 1 and _WIDE.fullmatch(line):
        # What follows is ten times as slow, and such a text has no spaces to break at.
        return [line[at : at + room // 2] for at in range(0, len(line), room // 2)]
    import wcwidth

    return wcwidth.wrap(line, room, control_codes="ignore", break_on_hyphens=at_hyphens)


def _is_even(text: str) -> bool:
    # What stands for a control character takes one column, too.
    return max(text.replace("\ufffd", ""), default="") < _FIRST_UNEVEN
