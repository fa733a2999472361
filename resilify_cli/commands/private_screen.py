"""Leaves nothing on the screen, nor in what can be scrolled back to, for whoever looks next."""

import os
import sys
from contextlib import suppress
from typing import TextIO

# To the top left, the screen, and what was scrolled out of it.
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_asked_for: list[bool] = []


def clear_on_leaving() -> None:
    """Have the terminal cleared when the command ends."""
    if not _asked_for:
        _asked_for.append(True)


def leave_screen() -> None:
    """Clear the terminal, if that was asked for."""
    if _asked_for:
        clear_screen()


def wait_before_clearing() -> None:
    """Let the person copy what stands there before it is cleared; where nobody can be asked, it stays."""
    if not _asked_for or not sys.stdout.isatty():
        return
    if not sys.stdin.isatty():
        _asked_for.clear()
        return
    sys.stdout.flush()
    sys.stderr.write("When you have copied them, press Enter. The screen is cleared then. ")
    sys.stderr.flush()
    with suppress(KeyboardInterrupt):
        sys.stdin.readline()


def clear_screen() -> None:
    """Clear the terminal that is written to, and its scrollback; where there is none, do nothing."""
    stream = _terminal()
    if stream is not None and os.environ.get("TERM", "dumb") != "dumb":
        sys.stdout.flush()
        stream.write(_CLEAR)
        stream.flush()


def _terminal() -> TextIO | None:
    return next((stream for stream in (sys.stdout, sys.stderr) if stream.isatty()), None)
