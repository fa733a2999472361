"""Reads lines of any length from a terminal or a pipe.

A terminal in line mode keeps only 4,095 characters of a line and drops the rest without a word. So a
terminal is read character by character here, with the few editing keys that line mode has.
"""

from __future__ import annotations

import os
import select
import sys
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol, TextIO

_SAVE_AFTER = 0.5


class LineReader(Protocol):
    """Gives lines without their line feed; None at the end of input."""

    def read(self, typed: Callable[[str], None]) -> str | None:
        """Return the next line. `typed` is called with a line that is not ended yet, as it grows."""
        ...


class PipeReader:
    """Reads lines from a pipe or a file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def read(self, typed: Callable[[str], None]) -> str | None:
        """Return the next line."""
        line = self._stream.readline()
        return line.rstrip("\n").rstrip("\r") if line else None


class TerminalReader:
    """Reads lines from a terminal of any kind, without a single escape byte."""

    def __init__(self, stream: TextIO, echo: TextIO) -> None:
        self._descriptor = stream.fileno()
        self._echo = echo
        # A byte that is no UTF-8 becomes a mark, and takes no other with it.
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._pending: deque[str] = deque()

    def read(self, typed: Callable[[str], None]) -> str | None:
        """Return the next line.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; `typed` was called with what was there of the line.
        """
        import termios

        line: list[str] = []
        try:
            return self._read(line, typed)
        except KeyboardInterrupt:
            typed("".join(line))
            raise
        except termios.error:
            # The terminal has gone away.
            typed("".join(line))
            return None

    def _read(self, line: list[str], typed: Callable[[str], None]) -> str | None:
        kept = ""

        def keep() -> None:
            nonlocal kept
            if "".join(line) != kept:
                kept = "".join(line)
                typed(kept)

        with _by_character(self._descriptor):
            for character in self._characters(keep):
                if character in "\r\n":
                    self._show("\n")
                    return "".join(line)
                if character == "\x04":
                    if not line:
                        typed("")
                        return None
                elif character == "\x03":
                    # Pressed before this line was read, when it was no signal yet.
                    raise KeyboardInterrupt
                else:
                    self._edit(line, character)
        return "".join(line) if line else None

    def _edit(self, line: list[str], character: str) -> None:
        """Add a character to the line, or do what it stands for: Backspace, Ctrl-U or Ctrl-W."""
        if character in "\x7f\x08":
            if line:
                self._rub_out(line.pop())
        elif character == "\x15":
            while line:
                self._rub_out(line.pop())
        elif character == "\x17":
            while line and line[-1] == " ":
                self._rub_out(line.pop())
            while line and line[-1] != " ":
                self._rub_out(line.pop())
        elif character == "\t" or character >= " ":
            line.append(character)
            self._show(character)

    def _characters(self, keep: Callable[[], None]) -> Iterator[str]:
        """Yield characters; call `keep` again and again, whether they come or not."""
        last = monotonic()
        while True:
            if not self._pending:
                ready, _, _ = select.select([self._descriptor], [], [], _SAVE_AFTER)
                if monotonic() - last >= _SAVE_AFTER:
                    keep()
                    last = monotonic()
                if not ready:
                    continue
                try:
                    read = os.read(self._descriptor, 65536)
                except OSError:
                    return
                if not read:
                    return
                self._pending.extend(self._decoder.decode(read))
            else:
                yield self._pending.popleft()

    def _show(self, text: str) -> None:
        self._echo.write(text)
        if not self._pending or text == "\n":
            self._echo.flush()

    def _rub_out(self, character: str) -> None:
        from rich.cells import cell_len

        self._show("\b \b" * cell_len(character))


def open_reader(stream: TextIO, echo: TextIO) -> LineReader:
    """Return the reader that fits the stream."""
    if stream.isatty() and sys.platform != "win32":
        return TerminalReader(stream, echo)
    return PipeReader(stream)


@contextmanager
def _by_character(descriptor: int) -> Iterator[None]:
    """Turn off the terminal's own line mode and echo for as long as a line is read."""
    import termios

    before = termios.tcgetattr(descriptor)
    now = termios.tcgetattr(descriptor)
    now[3] &= ~(termios.ICANON | termios.ECHO)
    # Ctrl-W and Ctrl-V would else be taken by the line discipline on some systems.
    now[3] &= ~termios.IEXTEN
    now[3] |= termios.ISIG
    termios.tcsetattr(descriptor, termios.TCSADRAIN, now)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
