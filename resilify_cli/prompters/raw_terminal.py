"""Keeps the terminal in raw mode between questions, so that keys pressed early wait for the next one.

Each question reads keys by itself. Between two of them the terminal would be back in line mode: it would echo
what is typed onto the screen, and take Ctrl-D as the end of input.

SIGTERM and SIGHUP act like Ctrl-C: what was typed is saved, and the terminal is restored. Ctrl-Z restores it
too, and shows the question again when the command is continued.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TextIO

# The descriptors of the terminals that are in raw mode now.
_raw: set[int] = set()


@contextmanager
def raw_terminal(stream: TextIO) -> Iterator[None]:
    """Put a terminal into raw mode, and restore it at the end; do nothing for any other stream.

    Inside, SIGTERM and SIGHUP raise `KeyboardInterrupt`, unless they are ignored.
    """
    if sys.platform == "win32" or not stream.isatty():
        yield
        return
    import termios

    descriptor = stream.fileno()
    if descriptor in _raw:
        # It is in raw mode already, and restored by whoever put it there.
        yield
        return
    before = termios.tcgetattr(descriptor)
    now = termios.tcgetattr(descriptor)
    now[0] &= ~termios.ICRNL
    # Ctrl-C too waits for the next question, where it saves and leaves.
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
    termios.tcsetattr(descriptor, termios.TCSADRAIN, now)
    _raw.add(descriptor)
    try:
        with _end_signals_interrupt(), _stop_signal_restores(descriptor, before):
            yield
    finally:
        _raw.discard(descriptor)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


@contextmanager
def _end_signals_interrupt() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise `KeyboardInterrupt`."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, handler in before.items():
        # A signal that is ignored, as under `nohup`, stays so.
        if handler is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _stop_signal_restores(descriptor: int, before: list[Any]) -> Iterator[None]:
    """Let SIGTSTP (Ctrl-Z) restore the terminal to its attributes from before, and SIGCONT put it back."""
    import termios

    def stop(number: int, frame: FrameType | None) -> None:
        now = termios.tcgetattr(descriptor)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        os.kill(os.getpid(), signal.SIGSTOP)
        # The shell may have changed the terminal meanwhile.
        termios.tcsetattr(descriptor, termios.TCSADRAIN, now)
        # As after a change of the window's size, prompt_toolkit draws all of it again.
        os.kill(os.getpid(), signal.SIGWINCH)

    handler = signal.getsignal(signal.SIGTSTP)
    if handler is not signal.SIG_IGN:
        signal.signal(signal.SIGTSTP, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, handler)
