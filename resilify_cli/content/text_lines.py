"""Finds the line of a file that a text is written on, for texts of options and front matter."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

# Lines below the one where a text's activity or key begins, and words that are looked for.
_NEAR = 200
_MOST_WORDS = 5
_LEAST_WORDS_ELSEWHERE = 3


def find_line(path: Path, text: str, line: int) -> int:
    """Return the line, counted from 1, that a text begins on.

    Args:
        path: The file.
        text: The text, without the marks of Markdown; its first words are looked for.
        line: The line that the text belongs to, such as that of its activity. It is looked for from there on,
            then in the whole file.

    Returns:
        The line, or `line` if the text is not found.
    """
    lines = _cached_lines(path)
    words = text.split()[:_MOST_WORDS]
    for count in range(len(words), 0, -1):
        start = " ".join(words[:count])
        near = range(line, min(line + _NEAR, len(lines) + 1))
        elsewhere = range(1, len(lines) + 1) if count >= min(_LEAST_WORDS_ELSEWHERE, len(words)) else ()
        for number in (*near, *elsewhere):
            if number > 0 and start in lines[number - 1]:
                return int(number)
    return line


def _cached_lines(path: Path) -> tuple[str, ...]:
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return _read_lines(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=32)
def _read_lines(path: Path, modified: int, size: int) -> tuple[str, ...]:
    """Return a file's lines, each run of spaces as one; an edited file has another time or size."""
    try:
        text = path.read_text("utf-8-sig", errors="replace")
    except OSError:
        return ()
    return tuple(" ".join(line.split()) for line in text.split("\n"))
