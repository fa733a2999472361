"""Ends whatever reaches for the network: no test needs it, and nothing of ours ever may.

The tests' own process imports this, and the commands that they start find it by PYTHONPATH, under a name
that Python imports at each start. Sockets inside this computer (AF_UNIX) pass: event loops wake up by them.
"""

from __future__ import annotations

import os
import socket
import sys

EXIT_CODE = 97
_NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
tried: list[str] = []


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__" and arguments[1] not in (socket.AF_UNIX, -1):
        _end(f"{event} of {arguments[1]!r}")
    elif event in _NAMES:
        _end(event)


def _end(what: str) -> None:
    tried.append(what)
    if __name__ == "sitecustomize":
        # A command's process ends at once, however it would have treated an error.
        os.write(2, f"a test's command reached for the network: {what}\n".encode())
        os._exit(EXIT_CODE)
    raise RuntimeError(f"a test reached for the network: {what}")


sys.addaudithook(_look)
