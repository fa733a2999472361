"""Makes the prompter that asks the person, and says where nobody can be asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.errors import UsageError
from resilify_cli.theme import screen_theme
from resilify_cli.variables import NO_INPUT, PLAIN, is_on

if TYPE_CHECKING:
    from rich.console import Console

    from resilify_cli.prompters.editor import Editor
    from resilify_cli.prompters.lazy_terminal import LazyTerminalPrompter
    from resilify_cli.prompters.plain import PlainPrompter
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.prompters.terminal import TerminalPrompter
    from resilify_cli.settings import Settings
    from resilify_cli.theme import Theme


class PrompterFactory(NamedTuple):
    """Makes prompters for the terminal, or for plain lines.

    Attributes:
        environment: the variables of the process.
        settings: what is set about plain lines and animation.
        editor: makes the person's own editor.
        now: gives the time, aware of its zone.
    """

    environment: Mapping[str, str]
    settings: Settings
    editor: Callable[[], Editor]
    now: Callable[[], datetime]

    def is_plain(self, plain: bool | None) -> bool:
        """Return whether to use plain lines: as asked for, as set, or all that the terminal can do."""
        return self.wants_plain(plain) or self.environment.get("TERM") == "dumb"

    def wants_plain(self, plain: bool | None) -> bool:
        """Return whether plain lines were asked for, by an option of any command or in the settings."""
        if plain is None and PLAIN in self.environment:
            return is_on(self.environment, PLAIN)
        return self.settings.plain if plain is None else plain

    @property
    def may_ask(self) -> bool:
        """Whether anything may be asked: not with --no-input."""
        return not is_on(self.environment, NO_INPUT)

    @contextmanager
    def open(self, *, plain: bool | None, animation: bool | None = None) -> Iterator[Prompter]:
        """Give a prompter; the terminal is its own until the end of the context.

        Args:
            plain: whether to ask in plain lines; None leaves it to the settings.
            animation: whether timed steps move; None leaves it to the settings.

        Raises:
            UsageError: there is no terminal to ask in, and plain lines were not asked for.
        """
        self.need_terminal(plain=plain)
        import gc

        from resilify_cli.prompters.raw_terminal import raw_terminal

        with raw_terminal(sys.stdin):
            if not self.is_plain(plain):
                terminal = self._terminal_prompter(animation)
                try:
                    yield terminal
                finally:
                    terminal.close()
                return
            gc.enable()
            prompter = self._plain_prompter()
            try:
                yield prompter
            finally:
                prompter.show_typed_ahead()

    def has_terminal(self, *, plain: bool | None) -> bool:
        """Return whether there is a terminal to ask in, or plain lines come from anywhere."""
        return self.is_plain(plain) or (sys.stdin.isatty() and sys.stdout.isatty())

    def need_answer(self, option: str, *, plain: bool | None) -> None:
        """Raise a `UsageError` unless the person can be asked; `option` answers without asking."""
        if not self.may_ask:
            raise UsageError(
                "This would ask you something, and --no-input was given.",
                f"With {option} it is done without asking.",
            )
        if not self.has_terminal(plain=plain):
            raise UsageError(f"Nobody can be asked here. With {option} it is done without asking.")

    def need_terminal(self, *, plain: bool | None) -> None:
        """Raise a `UsageError` unless the person can be asked in a terminal, or in plain lines."""
        if not self.may_ask:
            raise UsageError(
                "This asks you something, and --no-input was given.", "Leave that out to be asked."
            )
        if not self.has_terminal(plain=plain):
            raise UsageError(
                "This needs a terminal to ask you in, and there is none here.",
                "With --plain it reads answers line by line, from a pipe too.",
            )

    def _plain_prompter(self) -> PlainPrompter:
        from resilify_cli.console import make_console
        from resilify_cli.prompters.line_reader import open_reader
        from resilify_cli.prompters.plain import PlainPrompter
        from resilify_cli.prompters.plain_console import PlainConsole

        lines = PlainConsole(
            make_console(self.environment, plain=True, stream=sys.stderr),
            open_reader(sys.stdin, sys.stderr),
            is_interactive=sys.stdin.isatty(),
        )
        return PlainPrompter(lines, self.now)

    def _terminal_prompter(self, animation: bool | None) -> LazyTerminalPrompter:
        from resilify_cli.console import make_console
        from resilify_cli.prompters.lazy_terminal import LazyTerminalPrompter

        theme = screen_theme(self.settings.theme, self.environment)
        console = make_console(self.environment, theme)
        moves = self.settings.animation if animation is None else animation

        def make(is_drawn: bool) -> TerminalPrompter:
            return self._loaded_prompter(console, theme, animation=moves, is_drawn=is_drawn)

        return LazyTerminalPrompter(console, make, animation=moves)

    def _loaded_prompter(
        self, console: Console, theme: Theme, *, animation: bool, is_drawn: bool
    ) -> TerminalPrompter:
        """Load and make what asks in a terminal; `is_drawn` is whether the first text stands there."""
        from resilify_cli.terminal.event_loop import load_asyncio

        load_asyncio()
        from resilify_cli.console import take_unseen_messages
        from resilify_cli.prompters.full_screen.app import FullScreenApp
        from resilify_cli.prompters.full_screen.drawn_output import drawn_output
        from resilify_cli.prompters.style import prompt_style
        from resilify_cli.prompters.terminal import TerminalPrompter
        from resilify_cli.terminal.idle_work import IdleWork

        app = FullScreenApp(
            prompt_style(theme),
            coloured=bool(theme.styles),
            output=drawn_output(sys.stdout) if is_drawn else None,
            when_idle=IdleWork(),
        )
        return TerminalPrompter(
            console, app, self.editor(), self.now, animation=animation, take_messages=take_unseen_messages
        )
