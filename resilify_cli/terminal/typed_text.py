"""Reads a text of several lines that is typed in the terminal, outside of any question."""

from __future__ import annotations

import sys

from resilify_cli.console import print_message
from resilify_cli.terminal.unsaved_text import show_unsaved_on_error


def read_typed_text() -> str:
    """Read lines of any length from the terminal; whoever leaves in the middle gets them back to copy."""
    from resilify_cli.prompters.line_reader import open_reader
    from resilify_cli.prompters.raw_terminal import raw_terminal

    reader = open_reader(sys.stdin, sys.stderr)
    lines: list[str] = []
    begun = [""]

    def typed(line: str) -> None:
        begun[0] = line

    try:
        # Raw mode first: what is typed as soon as the words are seen would be echoed twice.
        with raw_terminal(sys.stdin):
            print_message("Write, and end with Ctrl-D on a line of its own.")
            while (line := reader.read(typed)) is not None:
                lines.append(line)
                begun[0] = ""
    except KeyboardInterrupt:
        with show_unsaved_on_error("\n".join([*lines, *begun])):
            raise
    return "\n".join([*lines, *begun])
