"""How entries look in a terminal: their lines, and the marks around what a search found."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import wcwidth
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.journal_view.entry_layout import EntryLayout
from resilify_cli.journal_view.marked_text import INDENT, wrapped
from resilify_cli.safe import safe
from resilify_cli.store.entry import Entry
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.theme import NO_THEME, THEMES, Theme
from tests.fuzz.bounds import soon

_AT = datetime(2026, 11, 3, 20, 15, tzinfo=UTC)


class _Terminal(io.StringIO):
    """Standard output as a terminal of a width."""

    def isatty(self) -> bool:
        return True


@contextmanager
def _columns(count: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(_Terminal()):
        patch.setenv("COLUMNS", str(count))
        yield


def _entry(text: str, *matches: tuple[int, int]) -> Entry:
    return Entry("0" * 28, "note", text, _AT, edited=False, hash=hash_texts("", text, ""), matches=matches)


def _lines(
    entry: Entry,
    columns: int = 76,
    theme: Theme = NO_THEME,
    *,
    whole: bool = False,
    head: bool = False,
) -> list[str]:
    """Return the lines of an entry below its `head`, or with it."""
    layout = EntryLayout(timedelta(), theme)
    with _columns(columns):
        return list(layout.lines(entry, whole=whole))[0 if head else 1 :]


def _found(text: str, words: str) -> Entry:
    return _entry(text, *((m.start(), m.end()) for m in re.finditer(words, text)))


def test_matches_stand_between_stars_without_colour() -> None:
    """Where a terminal shows no style, stars stand around what was found."""
    assert _lines(_found("a walk by the sea, a walk", "walk")) == ["         a *walk* by the sea, a *walk*"]


def test_matches_are_bold_and_underlined_with_colour() -> None:
    """In a terminal that takes styles, what was found is set off by one, which ends behind it."""
    (line,) = _lines(_found("a walk by", "walk"), theme=THEMES["calm"])
    assert line == "         a \x1b[1;4mwalk\x1b[0m by"


def _answered(**more: Any) -> Entry:
    return _entry("It rained.")._replace(
        prompt="Think of it.\nA walk by the sea?", program="Self-compassion", session="Hard days", **more
    )


def test_a_match_in_the_question_is_marked_there() -> None:
    """The line of the question that has the match is shown, with the match marked as in the words."""
    lines = _lines(_answered(prompt_matches=((15, 19),)))
    assert lines[:2] == ["       Self-compassion · Hard days", "       A *walk* by the sea?"]
    (line,) = [
        line for line in _lines(_answered(prompt_matches=((15, 19),)), theme=THEMES["calm"]) if "walk" in line
    ]
    assert line == "\x1b[2m       A \x1b[0m\x1b[1;4mwalk\x1b[0m\x1b[2m by the sea?\x1b[0m"


def test_a_question_is_shown_without_the_marks_of_markdown() -> None:
    """Stars, backticks and links of an author's question are not read, with a match in it or without."""
    entry = _entry("Rain.")._replace(prompt="What is **this walk** to `you` and [me](http://a.org)?\n\nSay.")
    assert _lines(entry)[0] == "       What is this walk to you and me?"
    assert _lines(entry._replace(prompt_matches=((15, 19),)))[0] == (
        "       What is this *walk* to you and me?"
    )
    assert _lines(entry, whole=True)[:2] == ["       What is this walk to you and me?", "       Say."]


def test_matches_in_titles_are_marked_there() -> None:
    """A match in the title of the session or the program is marked in the line that names them."""
    found = _answered(session_matches=((5, 9),), program_matches=((0, 4),))
    assert _lines(found)[0] == "       *Self*-compassion · Hard *days*"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"prompt_matches": ((0, 1),)}, "  found in the question"),
        ({"session_matches": ((0, 1),)}, "  found in the session's title"),
        (
            {"prompt_matches": ((0, 1),), "program_matches": ((0, 1),)},
            "  found in the question and program's title",
        ),
        ({"prompt_matches": ((0, 1),), "matches": ((0, 1),)}, ""),
        ({}, ""),
    ],
)
def test_what_was_found_elsewhere_than_in_the_words_is_said(found: dict[str, Any], said: str) -> None:
    """Where a pipe shows no mark, it is said that the match is not in the words."""
    assert _lines(_answered(**found), head=True)[0] == f"20:15  {'0' * 7}{said}"


@pytest.mark.parametrize("columns", [20, 40, 76, 200])
def test_lines_fit_the_terminal(columns: int) -> None:
    """No line is longer than the terminal is wide, nor than a page is, with what was found or without."""
    text = "one two three four " * 200
    for entry in (_found(text, "three"), _found(text, "nowhere"), _entry("x" * 500)):
        for line in _lines(entry, columns)[:-1]:
            assert len(line.replace("*", "")) <= min(76, columns)
    for line in _lines(_entry(text), columns, whole=True):
        assert len(line) <= min(76, columns)


_LONG = {
    "words": "one two three " * 100,
    "short lines": "a line\n" * 100,
    "one word a line": "word\n" * 60,
    "no spaces": "今天很" * 300,
    "one run": "x" * 2000,
    "blank lines": "word" + "\n\n\n" * 60 + "word ",
}


@pytest.mark.parametrize("after", ["", " and more" * 200], ids=["at-the-end", "in-the-middle"])
@pytest.mark.parametrize("kind", _LONG)
@pytest.mark.parametrize("columns", [40, 76])
def test_a_long_text_shows_the_place_of_what_was_found(kind: str, after: str, columns: int) -> None:
    """However long or short the lines before it are, what was found first is among the lines shown."""
    lines = _lines(_found(f"{_LONG[kind]}高兴{after}", "高兴"), columns)
    assert any("*高兴*" in line for line in lines), lines
    assert len(lines) <= 8
    assert lines[0].strip() == "…"
    assert "journal show 0000000" in lines[-1]


@pytest.mark.parametrize("kind", _LONG)
def test_a_long_text_begins_at_its_beginning(kind: str) -> None:
    """What was not searched is shown from its first words on, at most six lines of it."""
    lines = _lines(_entry(_LONG[kind]))
    assert len(lines) <= 7
    assert "journal show 0000000" in lines[-1]


def test_a_short_text_says_nothing_of_more() -> None:
    """A text that is shown whole does not say that there is more of it."""
    assert _lines(_found("a walk\nby the sea", "sea")) == ["         a walk", "         by the *sea*"]


_PIECE = st.text(
    st.sampled_from("ab-élß今天高🙂\x1b\x07\u202e\ufdd0\ufdd1\ufffd[]/:\u0301\u200b\x00\x85"),
    min_size=1,
    max_size=25,
)
_SPACE = st.sampled_from((" ", "  ", "\n", "\n\n", "\t", " \n ", "", ""))


@given(st.lists(st.tuples(_PIECE, _SPACE, st.booleans()), max_size=12), st.integers(20, 90))
@example([("well-", "", False), ("being", " ", True)] * 6, 22)
@example([("a b\n\nc d", " ", True)], 40)
@example([("今天 ", "", True)] * 12, 30)
def test_marks_stand_around_what_was_found_and_nothing_else(
    pieces: list[tuple[str, str, bool]], columns: int
) -> None:
    """Wrapping, wide and unsafe characters and the marks' own characters neither lose nor move a mark."""
    text, matches = "", []
    for piece, space, is_match in pieces:
        if is_match:
            matches.append((len(text), len(text) + len(piece)))
        text += piece + space
    lines = _lines(_entry(text, *matches), columns)
    if lines and "journal show" in lines[-1]:
        return
    for line in lines:
        assert re.fullmatch(r"(?:[^*]*\*[^*]+\*)*[^*]*", line), line
    marked = "".join("".join(re.findall(r"\*([^*]*)\*", line)) for line in lines)
    plain = "".join(lines).replace("*", "")
    assert _bare(marked) == _bare("".join(text[begin:end] for begin, end in matches))
    assert _bare(plain) == _bare(text)
    assert safe(plain) == plain


def _bare(text: str) -> str:
    """A text made safe, without blanks and without the characters that marks are made of."""
    return "".join(re.sub("[\ufdd0\ufdd1]", " ", safe(text)).split())


@given(
    st.text(st.sampled_from("心愛。、〈ー가힣あン！｠"), min_size=1, max_size=450),
    st.integers(20, 76),
)
def test_wide_letters_stand_in_lines_as_long_as_they_can_be(text: str, columns: int) -> None:
    """Two columns each, none is lost, and each line is full but the last of a piece."""
    room = columns - len(INDENT)
    with _columns(columns):
        lines = [line.removeprefix(INDENT) for line in wrapped(text)]
    assert "".join(lines) == text
    assert all(wcwidth.wcswidth(line) == 2 * len(line) <= room for line in lines)
    # A text without end is laid out in pieces of 200.
    assert len(lines) <= len(text) // (room // 2) + len(text) // 200 + 1


@pytest.mark.parametrize("text", ["心" * 2_000_000, "a\r" * 1_000_000, "\x01" * 2_000_000])
def test_megabytes_of_wide_letters_or_control_characters_are_laid_out_soon(text: str) -> None:
    """They take no longer by far than as many plain letters."""
    with _columns(80), soon(3):
        assert "".join(wrapped(text, "")) == safe(text)


@pytest.mark.parametrize(
    ("kind", "practice", "says"), [("note", True, "practice"), ("log", True, "log"), ("log", False, "")]
)
def test_what_was_answered_outside_of_its_session_says_so(kind: str, practice: bool, says: str) -> None:
    """A row of a log is no practice."""
    entry = _entry("words")._replace(program="Rest", activity_kind=kind, practice=practice)
    assert _lines(entry)[0].strip() == " · ".join(filter(None, ["Rest", says]))
