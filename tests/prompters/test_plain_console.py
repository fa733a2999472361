"""Words that are typed before anything asks for them are never lost."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from resilify_cli.activities.questions import Answer, LineQuestion, Message
from resilify_cli.prompters.plain import PlainPrompter
from resilify_cli.prompters.plain_console import PlainConsole
from resilify_cli.prompters.protocol import Screen
from tests.prompters.test_plain import Lines, now

_SCREEN = Screen("A program", step=1, steps=2)


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


def _prompter(out: io.StringIO, *lines: str) -> PlainPrompter:
    return PlainPrompter(PlainConsole(Console(file=out, width=76), Lines(list(lines))), now)


def test_words_in_place_of_enter_answer_the_next_question(out: io.StringIO) -> None:
    """They are shown again where they are taken."""
    prompter = _prompter(out, "my words", "other words")
    assert prompter.ask(Message(), _SCREEN, lambda _: None) == Answer(None)
    assert prompter.ask(LineQuestion(), _SCREEN, lambda _: None) == Answer("my words")
    assert "> my words\n" in out.getvalue()


def test_words_are_taken_in_the_order_of_the_typing(out: io.StringIO) -> None:
    """Also where two screens in turn asked for Enter alone."""
    prompter = _prompter(out, "first", "second")
    for _ in range(2):
        prompter.ask(Message(), _SCREEN, lambda _: None)
    taken = [prompter.ask(LineQuestion(), _SCREEN, lambda _: None) for _ in range(2)]
    assert taken == [Answer("first"), Answer("second")]


def test_words_that_no_question_took_are_shown_to_copy(out: io.StringIO) -> None:
    """They are shown once, and then are gone."""
    prompter = _prompter(out, "my words")
    prompter.ask(Message(), _SCREEN, lambda _: None)
    prompter.show_typed_ahead()
    prompter.show_typed_ahead()
    assert out.getvalue().count("to copy:\nmy words\n") == 1
