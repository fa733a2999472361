"""Runs a command that has the terminal to itself until it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType

# A command that got the signal too, as when a window is closed, may be saving just then.
_PATIENCE = 0.7
_ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))

_Handler = signal.Handlers | Callable[[int, FrameType | None], None]


def run(command: Sequence[str], ended: list[int]) -> int:
    """Run a command and return its exit code. Ctrl-C is the command's alone for as long as it runs.

    A signal that would end this program ends the command instead, and is put into `ended`: what the command
    leaves behind has to be seen to first.
    """
    told = Event()

    def end(number: int, frame: FrameType | None) -> None:
        ended.append(number)
        told.set()

    with _heeding({signal.SIGINT: signal.SIG_IGN, **dict.fromkeys(_ENDS, end)}):
        # What we ignore a child would ignore too, so it is told to heed it again.
        heed = None if sys.platform == "win32" else _heed_interrupts
        child = subprocess.Popen(command, preexec_fn=heed)  # noqa: PLW1509  # it takes no lock
        Thread(target=_end_when_told, args=(child, told, ended), daemon=True).start()
        try:
            return child.wait()
        finally:
            told.set()


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _end_when_told(child: subprocess.Popen[bytes], told: Event, ended: list[int]) -> None:
    told.wait()
    for number in ended[:1]:
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            child.send_signal(number)


@contextmanager
def _heeding(
    handlers: dict[signal.Signals, _Handler],
) -> Iterator[None]:
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
