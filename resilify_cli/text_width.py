"""How many columns of a terminal a text takes, and how it is wrapped or truncated to fit.

wcwidth measures: a letter of Chinese or Japanese takes two columns, a mark on a letter none, and an emoji of
several people the two of one. A text in which every character takes one column, as in English, is done
without it: to load it would make `journal` start a third slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Characters of one column each that combine with no other: Latin, Greek and Cyrillic letters, punctuation,
# the signs of currencies, lines that boxes are drawn of, and what stands for a control character.
_LAST_LATIN = "\u02ff"
_EVEN = (
    f"\x00-{_LAST_LATIN}\u0370-\u0482\u048a-\u052f\u1e00-\u1eff"  # letters
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2500-\u257f\ufffd"
)
_UNEVEN = f"[^{_EVEN}]"
# Characters of two columns that combine with no other: Chinese, Japanese, Korean, and their punctuation.
_WIDE = "[\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]+"
_LONGEST_WORD = 200
_COMMAND_AT_END = r"(?:(?<=^)|(?<= ))resilify [^.,;()]*$"


def display_width(text: str) -> int:
    """Return how many columns a text takes.

    Args:
        text: One line, which has passed `safe`.
    """
    if _is_even(text):
        return len(text)
    import wcwidth

    return wcwidth.width(text, control_codes="ignore")


def truncate(text: str, columns: int) -> str:
    """Return a text that takes at most so many columns; an ellipsis stands for what is missing."""
    if display_width(text) <= columns:
        return text
    import wcwidth

    # Where a wide letter would have half of its room, it puts a space.
    return f"{wcwidth.clip(text, 0, max(0, columns - 1)).rstrip()}…"


def wrap(
    text: str, columns: int, *, at_hyphens: bool = True, indent: str = "", hanging_indent: str | None = None
) -> list[str]:
    """Return one line of text as lines of at most so many columns, broken between words where possible.

    Args:
        text: One line. It is not broken at a no-break space.
        columns: The most columns of a line, its indent included.
        at_hyphens: Whether a word may be broken behind a hyphen.
        indent: What the first line begins with.
        hanging_indent: What the others begin with, if it is something else.
    """
    if _is_one_line(text, columns - len(indent)) and indent.isascii():
        return [indent + text]
    hanging_indent = indent if hanging_indent is None else hanging_indent
    lines: list[str] = []
    for piece in _split_long_line(text):
        first = hanging_indent if lines else indent
        lines += _wrap(piece, columns, at_hyphens, first, hanging_indent)
    return lines


def _is_one_line(text: str, columns: int) -> bool:
    """Return whether a text is a line as it is, as most are."""
    if not 0 < len(text) <= columns or not text.isprintable() or text != text.strip():
        return False
    # In a pipe a line may be long, and then it may hold a word that is cut.
    has_long_word = len(text) >= _LONGEST_WORD and max(map(len, text.split(" "))) >= _LONGEST_WORD
    return not has_long_word and _is_even(text)


def break_lines(text: str, columns: int) -> list[str]:
    """Return lines of text, those that are too long broken at spaces only.

    A word that is too long stands whole, and so does a command at the end of a line, to be copied.

    Args:
        text: Any number of lines; where one is broken, what follows is indented as it is.
        columns: The most columns of a line.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        # A line with escape sequences was wrapped by whoever styled it.
        fits = len(line) <= columns if line.isascii() else display_width(line) <= columns
        lines += [line] if fits or "\x1b" in line else _break_line(line, columns)
    return lines


def _break_line(line: str, columns: int) -> list[str]:
    bare = line.lstrip(" ")
    indent = line[: len(line) - len(bare)]
    command = re.search(_COMMAND_AT_END, bare)
    words = bare[: command.start()].split(" ") if command else bare.split(" ")
    lines, end = [f"{indent}{words[0]}"], [command[0]] if command else []
    for word in words[1:] + end:
        longer = f"{lines[-1]} {word}"
        if display_width(longer.rstrip()) <= columns:
            lines[-1] = longer
        elif word:
            lines[-1:] = [lines[-1].rstrip(), f"{indent}{word}"]
    return [line.rstrip() for line in lines if line.strip()]


def _split_long_line(text: str) -> Iterator[str]:
    """Yield a line in pieces: to break a word takes the square of its length, so one without end is cut."""
    if len(text) < _LONGEST_WORD:
        yield text
        return
    for at, part in enumerate(re.split(rf"(?<!\S)(\S{{{_LONGEST_WORD},}})", text)):
        if at % 2:
            yield from (part[cut : cut + _LONGEST_WORD] for cut in range(0, len(part), _LONGEST_WORD))
        elif part:
            yield part


def _wrap(text: str, columns: int, at_hyphens: bool, first: str, others: str) -> list[str]:
    if _is_even(text):
        import textwrap

        return textwrap.wrap(
            text, columns, initial_indent=first, subsequent_indent=others, break_on_hyphens=at_hyphens
        )
    import wcwidth

    room = columns - display_width(others)
    if first == others and room > 1 and re.fullmatch(_WIDE, text):
        # What follows is ten times as slow, and such a text has no spaces to break at.
        return [f"{others}{text[at : at + room // 2]}" for at in range(0, len(text), room // 2)]
    return wcwidth.wrap(
        text,
        columns,
        initial_indent=first,
        subsequent_indent=others,
        control_codes="ignore",
        break_on_hyphens=at_hyphens,
    )


def _is_even(text: str) -> bool:
    """Return whether every character of a text takes one column."""
    # To compile the expression takes as long as to lay out a page of the journal, and most texts are of ASCII
    # or of Latin letters alone, the first of `_EVEN`.
    return text.isascii() or max(text) <= _LAST_LATIN or re.search(_UNEVEN, text) is None
