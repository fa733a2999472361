"""Loads the event loop that prompt_toolkit runs on, without what only a network would need."""

from __future__ import annotations

import sys


def load_asyncio() -> None:
    """Import asyncio without `ssl`, which takes as long as a twentieth of a session's beginning.

    No command opens a connection. asyncio does without `ssl` where a Python was built without it, and None in
    `sys.modules` is Python's own way to say that a module can't be imported:
    https://docs.python.org/3/reference/import.html#the-module-cache
    """
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        # Whoever needs it later imports it as ever.
        del sys.modules["ssl"]
