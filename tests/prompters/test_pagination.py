"""Splitting what is taller than the terminal."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment

from resilify_cli.prompters.pagination import Lines, paginate


def _lines(text: str) -> Lines:
    return [[Segment(line)] for line in text.split("\n")]


def _texts(pages: list[Lines]) -> list[str]:
    return ["\n".join(line[0].text for line in page) for page in pages]


def test_a_page_ends_between_paragraphs() -> None:
    """A page ends at a blank line, which is not shown again at the top of the next."""
    pages = paginate(_lines("a\na\n\nb\nb\n\nc\nc"), 6)
    assert _texts(pages) == ["a\na\n\nb\nb", "c\nc"]


def test_a_heading_goes_with_what_follows() -> None:
    """A line that stands alone at the end of a page begins the next one instead."""
    pages = paginate(_lines("a\na\na\na\n\nHeading\n\nb\nb\nb"), 7)
    assert _texts(pages) == ["a\na\na\na", "Heading\n\nb\nb\nb"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "x", "yy"]), max_size=60), st.integers(1, 20))
def test_no_line_is_lost_and_no_page_is_too_tall(lines: list[str], rows: int) -> None:
    """All text is on some page in its order, and each page fits."""
    pages = paginate(_lines("\n".join(lines)), rows)
    assert [line for page in _texts(pages) for line in page.split("\n") if line] == list(filter(None, lines))
    assert all(len(page) <= max(rows, 6) for page in pages)
