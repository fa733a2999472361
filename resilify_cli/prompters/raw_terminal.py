"""Holds the terminal between questions, so that keys pressed early wait for the next one.

Each question reads keys by itself. In the moments between two of them the terminal would be back in
line mode: it would echo what is typed onto the screen, and take Ctrl-D as the end of input.

Whoever ends the command from outside, by closing its window or with `kill`, is heeded like Ctrl-C: what was
typed is saved, and the terminal is given back as it was. Whoever stops it for a while finds the terminal so
too, and the question again when it goes on.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TextIO

# The terminals that are held now, by their descriptors.
_held: set[int] = set()


@contextmanager
def raw_terminal(stream: TextIO) -> Iterator[None]:
    """Keep `stream` out of line mode, if it is a terminal, and give it back as it was.

    Inside, a signal to end raises `KeyboardInterrupt`, unless signals of its kind are ignored.
    """
    if sys.platform == "win32" or not stream.isatty():
        yield
        return
    import termios

    descriptor = stream.fileno()
    if descriptor in _held:
        # Whoever holds it already gives it back as it was.
        yield
        return
    before = termios.tcgetattr(descriptor)
    now = termios.tcgetattr(descriptor)
    now[0] &= ~termios.ICRNL
    # Ctrl-C too waits for the next question, where it saves and leaves.
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
    termios.tcsetattr(descriptor, termios.TCSADRAIN, now)
    _held.add(descriptor)
    try:
        with _ends_heeded(), _stops_heeded(descriptor, before):
            yield
    finally:
        _held.discard(descriptor)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


@contextmanager
def _ends_heeded() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, heeded in before.items():
        # Whoever had the signal ignored, as `nohup` does, wants it so.
        if heeded is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, heeded in before.items():
            signal.signal(number, heeded)


@contextmanager
def _stops_heeded(descriptor: int, before: list[Any]) -> Iterator[None]:
    import termios

    def stop(number: int, frame: FrameType | None) -> None:
        now = termios.tcgetattr(descriptor)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        os.kill(os.getpid(), signal.SIGSTOP)
        # A shell leaves the terminal as it likes it.
        termios.tcsetattr(descriptor, termios.TCSADRAIN, now)
        # As after a change of the window's size, all is drawn anew.
        os.kill(os.getpid(), signal.SIGWINCH)

    heeded = signal.getsignal(signal.SIGTSTP)
    if heeded is not signal.SIG_IGN:
        signal.signal(signal.SIGTSTP, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, heeded)
