"""A person before the full screen, in one process: keys through a pipe, the screen drawn by pyte.

A test gives `Person.ask` a question and what the person does, an async function: it presses keys, looks at
the text on the screen and resizes it while the question waits for its reply, all on one event loop.
"""

from __future__ import annotations

import array
import asyncio
import fcntl
import os
import re
import termios
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pyte
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output
from rich.console import Console

from resilify_cli.activities.questions import AnswerValue, Question, Reply
from resilify_cli.prompters.editor import Editor
from resilify_cli.prompters.full_screen.app import FullScreenApp
from resilify_cli.prompters.full_screen.paste import PasteParser
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.style import prompt_style
from resilify_cli.prompters.terminal import TerminalPrompter
from resilify_cli.theme import NO_THEME, Theme
from tests.terminal.terminal import KEYS

SCREEN = Screen("A program", "A session", "Session 1 of 2", 3, 13, minutes_left=19, heading="A heading")


_DIM = re.compile(r"(\x1b\[(?:[0-9]+;)*)2((?:;[0-9]+)*m)")


class _Paper:
    """What prompt_toolkit writes to: a pyte screen, with all bytes kept."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""

    def write(self, data: str) -> int:
        self.raw += data
        # pyte knows no dim letters, but letters that blink, which nobody uses.
        self._stream.feed(_DIM.sub(r"\g<1>5\g<2>", data))
        return len(data)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return -1


@dataclass
class Person:
    """Presses keys and looks at the screen, while a question waits.

    Attributes:
        prompter: What asks.
        drafts: What was kept while it was typed.
    """

    prompter: TerminalPrompter
    _keyboard: PipeInput
    _paper: _Paper
    drafts: list[AnswerValue] = field(default_factory=list)
    _is_answered: bool = True

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        return "\n".join(self.rows)

    @property
    def rows(self) -> list[str]:
        """The rows of the screen."""
        return [line.rstrip() for line in self._paper.screen.display]

    @property
    def styled_rows(self) -> list[str]:
        """The rows of the screen, with what has a style as `[bold magenta:text]`."""
        screen = self._paper.screen
        return [
            "".join(
                f"[{style}:{text}]" if style and text.strip() else text
                for style, text in _runs([screen.buffer[row][column] for column in range(screen.columns)])
            ).rstrip()
            for row in range(screen.lines)
        ]

    @property
    def raw(self) -> str:
        """All that was written to the terminal, with its escape sequences."""
        return self._paper.raw

    @property
    def cursor(self) -> tuple[int, int]:
        """The row and the column of the cursor, from 0."""
        return self._paper.screen.cursor.y, self._paper.screen.cursor.x

    async def press(self, *keys: str) -> Person:
        """Press keys by name, or type text of any length, and wait until it is drawn."""
        for key in keys:
            await self._send(KEYS.get(key, key))
            await self.settle()
        return self

    async def resize(self, columns: int, rows: int) -> Person:
        """Change the size of the terminal's window."""
        self._paper.screen.resize(rows, columns)
        application = self.prompter.full_screen._application
        assert application is not None
        application._on_resize()
        await self.settle()
        return self

    async def settle(self) -> None:
        """Wait until all keys have been read and taken, and what they changed is drawn."""
        await asyncio.sleep(0)
        while not self._is_settled:
            await asyncio.sleep(0.001)

    async def wait_until(self, holds: Callable[[], bool], seconds: float = 90) -> None:
        """Let the application run on until something holds, such as that a draft is kept."""
        async with asyncio.timeout(seconds):
            while not holds():
                await asyncio.sleep(0.001)
            await self.settle()

    async def _send(self, text: str) -> None:
        """Put text into the pipe, which holds 64 KiB: more goes in as it is read."""
        data, pipe = text.encode(), self._keyboard.pipe.write_fd  # type: ignore[attr-defined]
        os.set_blocking(pipe, False)
        try:
            while data:
                try:
                    data = data[os.write(pipe, data) :]
                except BlockingIOError:
                    await asyncio.sleep(0.001)
        finally:
            os.set_blocking(pipe, True)

    @property
    def _is_settled(self) -> bool:
        """Whether nothing is left to be done by the application before somebody presses a key."""
        application = self.prompter.full_screen._application
        if self._is_answered:
            return True
        if application is None or application.reply is None or application.reply.done():
            # It begins, or it goes from one widget to the next.
            return False
        processor = application.key_processor
        return not (
            self._unread
            # What may be the beginning of a longer key is waited for.
            or _begun_key(self._keyboard.vt100_parser)  # type: ignore[attr-defined]
            or processor.input_queue
            or processor.key_buffer
            or application._running_in_terminal
            or not application.render_counter
            or application.invalidated
        )

    @property
    def _unread(self) -> int:
        """How many bytes are in the pipe."""
        found = array.array("i", [0])
        fcntl.ioctl(self._keyboard.fileno(), termios.FIONREAD, found)
        return found[0]

    def ask(
        self,
        question: Question,
        acts: Callable[[Person], Awaitable[Any]] | None = None,
        *ahead: str,
        screen: Screen = SCREEN,
        keep_draft: Callable[[AnswerValue], None] | None = None,
    ) -> Reply:
        """Ask a question, and return the reply.

        Args:
            question: What is asked.
            acts: What the person does while it waits.
            ahead: Keys that are pressed before it is asked.
            screen: Where the person is.
            keep_draft: Keeps a draft, in place of `drafts`.
        """
        for key in ahead:
            self._keyboard.send_text(KEYS.get(key, key))
        failed: list[BaseException] = []
        self._is_answered = False

        async def act() -> None:
            await self.settle()
            try:
                if acts:
                    await acts(self)
            except BaseException as error:
                failed.append(error)
                self._keyboard.close()
                raise

        task = self.prompter.full_screen.loop.create_task(act())
        try:
            return self.prompter.ask(question, screen, keep_draft or self.drafts.append)
        finally:
            self._is_answered = True
            if failed:
                raise failed[0]
            if acts and not task.done():
                self.prompter.full_screen.loop.run_until_complete(task)


def _runs(letters: Sequence[pyte.screens.Char]) -> Iterator[tuple[str, str]]:
    """Yield the texts of a row that look the same, each with its style."""
    for style, run in groupby(letters, _style):
        yield style, "".join(letter.data for letter in run)


def _style(letter: pyte.screens.Char) -> str:
    attributes = {
        "bold": letter.bold,
        "dim": letter.blink,
        "italic": letter.italics,
        "underline": letter.underscore,
        "reverse": letter.reverse,
    }
    colors = (letter.fg, "" if letter.bg == "default" else f"on {letter.bg}")
    named = [name for name, holds in attributes.items() if holds]
    return " ".join([*named, *(color for color in colors if color not in {"", "default"})])


def _begun_key(parser: PasteParser) -> str:
    """Return the letters of an escape sequence that may go on."""
    frame = parser._input_parser.gi_frame  # type: ignore[attr-defined]  # it is a generator in truth
    return str(frame.f_locals["prefix"]) if frame else ""


@contextmanager
def person(
    folder: Path = Path("no editor"),
    *,
    columns: int = 80,
    rows: int = 24,
    theme: Theme = NO_THEME,
    animation: bool = True,
    messages: Sequence[str] = (),
    editor: str = "false",
    term: str = "xterm-256color",
    now: Callable[[], datetime] = lambda: datetime(2026, 3, 2, 12, tzinfo=UTC),
) -> Iterator[Person]:
    """Give a person at a terminal of this size.

    Args:
        folder: Where the editor's files are.
        columns: The width of the terminal.
        rows: Its height.
        theme: How it looks.
        animation: Whether timed steps move.
        messages: What was said before the first question.
        editor: The command of the person's editor.
        term: What the terminal says that it is.
        now: Gives the time.
    """
    paper = _Paper(columns, rows)
    said = list(messages)

    def take_messages() -> list[str]:
        taken = said.copy()
        said.clear()
        return taken

    with create_pipe_input() as keyboard:
        given = keyboard.vt100_parser  # type: ignore[attr-defined]
        keyboard.vt100_parser = PasteParser(given.feed_key_callback)  # type: ignore[attr-defined]
        output = Vt100_Output(
            paper,  # type: ignore[arg-type]  # all of a stream that it uses
            lambda: Size(paper.screen.lines, paper.screen.columns),
            term=term,
            enable_cpr=False,
        )
        console = Console(
            file=paper,  # type: ignore[arg-type]
            width=columns,
            force_terminal=True,
            color_system="standard" if theme.styles else None,
            theme=theme.for_rich(),
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},
        )
        application = FullScreenApp(
            prompt_style(theme), coloured=bool(theme.styles), keyboard=keyboard, output=output
        )
        prompter = TerminalPrompter(
            console,
            application,
            Editor(folder, {"VISUAL": editor}),
            now,
            animation=animation,
            take_messages=take_messages,
        )
        try:
            yield Person(prompter, keyboard, paper)
        finally:
            prompter.close()
