"""The one function that makes text safe to show."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.safe import _UNSAFE, safe, safe_line

STEERING = st.text(alphabet=st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp", "L")))
BIDI = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@given(st.text() | STEERING)
def test_no_control_character_gets_through(text: str) -> None:
    """Of any text, nothing is left that a terminal obeys or that turns the reading direction round."""
    for character in safe(text):
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in BIDI
    assert "\n" not in safe_line(text)


@given(st.text() | STEERING)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    """Making text safe twice is the same as once, and it can always be encoded."""
    assert safe(safe(text)) == safe(text)
    assert safe_line(safe_line(text)) == safe_line(text)
    safe(text).encode()


def test_nothing_unsafe_counts_as_printable() -> None:
    """So a text that is printable needs no other look."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    unsafe = re.findall(_UNSAFE, every)
    assert len(unsafe) > 2048
    assert [letter for letter in unsafe if letter.isprintable()] == []


@pytest.mark.parametrize(
    "text",
    [
        "[anxious] [/done] :100: [link=x]",
        "Größe, 心, 👩‍👩‍👧, ไทย, \u200fשלום\u200e",
        "a\nb\n\nc",
        "it’s “fine” – 50 %",
    ],
)
def test_words_of_any_language_stay(text: str) -> None:
    """Letters, marks, joined emoji, brackets and line ends are nobody's danger."""
    assert safe(text) == text


def test_a_printable_text_is_looked_at_once() -> None:
    """In most texts nothing has to be replaced, and a page may have a hundred thousand."""

    class Whole(str):
        __slots__ = ()

        def replace(self, *_: object) -> str:
            raise AssertionError

    assert safe(Whole("it’s “fine” – 50 %")) == "it’s “fine” – 50 %"


def test_line_ends_and_tabs_are_laid_out() -> None:
    """Lines of another system end as ours do, and a tab becomes spaces."""
    assert safe("a\r\nb\tc\rd") == "a\nb    c\ufffdd"
    assert safe_line(" a\r\nb \t c\n") == "a b c"


def test_what_was_there_can_be_seen() -> None:
    """A character that is taken away leaves a mark, so that nothing vanishes silently."""
    assert safe("\x1b[31mred\x9b0m \u202edesrever") == "\ufffd[31mred\ufffd0m \ufffddesrever"
