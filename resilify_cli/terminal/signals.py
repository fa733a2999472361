"""Ends a command in order when the system or the person ends it: what is half written is taken away first."""

import signal
import sys
from types import FrameType

# As when the power goes, a window is closed, or Ctrl-\\ is pressed.
_ENDS = ("SIGTERM", "SIGHUP", "SIGQUIT")


def exit_on_signals() -> None:
    """Have signals that would end this process at once end it as `sys.exit` does, once."""
    for name in _ENDS:
        number = getattr(signal, name, None)
        # Whoever had the signal ignored, as `nohup` does, wants it so.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end_process)


def _end_process(number: int, frame: FrameType | None) -> None:
    # A window that closes tells it twice, and the second time must not cut off what the first began.
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)
