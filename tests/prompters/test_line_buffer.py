"""The line that is typed in plain lines: keys are no text, and what is shown is what is there."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.prompters.line_buffer import KeyParser, LineBuffer

_COLUMNS = 30
_KEYS = ("left", "right", "home", "end", "delete", "backspace", "cut after", "cut before", "cut word", "")


class Shown:
    """A line and the screen that it is shown on."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(_COLUMNS, 30)
        self.stream = pyte.Stream(self.screen)
        self.line = LineBuffer(self.stream.feed, _COLUMNS)

    @property
    def text(self) -> str:
        # After a character of two columns pyte has an empty one.
        return "".join(self.screen.display).rstrip()


@settings(deadline=None)
@given(st.lists(st.sampled_from((*_KEYS, "a", " ", "é", "日")), max_size=40))
def test_what_is_shown_is_what_is_there(presses: list[str]) -> None:
    """Whatever is typed and moved in a line that fits its row, the row shows it, to its end."""
    shown = Shown()
    for press in presses:
        if press in _KEYS:
            shown.line.press(press)
        elif sum(2 if one == "日" else 1 for one in shown.line.text) < _COLUMNS - 6:
            shown.line.insert(press)
        assert shown.text == shown.line.text.rstrip()
    shown.line.insert("!")
    assert shown.text == shown.line.text.rstrip()


@settings(deadline=None)
@given(st.lists(st.sampled_from(("left", "home", "right", "end", "a", "b")), max_size=120))
def test_a_line_that_outgrows_its_row_is_whole_at_its_end(presses: list[str]) -> None:
    """Also what is put into the middle of a line stays where it was put, however long the line grows."""
    shown = Shown()
    for press in presses:
        if len(press) == 1:
            shown.line.insert(press)
        else:
            shown.line.press(press)
    shown.line.show_rest()
    assert shown.text == shown.line.text


def test_words_in_the_middle_of_a_full_row_stay_together() -> None:
    """What is typed at one place is at one place, where the row is full on the way too."""
    shown = Shown()
    for character in "the end of this sentence":
        shown.line.insert(character)
    shown.line.press("home")
    for character in "I never saw ":
        shown.line.insert(character)
    assert shown.line.text == "I never saw the end of this sentence"
    assert shown.text == "I never saw"
    shown.line.press("end")
    assert shown.text == shown.line.text


def _text(parser: KeyParser, *reads: str) -> str:
    parts = [parser.feed(one, begins=at == 0)[0] for read in reads for at, one in enumerate(read)]
    return "".join(parts)


@pytest.mark.parametrize(
    ("reads", "text"),
    [
        (["\x1b[D"], ""),
        (["\x1b[", "D"], ""),
        (["\x1b", "[D"], ""),
        (["\x1b", "Oh dear"], "Oh dear"),
        (["\x1b", "x"], "x"),
        (["\x1b", "[", "A", "b"], "b"),
        (["\x1bb"], ""),
        (["\x1b]0;a title", "and words"], "and words"),
        (["\x1b[" + "1" * 100 + "b"], "1" * 70 + "b"),
        (["\x1b\x1b[Ax"], "x"),
    ],
)
def test_only_what_comes_together_is_a_key(reads: list[str], text: str) -> None:
    """A key that is sent in two parts is one; what a person types after Esc is text, and nothing waits on."""
    assert _text(KeyParser(), *reads) == text


def test_a_pause_ends_what_was_no_key() -> None:
    """What is typed a while after the beginning of a sequence is text."""
    parser = KeyParser()
    assert _text(parser, "\x1b[") == ""
    parser.pause()
    assert _text(parser, "dear") == "dear"


@settings(deadline=None)
@given(st.text(), st.text())
def test_what_follows_a_key_is_text(before: str, after: str) -> None:
    """Of any text no printable character is lost before or after a key, and no control character comes in."""
    kept = "".join(c for c in before + after if c in "\t\r\n\x03\x04\x1c" or (c >= " " and c != "\x7f"))
    clean = [text.replace("\x1b", "") for text in (before, after)]
    assert _text(KeyParser(), f"{clean[0]}\x1b[D{clean[1]}") == kept
