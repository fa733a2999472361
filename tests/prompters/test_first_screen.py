"""The first text of a sitting looks as the application draws it, and stands there before that is loaded."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from resilify_cli.activities.questions import (
    Answer,
    Aside,
    Drawing,
    LineQuestion,
    MarkdownBlock,
    Message,
    OwnWords,
    Question,
)
from resilify_cli.content.languages import find_language
from resilify_cli.prompters.first_screen import ENTER, HOME, draw_first_screen
from resilify_cli.prompters.protocol import Screen, SideNote
from resilify_cli.theme import NO_THEME, Theme, screen_theme
from tests.prompters.full_screen.person import SCREEN, Person, person

_LESSON = MarkdownBlock("Two words.\n\n- one **bold** line\n- another, [@neff2003]\n\n> A quotation.")
_MESSAGES = {
    "a paragraph": Message(body=(MarkdownBlock("Kindness can be learned."),)),
    "a list": Message(body=(_LESSON, Aside("Take a breath first.", "Take care"))),
    "nothing": Message(),
    "words of one's own": Message(
        body=(OwnWords("I was kind\nto a friend", "You wrote"),), continue_label="begin"
    ),
    "a drawing": Message(body=(Drawing(("╭─╮", "╰─╯"), "A box."),)),
    "wide letters": Message(body=(MarkdownBlock("静かな夜に、自分にやさしくする。" * 6),)),
}
_SCREENS = {
    "a step": SCREEN,
    "the beginning": Screen("A program", "A session", "Session 1 of 2", can_go_back=False),
    "alone": Screen("A program", can_go_back=False, leaving_saves=False),
    "notes": Screen("A program", notes=(SideNote("example", "read one", (MarkdownBlock("Yes."),)),)),
    "a notice": Screen("A program", notice="That step is left for later.", citations={"neff2003": 1}),
    "in Spanish": Screen("Un programa", steps=4, step=2, translate=find_language("es").translate),
}
_CALM = screen_theme("calm", {"TERM": "xterm-256color"})


def _drawn(she: Person, question: Question, screen: Screen) -> str:
    """Draw the first text, on the screen where the application would."""
    paper = she._paper.screen
    return draw_first_screen(
        she.prompter.console, question, screen, os.terminal_size((paper.columns, paper.lines))
    )


def _looks(she: Person) -> list[str]:
    """Return the rows of the screen, where the kind and the style of a blank is no matter."""
    return [row.replace("\xa0", " ").replace(" ]", "]") for row in she.styled_rows]


def _both(
    question: Question, screen: Screen, columns: int, rows: int, theme: Theme, term: str = "xterm-256color"
) -> tuple[list[str], ...]:
    """Return the rows as they are drawn first, and as the application draws them."""
    seen: list[list[str]] = []

    async def look(there: Person) -> None:
        seen.append(_looks(there))
        await there.press("enter")

    with person(columns=columns, rows=rows, theme=theme, term=term) as first:
        drawn = _drawn(first, question, screen)
        assert drawn
        first._paper.write(drawn)
        seen.append(_looks(first))
        assert first.cursor == (0, 0)
    with person(columns=columns, rows=rows, theme=theme, term=term) as then:
        assert then.ask(question, look, screen=screen) == Answer(None)
    return tuple(seen)


@pytest.mark.parametrize("screen", _SCREENS.values(), ids=_SCREENS)
@pytest.mark.parametrize("message", _MESSAGES.values(), ids=_MESSAGES)
@pytest.mark.parametrize("theme", [NO_THEME, _CALM], ids=["no theme", "calm"])
def test_it_looks_as_the_application_draws_it(message: Message, screen: Screen, theme: Theme) -> None:
    """Row for row, with the same styles, whatever is shown and wherever the person is."""
    first, then = _both(message, screen, 80, 24, theme)
    assert first == then


@pytest.mark.parametrize(("columns", "rows"), [(76, 40), (40, 24), (40, 14), (23, 30), (160, 50)])
def test_it_looks_so_in_every_window(columns: int, rows: int) -> None:
    """Narrow and low, wide and high."""
    for message in (_MESSAGES["a paragraph"], _MESSAGES["a drawing"]):
        first, then = _both(message, SCREEN, columns, rows, _CALM)
        assert first == then


@pytest.mark.parametrize("term", ["unknown", "linux", "vt100", ""])
def test_it_is_as_coloured_whatever_the_terminal_says_it_is(term: str) -> None:
    """The theme alone says whether there is colour."""
    message = Message(body=(MarkdownBlock("To read this again: `resilify about`"),))
    first, then = _both(message, SCREEN, 80, 24, _CALM, term)
    assert any("magenta" in row for row in first)
    assert first == then


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(codec="utf-8"), max_size=60))
@example("\x1b[2J\ttwo\r\nthree")
def test_whatever_words_it_shows(words: str) -> None:
    """Words of any letters stand where the application puts them."""
    message = Message(body=(OwnWords(words),))
    with person() as she:
        assume(_drawn(she, message, SCREEN))
    first, then = _both(message, SCREEN, 80, 24, NO_THEME)
    assert first == then


@pytest.mark.parametrize(
    ("question", "rows", "columns"),
    [
        (LineQuestion(body=(MarkdownBlock("What was it?"),)), 24, 80),
        (Message(body=(MarkdownBlock("A line.\n\n" * 30),)), 24, 80),
        (Message(body=(MarkdownBlock("A line.\n\nAnd one."),)), 6, 80),
        (Message(body=(MarkdownBlock("A line."),)), 24, 19),
        (Message(body=(MarkdownBlock("👩‍👩‍👧‍👦" * 12),)), 24, 80),
    ],
    ids=["a place to answer", "a long text", "a low window", "a very narrow window", "wide emoji"],
)
def test_what_has_to_be_answered_or_scrolled_is_left_to_the_application(
    question: Question, rows: int, columns: int
) -> None:
    """Only it knows what stands where then."""
    with person(columns=columns, rows=rows) as she:
        assert _drawn(she, question, SCREEN) == ""


def test_nothing_shines_through_where_there_is_no_other_screen() -> None:
    """Linux's console and GNU screen stay on the one that they have; what stood there is cleared."""
    with person() as she:
        she._paper.write("What a shell wrote.\r\n" * 24)
        she._paper.write(_drawn(she, _MESSAGES["a paragraph"], SCREEN))
        assert "shell" not in she.text


def test_it_begins_and_ends_where_the_application_does() -> None:
    """On the other screen, from its first row; the cursor waits there for the application."""
    with person() as she:
        drawn = _drawn(she, _MESSAGES["a paragraph"], SCREEN)
    assert drawn.startswith(ENTER)
    assert drawn.endswith(HOME)
