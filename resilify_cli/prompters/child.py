"""Runs a command that has the terminal to itself until it ends."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType

# A command that got the signal too, as when a window is closed, may be saving just then.
_PATIENCE = 0.7
_ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def run(command: Sequence[str], ended: list[int]) -> int:
    """Run a command and return its exit code. Ctrl-C is the command's alone for as long as it runs.

    A signal that would end this program ends the command instead, and is put into `ended`: what the command
    leaves behind has to be seen to first.
    """
    told = Event()

    def end(number: int, frame: FrameType | None) -> None:
        ended.append(number)
        told.set()

    with _heeding({signal.SIGINT: _shrug, **dict.fromkeys(_ENDS, end)}):
        child = subprocess.Popen(command)
        Thread(target=_end_when_told, args=(child, told, ended), daemon=True).start()
        try:
            return child.wait()
        finally:
            told.set()


def _shrug(number: int, frame: FrameType | None) -> None:
    """Do nothing. What is ignored for good the command would ignore too."""


def _end_when_told(child: subprocess.Popen[bytes], told: Event, ended: list[int]) -> None:
    told.wait()
    for number in ended[:1]:
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            child.send_signal(number)


@contextmanager
def _heeding(handlers: dict[signal.Signals, Callable[[int, FrameType | None], None]]) -> Iterator[None]:
    """Heed signals in another way, but for those of `_ENDS` that are ignored, as `nohup` has it."""
    before = {number: signal.getsignal(number) for number in handlers}
    for number, handler in handlers.items():
        if number not in _ENDS or before[number] is not signal.SIG_IGN:
            signal.signal(number, handler)
    try:
        yield
    finally:
        for number, heeded in before.items():
            signal.signal(number, heeded)
