"""How the rows of a screen are divided, and what of the keys and of a text is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.prompters.full_screen.footer import footer_line
from resilify_cli.prompters.full_screen.frame import divide_rows
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.prompters.full_screen.rich_lines import Line, plain_lines
from resilify_cli.prompters.full_screen.scroll_text import ScrollText
from resilify_cli.text_width import display_width

_COUNT = st.integers(0, 200)
_MORE = KeyHint("F1", "keys")


@given(st.integers(1, 60), st.integers(0, 8), _COUNT, _COUNT, st.integers(1, 6), st.integers(0, 5))
def test_all_rows_are_given_out_and_the_footer_is_last(
    rows: int, header: int, body: int, answer: int, least: int, remarks: int
) -> None:
    """However little room there is, no part gets less than none, and the place to answer has a row."""
    divided = divide_rows(rows, header=header, body=body, answer=answer, least_answer=least, remarks=remarks)
    assert sum(divided) == rows
    assert min(divided) >= 0
    assert divided.footer == 1
    if answer and rows > 1:
        assert divided.answer >= 1


def test_a_long_question_keeps_rows_beside_its_answer() -> None:
    """At ten rows both have three; at forty the answer has all that the question leaves."""
    low = divide_rows(10, header=1, body=50, answer=50, least_answer=4, remarks=0)
    assert (low.body, low.answer) == (3, 3) or (low.body >= 2 and low.answer >= 3)
    high = divide_rows(40, header=5, body=6, answer=50, least_answer=4, remarks=0)
    assert (high.body, high.answer) == (6, 40 - 1 - 5 - 1 - 6 - 1)


def test_the_footer_names_the_essential_keys_first() -> None:
    """In full where they fit, in fewer letters where they don't, and never on two lines."""
    hints = [
        KeyHint("Ctrl-D", "done", essential=True),
        KeyHint("Enter", "new line"),
        KeyHint("Ctrl-C", "save and leave", essential=True, short="leave"),
    ]
    assert footer_line(hints, 80, _MORE) == (
        " Ctrl-D done · Enter new line · Ctrl-C save and leave · F1 keys"
    )
    assert footer_line(hints, 40, _MORE) == " Ctrl-D done · Ctrl-C leave · F1 keys"
    for columns in range(5, 80):
        assert display_width(footer_line(hints, columns, _MORE)) < columns


def test_no_word_of_the_footer_is_cut_while_a_key_can_be_left_out() -> None:
    """Of three essential keys too wide for the window the one in the middle goes."""
    hints = [
        KeyHint("Enter", "next", essential=True),
        KeyHint("Space", "pause", essential=True),
        KeyHint("Ctrl-C", "save and leave", essential=True, short="leave"),
    ]
    assert footer_line(hints, 40, _MORE) == " Enter next · Ctrl-C leave · F1 keys"
    assert footer_line(hints, 30, _MORE) == " Enter next · Ctrl-C leave"
    assert footer_line(hints, 26, _MORE) == " Enter next · Space pause"


def _text(lines: int, rows: int, *, from_end: bool = False) -> ScrollText:
    def draw(columns: int) -> list[Line]:
        return plain_lines("" if at % 4 == 3 else f"line {at}" for at in range(lines))

    text = ScrollText(draw, from_end=from_end)
    text.lay_out(80)
    text.rows = rows
    return text


@given(st.integers(0, 60), st.integers(1, 20), st.booleans())
def test_every_line_is_passed_on_the_way_down(lines: int, rows: int, from_end: bool) -> None:
    """No line with words is left out, the last page is full, and the way back leads to the first line."""
    text = _text(lines, rows, from_end=from_end)
    while text.page_up():
        pass
    assert text.top == 0
    seen = set(range(len(text.shown)))
    while text.page_down():
        seen |= set(range(text.top, text.top + len(text.shown)))
    assert {at for at in range(lines) if at % 4 != 3} <= seen
    assert text.below == 0
    assert text.top == max(0, lines - rows)


def test_a_page_ends_with_a_paragraph() -> None:
    """Where one ends in its lower half; by the line, all that there is room for is shown."""
    text = _text(40, 10)
    assert (len(text.shown), text.below) == (7, 33)
    text.one_line(down=True)
    assert (text.top, len(text.shown), text.below) == (1, 10, 29)
    text.page_down()
    assert (text.top, len(text.shown)) == (12, 7)


def test_what_was_scrolled_to_stays_in_view_when_the_width_changes() -> None:
    """It is near where it was, in proportion."""
    text = _text(40, 10)
    text.page_down()
    before = text.top
    text.lay_out(40)
    assert text.top == before
