"""How many columns a text takes, and how it is broken to fit."""

from __future__ import annotations

import re
import subprocess
import sys
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from resilify_cli.safe import safe
from resilify_cli.text_width import _UNEVEN, break_lines, display_width, truncate, wrap

_FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("calm", 4),
        ("日本", 4),
        ("한국", 4),
        ("e\u0301", 1),
        (_FAMILY, 2),
        ("👍🏽", 2),
        ("🇩🇪", 2),
        ("❤\ufe0f", 2),
        ("a\ufffdb", 3),
    ],
)
def test_the_columns_are_those_that_a_terminal_shows(text: str, columns: int) -> None:
    """Wide letters take two columns, marks none, and what is seen as one emoji the two of one."""
    assert display_width(text) == cell_len(text) == columns


_SEEN = ("a", "b", " ", "e\u0301", "日", "한", _FAMILY, "🇩🇪", "❤\ufe0f", "👍🏽", "-", "\ufffd")
_TEXTS = st.lists(st.sampled_from(_SEEN), max_size=60).map("".join)


@settings(deadline=None)
@given(_TEXTS, st.integers(2, 30))
def test_what_is_broken_fits_and_nothing_is_lost(text: str, room: int) -> None:
    """Each part has room, and together they have each letter of the text."""
    parts = wrap(text, room)
    assert all(display_width(part) <= room for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@settings(deadline=None)
@given(_TEXTS, st.integers(1, 30))
def test_what_is_cut_fits(text: str, room: int) -> None:
    """A text that has no room ends in an ellipsis; one that has stays as it is."""
    shown = truncate(text, room)
    assert display_width(shown) <= room
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))


@settings(deadline=None)
@given(_TEXTS, st.integers(6, 30))
def test_indents_count_among_the_columns(text: str, room: int) -> None:
    """The first line begins with its indent, each other one with theirs, and all of them fit."""
    first, *others = wrap(text, room, indent="- ", hanging_indent="    ") or ["- "]
    assert first.startswith("- ")
    assert all(line.startswith("    ") for line in others)
    assert all(display_width(line) <= room for line in (first, *others))


@pytest.mark.parametrize("word", ["calm", "日本", "ru\u0301he", _FAMILY])
def test_no_line_is_broken_at_a_no_break_space(word: str) -> None:
    """What such a space joins stays together, whatever letters it has."""
    held = f"{word}\xa0{word}"
    assert wrap(f"{held} {held}", display_width(held) + 3) == [held, held]


def test_what_is_taken_for_one_column_is_one() -> None:
    """Each character that is not asked of wcwidth takes one column, or is none that `safe` leaves."""
    even = [chr(code) for code in range(0x11000) if not re.search(_UNEVEN, chr(code))]
    assert [each for each in even if wcwidth(each) != 1 and safe(each) == each] == ["\n"]


@settings(deadline=None)
@given(_TEXTS, st.integers(6, 30))
def test_a_line_that_fits_stays_as_it_is_wrapped(text: str, room: int) -> None:
    """What needs no breaking is told without it, and comes out the same."""
    quick = wrap(text, room, indent="- ")
    with patch("resilify_cli.text_width._is_one_line", return_value=False):
        assert quick == wrap(text, room, indent="- ")


@settings(deadline=None)
@given(st.lists(st.integers(1, 210), min_size=1, max_size=5), st.integers(1, 3))
@example([199, 200], 1)
@example([199, 199], 1)
def test_a_long_line_that_fits_stays_as_it_is_wrapped(lengths: list[int], gap: int) -> None:
    """In a pipe it is told without being broken too, but for a word of two hundred letters or more."""
    text = (" " * gap).join("a" * length for length in lengths)
    quick = wrap(text, 100_000)
    with patch("resilify_cli.text_width._is_one_line", return_value=False):
        assert quick == wrap(text, 100_000)
    assert (quick == [text]) is (max(lengths) < 200)


def test_typographic_english_needs_no_wcwidth() -> None:
    """Curly quotes, dashes and accents are as fast as ASCII."""
    text = "“It’s a café – naïve…”, she said"
    code = f"import sys; from resilify_cli.text_width import wrap; wrap({text!r}, 10)"
    code += "; print('wcwidth' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.strip() == "False"


@given(st.text("ab \n", max_size=80), st.integers(5, 20))
def test_a_message_is_broken_at_spaces_only(text: str, columns: int) -> None:
    """No word is cut; what fits stays on its line."""
    lines = break_lines(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(len(line) <= columns or " " not in line.strip() for line in lines)


def test_a_command_at_the_end_of_a_line_is_whole() -> None:
    """It can be copied, on a line of its own where it has to be; what follows is indented as the line was."""
    assert break_lines("To go on whenever you like: resilify journal edit 7ab453a", 40) == [
        "To go on whenever you like:",
        "resilify journal edit 7ab453a",
    ]
    assert break_lines("  a few words and then some more of them", 20) == [
        "  a few words and",
        "  then some more of",
        "  them",
    ]
