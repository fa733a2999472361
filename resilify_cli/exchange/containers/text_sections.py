"""Splits a text into sections: each begins with a header, a line that tells the time of an entry."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from itertools import takewhile
from typing import Generic, TypeVar

from resilify_cli.exchange.containers.source import LARGEST_ENTRY, ImportSource

HeaderT = TypeVar("HeaderT")


class TextSection(Generic[HeaderT]):
    """A header and the lines below it, up to the next one.

    Attributes:
        number: The number of its first line, counted from 1.
        header: What was found in the header; None for what stands before the first one.
        lines: The lines below the header; none of them are held where they are too many.
        too_large: Whether there are more of them than an entry can have.
    """

    __slots__ = ("_size", "header", "lines", "number", "too_large")

    def __init__(self, number: int, header: HeaderT | None) -> None:
        self.number = number
        self.header = header
        self.lines: list[str] = []
        self.too_large = False
        self._size = 0

    def extend(self, lines: list[str]) -> None:
        """Add lines, unless the section is too large by now."""
        self._size += sum(map(len, lines)) + len(lines)
        if self._size <= LARGEST_ENTRY:
            self.lines += lines
        else:
            self.too_large = True
            self.lines = []


def split_sections(
    source: ImportSource, begins: Container[str], match_header: Callable[[str], HeaderT | None]
) -> Iterator[TextSection[HeaderT]]:
    """Yield each section of a text, first what stands before the first header, if that is not blank.

    Args:
        source: The file, which is read once.
        begins: The characters that a header can begin with: most lines begin with another one, and are not
            looked at.
        match_header: Looks for a header in a line; returns what it found, or None.
    """
    section: TextSection[HeaderT] = TextSection(1, None)
    is_blank = True
    for number, lines in source.line_blocks():
        at = 0
        for place, line in enumerate(lines):
            if line[:1] in begins and (header := match_header(line)) is not None:
                if is_blank:
                    is_blank = _begin_preface(section, number, lines[:place])
                else:
                    section.extend(lines[at:place])
                if not is_blank:
                    yield section
                section, at, is_blank = TextSection(number + place, header), place + 1, False
        if is_blank:
            is_blank = _begin_preface(section, number, lines)
        else:
            section.extend(lines[at:])
    if not is_blank:
        yield section


def _begin_preface(section: TextSection[HeaderT], number: int, lines: list[str]) -> bool:
    """Begin a section without a header at the first line with words; return whether there is none."""
    blank = sum(1 for _ in takewhile(lambda line: not line.strip(), lines))
    section.number = number + blank
    section.extend(lines[blank:])
    return blank == len(lines)
