"""Breaking lines between words, and moving by the rows that are seen."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.utils import get_cwidth

from resilify_cli.prompters.wrapped_text import WrappedText, row_starts


def _rows(text: str, columns: int) -> list[str]:
    starts = [*row_starts(text, columns), len(text)]
    return [text[first:last] for first, last in pairwise(starts)]


def test_a_word_that_does_not_fit_begins_the_next_row() -> None:
    """A row ends between words."""
    assert _rows("one two three four", 10) == ["one two ", "three four"]


def test_a_word_longer_than_a_row_is_broken() -> None:
    """A word that fits no row fills it, and goes on in the next."""
    assert _rows("cdefghijklm", 5) == ["cdefg", "hijkl", "m"]


@settings(deadline=None)
@given(st.text("ab 漢é\t", max_size=80), st.integers(4, 20))
def test_no_short_word_is_ever_broken(text: str, columns: int) -> None:
    """Every row fits, every word that fits a row stands whole in one, and no character is lost."""
    rows = _rows(text, columns)
    assert "".join(rows) == text
    widths = [sum(2 if c == "\t" else get_cwidth(c) for c in row.rstrip(" ")) for row in rows]
    assert max(widths, default=0) <= columns
    whole = [word for row in rows for word in row.split(" ")]
    fitting = [word for word in text.split(" ") if get_cwidth(word.replace("\t", "^I")) <= columns]
    assert all(word in whole for word in fitting)


def _control(text: str, at: int, columns: int = 11) -> WrappedText:
    control = WrappedText(Buffer(document=Document(text, at)))
    control.create_content(columns, 5)
    return control


def test_up_and_down_go_by_rows_and_keep_the_column() -> None:
    """Within one long line too; a shorter row in between does not change the column."""
    text = "one two three four\nab\nfive six seven"
    control = _control(text, text.index("o three"))
    for expected in ("four", "", "ix"):
        control.move_rows(1)
        assert text[control.buffer.cursor_position :].split("\n", maxsplit=1)[0].startswith(expected)
    for _ in range(5):
        control.move_rows(-1)
    assert control.buffer.cursor_position == text.index("o three")


def test_the_ends_of_the_row_are_where_they_are_seen() -> None:
    """They are those of the row, and not of the line that it is a part of."""
    control = _control("one two three four", 2)
    control.move_in_row(to_end=True)
    assert control.buffer.document.text_after_cursor == " three four"
    control.move_in_row(to_end=False)
    assert control.buffer.cursor_position == 0


@settings(deadline=None)
@given(st.text("ab 漢\n", max_size=80), st.data())
def test_the_cursor_is_always_in_the_text(text: str, data: st.DataObject) -> None:
    """However it is moved, it is drawn within its row."""
    control = _control(text, data.draw(st.integers(0, len(text))), 8)
    for rows in data.draw(st.lists(st.integers(-3, 3), max_size=6)):
        control.move_rows(rows)
        content = control.create_content(8, 5)
        shown = "".join(part for _, part, *_ in content[content.cursor_position.y])
        assert 0 <= content.cursor_position.x < len(shown)
