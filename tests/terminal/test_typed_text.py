"""Lines that are typed outside of any question."""

import os
import sys
import termios
from typing import TextIO

import pytest

from resilify_cli.terminal.typed_text import read_typed_text


class _EchoAtWrite:
    """A standard error that notes whether the terminal echoes when it is written to, and types at once."""

    def __init__(self, terminal: int, keyboard: int) -> None:
        self.terminal = terminal
        self.keyboard = keyboard
        self.echoed: list[bool] = []

    def write(self, text: str) -> int:
        self.echoed.append(bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO))
        if len(self.echoed) == 1:
            os.write(self.keyboard, b"hello\r\x04")
        return len(text)

    def flush(self) -> None:
        """Nothing is buffered."""

    def isatty(self) -> bool:
        """Say that it is not a terminal itself."""
        return False

    def fileno(self) -> int:
        """Return the terminal's descriptor."""
        return self.terminal


def test_the_terminal_echoes_nothing_once_a_person_is_asked_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed the moment the request is seen is not shown twice."""
    master, slave = os.openpty()
    with open(slave, encoding="utf-8", closefd=True) as typed:
        written = _EchoAtWrite(slave, master)
        stream: TextIO = typed
        monkeypatch.setattr(sys, "stdin", stream)
        monkeypatch.setattr(sys, "stderr", written)
        assert read_typed_text() == "hello\n"
    os.close(master)
    assert written.echoed
    assert not any(written.echoed)
