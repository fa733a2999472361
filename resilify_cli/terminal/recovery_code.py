"""Shows a new recovery code once, until the person has it on paper."""

from __future__ import annotations

import sys

from resilify_cli.console import print_line
from resilify_cli.errors import LeftEarlyError
from resilify_cli.terminal.private_screen import clear_screen


def show_recovery_code(lead: str, code: str, *, yes: bool) -> None:
    """Show a code; unless `yes` stands for the answer, return once the person has written it down.

    It is gone from the screen then, and also where they leave at whatever moment.

    Args:
        lead: What stands above it.
        code: The code.
        yes: Whether nobody is asked; the code then stays on the screen.

    Raises:
        LeftEarlyError: They have not written it down.
    """
    typed = ""
    try:
        print_line(f"{lead}\n\n    {code}\n")
        if yes:
            return
        sys.stdout.flush()
        sys.stderr.write("When you have it on paper, type yes to go on: ")
        sys.stderr.flush()
        typed = sys.stdin.readline()
    except KeyboardInterrupt:
        yes = False
    finally:
        if not yes:
            clear_screen()
    if typed.strip().lower() not in {"yes", "y"}:
        raise LeftEarlyError("Nothing was changed, and that code opens nothing.")
