"""Holds signals back that end the program, while they would cut off what has to be whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_ENDS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)
]


def _nothing() -> None:
    pass


@contextmanager
def signals_held(came: Callable[[], object] = _nothing) -> Iterator[None]:
    """Hold back what is inside from being ended by a signal; the first that came is raised again after it.

    A signal otherwise raises an exception wherever the program is: in the middle of an import, where Python
    may lose it, or of a drawing by an event loop, which then waits for ever.

    Args:
        came: Called at once when a signal came, so that what is inside may end early.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        held.append(number)
        came()

    before = {number: signal.getsignal(number) for number in _ENDS}
    # A signal that is ignored, as under `nohup`, stays so; one that ends the process at once does too.
    handlers = {number: handler for number, handler in before.items() if callable(handler)}
    try:
        for number in handlers:
            signal.signal(number, hold)
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in held[:1]:
            signal.raise_signal(number)
