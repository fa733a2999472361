"""Splits what is taller than the terminal into pages, between paragraphs where possible."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment

_FEWEST_ROWS = 6

Lines = list[list[Segment]]


def paginate(lines: Sequence[list[Segment]], rows: int) -> list[Lines]:
    """Return lines as pages of at most `rows` lines (at least 6); one empty page for no lines."""
    rows = max(_FEWEST_ROWS, rows)
    left = list(lines)
    pages: list[Lines] = []
    while len(left) > rows:
        # A page ends at its last blank line, unless that would leave it half empty, and best not
        # after a line that stands alone: it may be the heading of what follows.
        blanks = [at for at in range(rows, rows // 2, -1) if _is_blank(left[at])]
        blank = next((at for at in blanks if not _is_blank(left[at - 2])), (*blanks, rows)[0])
        pages.append(left[:blank])
        left = left[blank:]
        while left and _is_blank(left[0]):
            left.pop(0)
    if left or not pages:
        pages.append(left)
    return pages


def _is_blank(line: list[Segment]) -> bool:
    return not any(segment.text.strip() for segment in line)
