"""Standard output for results, standard error for messages.

`print_line` and `print_message` import no Rich, so that reading the journal starts fast. `make_console` makes
the console for tables and Markdown, with markup, emoji codes and live links turned off.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import IO, TYPE_CHECKING, TextIO

from resilify_cli.decoding import LENIENT, decode_text
from resilify_cli.safe import safe
from resilify_cli.text_width import break_lines
from resilify_cli.theme import NO_THEME, Theme

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 76
NARROWEST = 20
# More than any line has: what goes into a pipe or a file is not wrapped.
NO_WRAP = 100_000


# Gives the terminal back, while an application has its whole screen.
_leave_screen: list[Callable[[], None]] = []


def print_line(text: str = "") -> None:
    """Write a line of a result to standard output, once it is nobody's screen."""
    for line in break_lines(text, result_width()) if len(text) > NARROWEST else (text,):
        print_unbroken(line)


def print_unbroken(text: str) -> None:
    """Write a line as it is, however narrow the terminal is: for what a program reads or a person copies."""
    for leave in _leave_screen.copy():
        leave()
    sys.stdout.write(f"{text}\n")


def result_width() -> int:
    """Return how many columns a line of a result may have: those of the terminal, else any number."""
    return shutil.get_terminal_size((0, 24)).columns or NO_WRAP


# Messages that a screen which is drawn anew would clear away before they could be read.
_unseen: list[str] = []
# Whether `print_message` writes nothing; a list, so that it can be changed from a function.
_silent = [False]


def silence_messages() -> None:
    """Leave out from now on what `print_message` would write: hints, and what was done."""
    _silent[0] = True


def take_screen(leave: Callable[[], None]) -> None:
    """Let messages wait from now on, since an application has the whole screen.

    Args:
        leave: Gives the terminal back, and then calls `give_back_screen`; a line of a result calls it first.
    """
    _leave_screen[:] = [leave]


def give_back_screen() -> None:
    """Write the messages that have waited, and let others wait no more."""
    if _leave_screen:
        _leave_screen.clear()
        for message in take_unseen_messages():
            _write_message(message)


def print_message(text: str = "") -> None:
    """Write a hint, or what was done, to standard error, unless messages are silenced.

    It is made safe to show; if standard error is closed, the command goes on without it.
    """
    if not _silent[0]:
        print_warning(text)


def print_warning(text: str = "", paint: Callable[[str], str] = str) -> None:
    """Write an error, or what must not be missed, to standard error, as `print_message` does.

    Args:
        text: What to write; it is made safe to show.
        paint: Adds the escape sequences of a style to a line.
    """
    _unseen.append(safe(text))
    if not _leave_screen:
        _write_message(safe(text), paint)


def _write_message(text: str, paint: Callable[[str], str] = str) -> None:
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns if sys.stderr.isatty() else NO_WRAP
        sys.stderr.write("".join(f"{paint(line)}\n" for line in break_lines(text, columns)))
    except OSError:
        discard_output(sys.stderr)


def take_unseen_messages() -> list[str]:
    """Return the messages written since the last call, for whoever clears the screen to show them again."""
    messages = _unseen.copy()
    _unseen.clear()
    return messages


def has_unseen_messages() -> bool:
    """Return whether messages wait for whoever clears the screen next."""
    return bool(_unseen)


def discard_output(stream: TextIO) -> None:
    """Redirect a stream that takes no more to `os.devnull`.

    What it still buffers would fail once more when Python ends, and change the exit code.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_json(data: object) -> None:
    """Write data to standard output as JSON in ASCII, which every terminal takes; keys keep their order."""
    import json

    print_unbroken(json.dumps(data, indent=2))


def stdin_is_terminal() -> bool:
    """Return whether standard input is a terminal."""
    return sys.stdin.isatty()


def stdout_is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def terminal_width(stream: TextIO | None = None) -> int:
    """Return how many columns to use: from `NARROWEST` to `WIDEST`, of the terminal or of `COLUMNS`.

    Where the stream is no terminal, and `COLUMNS` is not set, lines are as long as they come.

    Args:
        stream: What is written to; None is standard output.
    """
    columns = shutil.get_terminal_size((0, 24)).columns
    if not columns and stream is not None and stream.isatty():
        columns = os.get_terminal_size(stream.fileno()).columns
    return max(NARROWEST, min(WIDEST, columns)) if columns else NO_WRAP


def window_size(stream: IO[str]) -> os.terminal_size:
    """Return the columns and rows of the window that a stream writes to; none where it is no terminal."""
    try:
        return os.get_terminal_size(stream.fileno())
    except OSError:
        return os.terminal_size((0, 0))


def make_console(
    environment: Mapping[str, str],
    theme: Theme = NO_THEME,
    *,
    plain: bool = False,
    stream: TextIO | None = None,
) -> Console:
    """Return a Rich console, whose styles are named by the roles of the theme.

    Args:
        environment: The environment variables.
        theme: How it looks.
        plain: Whether it writes no escape sequences.
        stream: What it writes to; None is standard output.
    """
    from rich.console import Console

    class Quiet(Console):
        """A console that leaves it to `cli.main` what to do when nobody reads any more."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    coloured = not plain and bool(theme.styles)
    return Quiet(
        file=stream or sys.stdout,
        width=terminal_width(stream),
        force_terminal=not plain and (coloured or stdout_is_terminal()),
        color_system="standard" if coloured else None,
        no_color=not coloured,
        theme=theme.for_rich(),
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        soft_wrap=False,
        _environ=environment,
    )


def configure_streams() -> None:
    """Set the standard streams to replace characters that their encoding lacks, instead of failing.

    A stream that is closed becomes `os.devnull`, so that no file of ours gets its descriptor, and with it
    what is meant for the terminal.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # it stays open
    for stream, errors in ((sys.stdin, LENIENT), (sys.stdout, "replace"), (sys.stderr, "replace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors=errors)


def read_stdin() -> str:
    """Return all of standard input, in whatever encoding it is, with line feeds as line ends."""
    return decode_text(sys.stdin.buffer.read()).replace("\r\n", "\n").replace("\r", "\n")
