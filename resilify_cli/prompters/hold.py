"""Holds the terminal between questions, so that keys pressed early wait for the next one.

Each question reads keys by itself. In the moments between two of them the terminal would be back in
line mode: it would echo what is typed onto the screen, and take Ctrl-D as the end of input.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def held(stream: TextIO) -> Iterator[None]:
    """Keep `stream` out of line mode, if it is a terminal, and give it back as it was."""
    if sys.platform == "win32" or not stream.isatty():
        yield
        return
    import termios

    descriptor = stream.fileno()
    before = termios.tcgetattr(descriptor)
    now = termios.tcgetattr(descriptor)
    now[0] &= ~termios.ICRNL
    # Ctrl-C too waits for the next question, where it saves and leaves.
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
    termios.tcsetattr(descriptor, termios.TCSADRAIN, now)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
