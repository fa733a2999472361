"""Tells what state a process is in, but for its caches: `python -m tests.process_state`."""

from __future__ import annotations

import atexit
import gc
import locale
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from types import FunctionType

_PLAIN = (str, bytes, int, float, bool, type(None))
# How far into objects of ours to look.
_DEPTH = 4


def _lines() -> Iterator[str]:
    yield f"process {os.getpid()}"
    yield f"signals {[signal.getsignal(number) for number in sorted(signal.valid_signals())]}"
    # The standard streams are the command's own; the last is that by which the folder is read.
    yield f"open files {sorted(int(name) for name in os.listdir('/proc/self/fd'))[3:-1]}"
    yield f"at exit {atexit._ncallbacks()}, threads {threading.active_count()}, garbage {gc.isenabled()}"
    yield f"locale {locale.setlocale(locale.LC_ALL)}, path {sys.path}, warnings {len(warnings.filters)}"
    yield f"hooks {sys.excepthook} {sys.displayhook} {threading.excepthook}"
    for name, module in sorted(sys.modules.items()):
        if name.startswith("resilify_cli"):
            for variable, value in sorted(vars(module).items()):
                if not variable.startswith("__"):
                    yield f"{name}.{variable} {_told(value, _DEPTH)}"


def _told(value: object, depth: int) -> str:
    """Tell a value by its parts, or by which object it is."""
    if isinstance(value, _PLAIN):
        return repr(value)
    if depth and isinstance(value, dict):
        return str([(_told(key, depth - 1), _told(part, depth - 1)) for key, part in value.items()])
    if depth and isinstance(value, list | tuple):
        return str([_told(part, depth - 1) for part in value])
    if depth and isinstance(value, set | frozenset):
        return str(sorted(_told(part, depth - 1) for part in value))
    if depth and type(value).__module__.startswith("resilify_cli"):
        return f"{type(value)} {_told(getattr(value, '__dict__', None), depth - 1)}"
    if isinstance(value, FunctionType | type):
        return f"{value.__qualname__} {id(value)}"
    return str(type(value))


if __name__ == "__main__":
    print("\n".join(_lines()))
