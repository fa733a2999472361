"""Writes and reads plain lines, with the commands that can be typed in place of an answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType

from resilify_cli.activities.questions import Answer, AnswerValue, Move, Reply
from resilify_cli.errors import ResilifyError
from resilify_cli.safe import safe, safe_line

if TYPE_CHECKING:
    from resilify_cli.prompters.line_reader import LineReader
    from resilify_cli.prompters.protocol import KeepDraft

_MOVES = {":back": Move.BACK, ":skip": Move.SKIP, ":quit": Move.LEAVE}


@dataclass(slots=True)
class PlainConsole:
    """Plain lines to and from a person.

    Attributes:
        console: Where to write; it must write no escape sequences.
        reader: Where lines come from.
        is_interactive: Whether somebody types the lines, so that what only they need is told.
        help: What `:help` shows.
        translate: Returns words of the frame in the language of the program.
        notes: What other commands show, by the command.
        typed_ahead: Lines that were typed where only Enter was asked for. They answer what is asked next.
    """

    console: Console
    reader: LineReader
    is_interactive: bool = False
    help: str = ""
    translate: Callable[[str], str] = str
    notes: Mapping[str, RenderableType] = field(default_factory=dict)
    typed_ahead: deque[str] = field(default_factory=deque)

    def write(self, drawn: RenderableType) -> None:
        """Write what Rich draws, without the spaces that it fills lines with."""
        with self.console.capture() as captured:
            self.console.print(drawn)
        for line in captured.get().splitlines():
            self.write_line(line.rstrip())

    def tell(self, english: str) -> None:
        """Write words of the frame, in the language of the program."""
        self.write(self.translate(english))

    def write_line(self, line: str = "") -> None:
        """Write one line as it is."""
        self.console.file.write(f"{line}\n")

    def ring(self) -> None:
        """Sound the terminal's bell, at once."""
        self.console.file.write("\a")
        self.console.file.flush()

    def read(self, prompt: str, typed: Callable[[str], None] = lambda _: None) -> str | Move:
        """Read one line or a move; the end of input, like Ctrl-C, is `Move.LEAVE`.

        Args:
            prompt: What to write before the line, in the same row.
            typed: Called with the line as it grows, to keep it as a draft.
        """
        while True:
            self.console.file.write(prompt)
            self.console.file.flush()
            try:
                line = self._take_typed_ahead() if self.typed_ahead else self.reader.read(typed, prompt)
            except KeyboardInterrupt:
                self.write_line()
                return Move.LEAVE
            if line is None:
                return Move.LEAVE
            command = line.strip().lower()
            shown = {":help": self.help, **self.notes}
            if command not in _MOVES and command not in shown:
                return line
            # The beginning of a command may have been kept as a draft; it is none.
            typed("")
            if command in _MOVES:
                return _MOVES[command]
            self.write(shown[command])

    def _take_typed_ahead(self) -> str:
        """Return the first line that was typed ahead, and show it where it is taken."""
        line = self.typed_ahead.popleft()
        self.write_line(safe_line(line))
        return line

    def wait_for_enter(self, words: str) -> Reply:
        """Wait for Enter. A line with words is kept as typed ahead, and never thrown away."""
        typed_ahead, self.typed_ahead = self.typed_ahead, deque()
        reply = self.read(f"{self.translate(words)} ")
        if isinstance(reply, str) and reply.strip():
            typed_ahead.append(reply)
        self.typed_ahead = typed_ahead
        return reply if isinstance(reply, Move) else Answer(None)

    def show_typed_ahead(self) -> None:
        """Show the lines that were typed ahead and that no question took, to copy."""
        if self.typed_ahead:
            self.write_line()
            self.tell("Nothing asked for these words, so they are not kept. Here they are, to copy:")
            while self.typed_ahead:
                self.write_line(safe(self.typed_ahead.popleft()))

    def keep_draft(self, keep_draft: KeepDraft, value: AnswerValue) -> None:
        """Keep a draft, or say why that did not work."""
        try:
            keep_draft(value)
        except ResilifyError as error:
            self.tell(f"Not saved yet: {error.message}")
