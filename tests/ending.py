"""Ends in the way that is named: `python -m tests.ending HOW`."""

from __future__ import annotations

import os
import signal
import sys
import time


def _end(how: str) -> None:
    match how:
        case "words":
            sys.exit("words")
        case "error":
            raise RuntimeError("of a test")
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "echo":
            sys.stdout.write(sys.stdin.read())
        case "environment":
            print(sorted(os.environ), os.getcwd(), time.strftime("%Z"), sys.argv[1:])
        case "sleep":
            time.sleep(60)
        case "unread":
            print("not all is read")
        case _:
            sys.exit(int(how))


if __name__ == "__main__":
    _end(sys.argv[1])
