"""Breaking lines between words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from resilify_cli.prompters.word_wrap import paddings


def _rows(text: str, columns: int) -> list[str]:
    """Lay a padded line out as the terminal does: row by row, wherever a row is full."""
    pads = paddings(text, columns)
    rows, width = [""], 0
    for at, character in enumerate(text):
        for piece in " " * pads.get(at, 0) + character:
            if width + get_cwidth(piece) > columns:
                rows.append("")
                width = 0
            rows[-1] += piece
            width += get_cwidth(piece)
    return rows


def test_a_word_that_does_not_fit_begins_the_next_row() -> None:
    """A row ends between words."""
    assert [row.rstrip() for row in _rows("one two three four", 10)] == ["one two", "three four"]


def test_a_word_longer_than_a_row_is_broken() -> None:
    """A word that fits no row fills it, and goes on in the next."""
    assert _rows("ab cdefghijklm", 5) == ["ab cd", "efghi", "jklm"]


@settings(deadline=None)
@given(st.text("ab 漢é", max_size=60), st.integers(4, 20))
def test_no_short_word_is_ever_broken(text: str, columns: int) -> None:
    """Every word that fits a row stands whole in one row, and no character is lost."""
    rows = _rows(text, columns)
    words = text.split()
    assert "".join(rows).split() == words or any(sum(map(get_cwidth, word)) > columns for word in words)
    whole = [word for row in rows for word in row.split()]
    assert all(word in whole for word in words if sum(map(get_cwidth, word)) <= columns)
