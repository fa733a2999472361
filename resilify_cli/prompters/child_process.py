"""Runs a command that has the terminal to itself until it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import NamedTuple

# A command that got the signal too, as when a window is closed, may be saving just then.
_PATIENCE_SECONDS = 0.7
_END_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))

_Handler = signal.Handlers | Callable[[int, FrameType | None], None]


class ChildResult(NamedTuple):
    """How a command ended, and the first signal that was meant to end this program meanwhile, if any."""

    exit_code: int
    end_signal: int | None


def run_in_foreground(command: Sequence[str]) -> ChildResult:
    """Run a command to its end. Ctrl-C goes to the command alone meanwhile.

    A signal that would end this program (SIGTERM or SIGHUP) ends the command instead, and is returned, so
    that the caller can save what the command has left behind before it ends too.

    Raises:
        OSError: The command could not be started.
    """
    received: list[int] = []
    wake = Event()

    def end(number: int, frame: FrameType | None) -> None:
        received.append(number)
        wake.set()

    with _signal_handlers({signal.SIGINT: signal.SIG_IGN, **dict.fromkeys(_END_SIGNALS, end)}):
        # A child inherits an ignored signal.
        reset = None if sys.platform == "win32" else _reset_interrupts
        child = subprocess.Popen(command, preexec_fn=reset)  # noqa: PLW1509  # it takes no lock
        Thread(target=_forward_signal, args=(child, wake, received), daemon=True).start()
        try:
            exit_code = child.wait()
        finally:
            wake.set()
    return ChildResult(exit_code, received[0] if received else None)


def _reset_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _forward_signal(child: subprocess.Popen[bytes], wake: Event, received: list[int]) -> None:
    """Wait until a signal was received or the child has ended; then end the child, if it still runs."""
    wake.wait()
    for number in received[:1]:
        try:
            child.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            child.send_signal(number)


@contextmanager
def _signal_handlers(handlers: dict[signal.Signals, _Handler]) -> Iterator[None]:
    """Set signal handlers and restore them. An end signal that is ignored, as under `nohup`, stays so."""
    before = {number: signal.getsignal(number) for number in handlers}
    for number, handler in handlers.items():
        if number not in _END_SIGNALS or before[number] is not signal.SIG_IGN:
            signal.signal(number, handler)
    try:
        yield
    finally:
        for number, handler_before in before.items():
            signal.signal(number, handler_before)
