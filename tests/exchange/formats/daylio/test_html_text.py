"""The words of a note that is HTML."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.formats.daylio.html_text import html_to_text


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("plain words", "plain words"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<b>very</b> <i>tired</i> <u>today</u>", "very tired today"),
        ("to do:<ul><li>tea</li><li>bed</li></ul>then", "to do:\n- tea\n- bed\nthen"),
        ("salt &amp; pepper&nbsp;too<br>", "salt & pepper too"),
        ("I <3 you", "I <3 you"),
        ("<3 <b>you</b>", "<3 you"),
        ("<mum@example.org> wrote<br>", "<mum@example.org> wrote"),
        ('<a href="https://example.org">a page</a>', "https://example.org a page"),
        ("a & b &c; d", "a & b &c; d"),
        ("", ""),
    ],
)
def test_markup_goes_and_words_stay(note: str, words: str) -> None:
    """Lines and lists become lines; what is no tag stays."""
    assert html_to_text(note) == words


@given(st.text(alphabet="xy <>&;/!-3\n'\"=", max_size=40))
def test_every_word_stays(text: str) -> None:
    """Whatever is typed, as Daylio writes it and as it is."""
    assert html_to_text(html.escape(text) + "<br>").split() == text.split()
    kept = html_to_text(text)
    assert all(letter in kept for letter in text if letter in "xy3")


def test_a_text_without_end_is_kept_as_it_is() -> None:
    """It would take the parser long."""
    longest = "x" * 999_996 + "<br>"
    assert html_to_text(longest) == "x" * 999_996
    assert html_to_text(f"x{longest}") == f"x{longest}"
