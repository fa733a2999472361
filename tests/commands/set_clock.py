"""Runs a command at a time that is named: `python -m tests.commands.set_clock TIME ARGUMENTS`."""

from __future__ import annotations

import sys
from datetime import datetime

from resilify_cli.app import context
from resilify_cli.cli import main


def _run() -> None:
    at = datetime.fromisoformat(sys.argv.pop(1)).astimezone()
    of_the_computer = context.now
    # Before any command is loaded, so that each takes this clock for the one of the computer.
    context.now = lambda: at
    try:
        main()
    finally:
        # Another command may come after this one in the same process.
        context.now = of_the_computer


if __name__ == "__main__":
    _run()
