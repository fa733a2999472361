"""Runs `resilify` while the file system refuses a call: `python -m tests.sync.refused NUMBER ERROR …`.

Refused is the call of this number, from 1, among those by which Python makes, fills, syncs, moves or removes
a file, or a transaction of the store is begun or committed; with 0 none is. How many there were is written to
standard error at the end.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

from resilify_cli.vault.keys import key_file
from tests.faults.homes import CHEAP

_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod"})
# As which error SQLite tells what the system refused.
_OF_SQLITE = {
    "EROFS": "SQLITE_READONLY",
    "EACCES": "SQLITE_CANTOPEN",
    "ENOSPC": "SQLITE_FULL",
    "EIO": "SQLITE_IOERR_WRITE",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Refuser:
    """Counts the calls that change files, and refuses one of them."""

    def __init__(self, number: int, error: str) -> None:
        self.count = 0
        self._number = number
        self._name, self._error = error, getattr(errno, error)

    def heed(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take note of an audit event of Python's."""
        if event in _CHANGES or (event == "open" and _writes(arguments)):
            self.step(str(arguments[0]))

    def step(self, path: str | None = None) -> None:
        """Count a call, of which the file may be known.

        Raises:
            OSError: It is the one that is refused.
        """
        self.count += 1
        if self.count == self._number:
            raise OSError(self._error, os.strerror(self._error), path)

    def connect(self, *arguments: Any, **named: Any) -> sqlite3.Connection:
        """Connect to a database whose transactions are among the calls."""
        refuser = self

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
                if sql in ("BEGIN IMMEDIATE", "COMMIT"):
                    refuser.step_of_store()
                return super().execute(sql, *parameters)

        return _connect(*arguments, factory=Connection, **named)

    def step_of_store(self) -> None:
        """Count a call of the store.

        Raises:
            sqlite3.OperationalError: It is the one that is refused.
        """
        try:
            self.step()
        except OSError as error:
            refused = sqlite3.OperationalError(error.strerror)
            refused.sqlite_errorname = _OF_SQLITE[self._name]
            raise refused from error


_connect = sqlite3.connect


def _writes(arguments: tuple[object, ...]) -> bool:
    path, _, flags = arguments
    return isinstance(flags, int) and bool(flags & _WRITING) and not str(path).startswith("/dev/")


def main() -> None:
    """Run the command of the arguments."""
    number, error, *arguments = sys.argv[1:]
    refuser = Refuser(int(number), error)
    key_file._COST.update(CHEAP)
    fsync, write_bytes = os.fsync, Path.write_bytes

    def sync(descriptor: int) -> None:
        refuser.step()
        fsync(descriptor)

    def write_half(path: Path, content: bytes) -> int:
        """A disk that fills up takes the beginning of what is written."""
        try:
            refuser.step()
        except OSError:
            write_bytes(path, content[: len(content) // 2])
            raise
        return write_bytes(path, content)

    sqlite3.connect = refuser.connect  # type: ignore[assignment]
    os.fsync = sync  # type: ignore[assignment]
    Path.write_bytes = write_half  # type: ignore[method-assign,assignment]
    sys.addaudithook(refuser.heed)
    sys.argv = ["resilify", *arguments]
    from resilify_cli.cli import main as run

    try:
        run()
    finally:
        print(f"calls: {refuser.count}", file=sys.stderr)


if __name__ == "__main__":
    main()
