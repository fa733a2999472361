"""Reads lines of any length from a terminal or a pipe.

A terminal in line mode keeps only 4,095 characters of a line and drops the rest without a word. So a
terminal is read character by character here, with the editing keys that a line has in a shell.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from threading import current_thread, main_thread
from time import monotonic
from types import FrameType
from typing import Protocol, TextIO

from rich.cells import cell_len

from resilify_cli.prompters.line_buffer import KeyParser, LineBuffer

_SAVE_AFTER = 0.5


class LineReader(Protocol):
    """Reads lines without their line feed; None at the end of input."""

    def read(self, typed: Callable[[str], None], prompt: str = "") -> str | None:
        """Return the next line.

        Args:
            typed: Called with a line that is not ended yet, as it grows.
            prompt: What was written before the line, in the same row.
        """
        ...


class PipeReader:
    """Reads lines from a pipe or a file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def read(self, typed: Callable[[str], None], prompt: str = "") -> str | None:
        """Return the next line."""
        line = self._stream.readline()
        return line.rstrip("\n").rstrip("\r") if line else None


class TerminalReader:
    """Reads lines from a terminal of any kind, without a single escape byte.

    What is typed is written to `echo`, unless it is `hidden`. Then nothing after the line is read either, so
    that it is there for the next question.
    """

    def __init__(
        self, stream: TextIO, echo: TextIO, encoding: str = "utf-8", *, hidden: bool = False
    ) -> None:
        self._descriptor = stream.fileno()
        self._echo = echo
        self._hidden = hidden
        # A byte that is none of the encoding becomes a mark, and takes no other with it.
        self._decoder = getincrementaldecoder(encoding)("replace")
        # What was read, each with whether it came apart from the character before.
        self._pending: deque[tuple[str, bool]] = deque()
        self._keys = KeyParser()

    def read(self, typed: Callable[[str], None], prompt: str = "") -> str | None:
        """Return the next line.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; `typed` was called with what was there of the line.
            BaseException: What a signal raises by which the command is to end; as with Ctrl-C.
        """
        import termios

        line = LineBuffer(
            (lambda _: None) if self._hidden else self._show, get_terminal_size().columns - cell_len(prompt)
        )

        def shown_again() -> None:
            self._show(prompt)
            line.show_again()
            self._flush()

        try:
            with _character_mode(self._descriptor, shown_again):
                return self._read_line(line, typed)
        except termios.error:
            # The terminal has gone away.
            typed(line.text)
            return None
        except BaseException:
            # Ctrl-C, or a signal that ends the command, as a system that shuts down sends it.
            typed(line.text)
            raise

    def _read_line(self, line: LineBuffer, typed: Callable[[str], None]) -> str | None:
        kept = ""

        def keep() -> None:
            nonlocal kept
            self._keys.pause()
            if line.text != kept:
                kept = line.text
                typed(kept)

        for sent, apart in self._characters(keep):
            character, key = self._keys.feed(sent, begins=apart)
            if character in {"\r", "\n"}:
                line.show_rest()
                self._show("\n")
                self._flush()
                return line.text
            if character == "\x04":
                if not line.text:
                    typed("")
                    return None
            elif character == "\x03":
                # Pressed before this line was read, when it was no signal yet.
                raise KeyboardInterrupt
            elif character == "\x1c":
                signal.raise_signal(signal.SIGQUIT)
            elif character:
                line.insert(character)
            else:
                line.press(key)
            if not self._pending:
                self._flush()
        return line.text or None

    def _characters(self, keep: Callable[[], None]) -> Iterator[tuple[str, bool]]:
        """Yield characters, each with whether it came apart from the last; call `keep` twice a second."""
        import termios

        last = monotonic()
        while True:
            if not self._pending:
                # What is there at once was sent together with what came before.
                ready, _, _ = select.select([self._descriptor], [], [], 0)
                apart = not ready
                if apart:
                    ready, _, _ = select.select([self._descriptor], [], [], _SAVE_AFTER)
                if monotonic() - last >= _SAVE_AFTER:
                    keep()
                    last = monotonic()
                if not ready:
                    continue
                try:
                    read = os.read(self._descriptor, 1 if self._hidden else 65536)
                except OSError:
                    return
                if not read:
                    # What was there is gone, since a key that sends a signal takes with it what was typed
                    # before; or the terminal is gone, which this tells.
                    termios.tcgetattr(self._descriptor)
                    continue
                self._pending.extend(
                    (character, apart and not at) for at, character in enumerate(self._decoder.decode(read))
                )
            else:
                yield self._pending.popleft()

    def _show(self, text: str) -> None:
        self._echo.write(text)

    def _flush(self) -> None:
        self._echo.flush()


def open_reader(stream: TextIO, echo: TextIO) -> LineReader:
    """Return the reader that fits the stream."""
    if stream.isatty() and sys.platform != "win32":
        return TerminalReader(stream, echo)
    return PipeReader(stream)


@contextmanager
def _character_mode(descriptor: int, resumed: Callable[[], None]) -> Iterator[None]:
    """Turn off the terminal's own line mode and echo while a line is read.

    `resumed` is called when the command is continued after it was stopped, as by Ctrl-Z.
    """
    import termios

    before = termios.tcgetattr(descriptor)
    now = termios.tcgetattr(descriptor)
    now[3] &= ~(termios.ICANON | termios.ECHO)
    # Ctrl-W and Ctrl-V would else be taken by the line discipline on some systems.
    now[3] &= ~termios.IEXTEN
    now[3] |= termios.ISIG
    # To read waits for nothing. Where Ctrl-C takes away what was typed, and comes between it being seen and
    # being read, it would else wait for another key, and only then would the signal be heeded.
    now[6][termios.VMIN], now[6][termios.VTIME] = 0, 0
    termios.tcsetattr(descriptor, termios.TCSADRAIN, now)

    def go_on(number: int, frame: FrameType | None) -> None:
        # The shell may have changed the terminal meanwhile.
        termios.tcsetattr(descriptor, termios.TCSADRAIN, now)
        resumed()

    ours = current_thread() is main_thread()
    handler = signal.signal(signal.SIGCONT, go_on) if ours else None
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGCONT, handler)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
