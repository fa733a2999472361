"""What asks in a terminal is made with the first question, behind its text."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import TextIO, cast

import pytest
from rich.console import Console

from resilify_cli.activities.questions import (
    Answer,
    Cue,
    LineQuestion,
    MarkdownBlock,
    Message,
    PacedCues,
    Question,
)
from resilify_cli.console import print_warning, take_unseen_messages
from resilify_cli.prompters.first_screen import ENTER, LEAVE
from resilify_cli.prompters.lazy_terminal import LazyTerminalPrompter
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.prompters.terminal import TerminalPrompter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

_TEXT = Message(body=(MarkdownBlock("Kindness can be learned."),))
_SCREEN = Screen("A program")
# As long as nothing comes, at most.
_SECONDS = 20


class _Terminal:
    """A terminal, and a prompter in it that notes what stood there when what asks was made."""

    def __init__(self, stream: TextIO, reader: int) -> None:
        self._reader = reader
        self.made: list[bool] = []
        self.fails: type[BaseException] | None = None
        self.console = Console(file=stream, width=76, height=24)
        self.prompter = LazyTerminalPrompter(self.console, self._make, animation=True)

    def _make(self, is_drawn: bool) -> TerminalPrompter:
        self.made.append(is_drawn)
        if self.fails:
            raise self.fails
        # All that is asked of it here.
        return cast(TerminalPrompter, ScriptedPrompter([None, None]))

    def ask(self, question: Question) -> object:
        return self.prompter.ask(question, _SCREEN, lambda _: None)

    def written(self, until: str) -> str:
        """Read from the terminal, which passes on bit by bit, until a text has come or nothing more does."""
        written = b""
        while until.encode() not in written and select.select([self._reader], [], [], _SECONDS)[0]:
            written += os.read(self._reader, 65_536)
        return written.decode()


@pytest.fixture
def terminal() -> Iterator[_Terminal]:
    with ExitStack() as stack:
        reader, writer = pty.openpty()
        stack.callback(os.close, reader)
        termios.tcsetwinsize(writer, (24, 80))
        take_unseen_messages()
        yield _Terminal(stack.enter_context(open(writer, "w", encoding="utf-8")), reader)
        take_unseen_messages()


def test_the_first_text_stands_there_when_what_asks_is_made(terminal: _Terminal) -> None:
    """It is made once, is told of the text, and asks that question and all others."""
    assert terminal.ask(_TEXT) == Answer(None)
    written = terminal.written("Kindness can be learned.")
    assert written.startswith(ENTER)
    assert "Kindness can be learned." in written
    assert terminal.ask(_TEXT) == Answer(None)
    assert terminal.made == [True]


def test_what_is_answered_is_drawn_by_what_asks_alone(terminal: _Terminal) -> None:
    """Nothing was written before that was made."""
    assert terminal.ask(LineQuestion()) == Answer(None)
    assert terminal.made == [False]


def test_what_was_said_before_is_shown_by_what_asks(terminal: _Terminal) -> None:
    """A message that waits stands on the first screen, which only the application draws then."""
    print_warning("The clock is ahead.")
    assert terminal.ask(_TEXT) == Answer(None)
    assert terminal.made == [False]


@pytest.mark.parametrize("ends", [KeyboardInterrupt, ImportError])
def test_the_terminal_is_given_back_if_nothing_can_ask(
    terminal: _Terminal, ends: type[BaseException]
) -> None:
    """A signal or a bug while the rest is loaded leaves no text on the other screen."""
    terminal.fails = ends
    with pytest.raises(ends):
        terminal.ask(_TEXT)
    assert terminal.written(LEAVE).endswith(LEAVE)


@pytest.mark.parametrize("moment", ["drawn", "made"])
def test_a_signal_is_heeded_once_somebody_can_give_the_terminal_back(
    terminal: _Terminal, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once it would leave the text on the other screen, or be lost in an import."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    does = getattr(terminal.prompter, "_write" if moment == "drawn" else "_make")

    def is_cut_off(given: object) -> object:
        done = does(given)
        signal.raise_signal(signal.SIGTERM)
        return done

    monkeypatch.setattr(terminal.prompter, "_write" if moment == "drawn" else "_make", is_cut_off)
    try:
        with pytest.raises(KeyboardInterrupt):
            terminal.ask(_TEXT)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert terminal.made == [True]
    assert terminal.prompter._made is not None


def test_without_a_question_nothing_is_made(terminal: _Terminal) -> None:
    """Whether a question fits is told before, a line is written as it is, and nothing is given back."""
    assert terminal.prompter.fits(_TEXT, _SCREEN)
    terminal.prompter.say("All of it is kept.")
    terminal.prompter.close()
    assert terminal.written("kept.\r\n") == "All of it is kept.\r\n"
    assert terminal.made == []


def test_timed_cues_fit_as_they_will_be_shown(terminal: _Terminal) -> None:
    """One after the other they take few rows; where nothing moves, all of their words stand there at once."""
    words = tuple(f"Breathe in, and count to {number}." for number in range(30))
    cues = PacedCues(cues=(Cue("Breathe in.", 4),), without_timing=words)
    still = LazyTerminalPrompter(terminal.console, lambda _: terminal.prompter._make(False), animation=False)
    assert terminal.prompter.fits(cues, _SCREEN)
    assert not still.fits(cues, _SCREEN)
    assert still.fits(replace(cues, without_timing=words[:3]), _SCREEN)
