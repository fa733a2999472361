"""Opens a plain store to read a little of it, without the rest of the package.

Even `sqlite3` of the standard library, with the dates that it loads, would take a shell's prompt too long.
"""

from __future__ import annotations

try:
    import _sqlite3 as sqlite
except ImportError:  # another Python than CPython
    import sqlite3 as sqlite  # type: ignore[no-redef]

OperationalError = sqlite.OperationalError


def connect_read_only(path: str, wait: float) -> sqlite.Connection:
    """Open a plain store; nothing is written, made or upgraded.

    Args:
        path: The store's file.
        wait: How many seconds to wait for another process that writes.

    Raises:
        Exception: it can't be opened, of whatever kind.
    """
    for letter, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(letter, code)
    return sqlite.connect(f"file:{path}?mode=ro", uri=True, timeout=wait)
