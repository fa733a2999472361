"""Asks in a terminal, where the first text stands before what asks is loaded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from resilify_cli.console import has_unseen_messages, terminal_width, window_size
from resilify_cli.prompters.first_screen import LEAVE, draw_first_screen
from resilify_cli.prompters.full_screen.held_signals import signals_held
from resilify_cli.prompters.protocol import without_motion
from resilify_cli.prompters.window_fit import fits_window
from resilify_cli.safe import safe

if TYPE_CHECKING:
    from rich.console import Console

    from resilify_cli.activities.questions import Question, Reply
    from resilify_cli.prompters.protocol import KeepDraft, Screen
    from resilify_cli.prompters.terminal import TerminalPrompter


class LazyTerminalPrompter:
    """A prompter for the process's own terminal, which is made with the first question.

    Attributes:
        console: Draws the first text.
        animation: Whether timed cues move.
    """

    def __init__(
        self, console: Console, make: Callable[[bool], TerminalPrompter], *, animation: bool
    ) -> None:
        """Make it.

        Args:
            console: Draws the first text.
            make: Loads and makes what asks; told whether the first text stands there.
            animation: Whether timed cues move.
        """
        self.console, self.animation = console, animation
        self._make = make
        self._made: TerminalPrompter | None = None

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Show the question, and wait for the reply."""
        made = self._made or self._load(question, screen)
        return made.ask(question, screen, keep_draft)

    def _load(self, question: Question, screen: Screen) -> TerminalPrompter:
        drawn = self._draw(question, screen)
        # Whoever is to give the screen back is there before a signal is heeded.
        with signals_held():
            self._write(drawn)
            try:
                self._made = made = self._make(bool(drawn))
            except BaseException:
                self._write(LEAVE if drawn else "")
                raise
        return made

    def _draw(self, question: Question, screen: Screen) -> str:
        """Return the first text, or an empty string where what asks is to draw it."""
        if sys.platform == "win32" or has_unseen_messages():
            return ""
        return draw_first_screen(self.console, question, screen, window_size(self.console.file))

    def fits(self, question: Question, screen: Screen) -> bool:
        """Return whether all of a question fits into the window as it is now."""
        shown = question if self.animation else without_motion(question)
        return fits_window(shown, screen, terminal_width(), self.console.height)

    def say(self, message: str) -> None:
        """Give the terminal back as it was, and write a line there."""
        if self._made is not None:
            self._made.say(message)
        elif message:
            self.console.print(safe(message), width=terminal_width())

    def close(self) -> None:
        """Give the terminal back for good."""
        if self._made is not None:
            self._made.close()

    def _write(self, text: str) -> None:
        # A terminal that has gone away is found by what asks, which then leaves.
        with suppress(OSError):
            self.console.file.write(text)
            self.console.file.flush()
