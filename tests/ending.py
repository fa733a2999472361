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
        case "terminal":
            streams = sys.stdin, sys.stdout, sys.stderr
            print(
                [
                    (stream.isatty(), stream.line_buffering, os.ttyname(stream.fileno())[:9])
                    for stream in streams
                ]
            )
            print(
                os.get_terminal_size(),
                os.tcgetpgrp(0) == os.getpgrp() == os.getsid(0) == os.getpid(),
                flush=True,
            )
            signal.signal(signal.SIGINT, lambda *_: sys.exit(7))
            sys.stdin.read()
        case "sleep":
            time.sleep(60)
        case "unread":
            print("not all is read")
        case _:
            sys.exit(int(how))


if __name__ == "__main__":
    _end(sys.argv[1])
