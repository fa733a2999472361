"""A person before the full screen, in one process: keys through a pipe, the screen drawn by pyte.

A test gives `Person.ask` a question and what the person does, an async function: it presses keys, looks at
the text on the screen and resizes it while the question waits for its reply, all on one event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
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
_TURNS = 2


class _Paper:
    """What prompt_toolkit writes to: a pyte screen, with all bytes kept."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""

    def write(self, data: str) -> int:
        self.raw += data
        self._stream.feed(data)
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

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        return "\n".join(self.rows)

    @property
    def rows(self) -> list[str]:
        """The rows of the screen."""
        return [line.rstrip() for line in self._paper.screen.display]

    @property
    def raw(self) -> str:
        """All that was written to the terminal, with its escape sequences."""
        return self._paper.raw

    @property
    def cursor(self) -> tuple[int, int]:
        """The row and the column of the cursor, from 0."""
        return self._paper.screen.cursor.y, self._paper.screen.cursor.x

    async def press(self, *keys: str) -> Person:
        """Press keys by name, or type text, and wait until it is drawn."""
        for key in keys:
            self._keyboard.send_text(KEYS.get(key, key))
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
        """Let the keys be taken, and what they change be drawn."""
        for _ in range(_TURNS):
            # Nothing is drawn before the loop has nothing else to do.
            await asyncio.sleep(0.001)
        application = self.prompter.full_screen._application
        while application is not None and application.invalidated:
            await asyncio.sleep(0.001)

    async def see(self, words: str) -> Person:
        """Wait until words stand on the screen, however long what was pressed takes."""
        while words not in self.text:
            await asyncio.sleep(0.001)
        return self

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
            if failed:
                raise failed[0]
            if acts and not task.done():
                self.prompter.full_screen.loop.run_until_complete(task)


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
            term="xterm-256color",
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
