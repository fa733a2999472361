"""The parts of a check-in as options give them."""

import sys
from collections.abc import Sequence

from resilify_cli.checkin.word_lists import MOODS
from resilify_cli.console import print_message, read_stdin
from resilify_cli.decoding import decode_argument
from resilify_cli.errors import UsageError
from resilify_cli.terminal.unsaved_text import show_unsaved_on_error


def read_mood(text: str) -> int:
    """Return the number of a mood that is given by its number or its word.

    Raises:
        UsageError: it is neither.
    """
    word = text.strip().lower()
    for number, name in MOODS.items():
        if word in (str(number), name):
            return number
    named = ", ".join(f"{number} {name}" for number, name in MOODS.items())
    raise UsageError(f"{text[:40]!r} is no mood that is known here.", f"There is: {named}.")


def read_words(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return words given one by one or with commas, each once."""
    if not given:
        return ()
    from resilify_cli.store.labels import label

    words = (label(word) for text in given for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def read_note(given: str) -> str:
    """Return a note without line feeds around it; `-` reads it from standard input."""
    if given != "-":
        return decode_argument(given).strip("\n")
    return (_typed_note() if sys.stdin.isatty() else read_stdin()).strip("\n")


def _typed_note() -> str:
    """Read lines of any length from the terminal; whoever leaves in the middle gets them back to copy."""
    from resilify_cli.prompters.line_reader import open_reader
    from resilify_cli.prompters.raw_terminal import raw_terminal

    print_message("Write, and end with Ctrl-D on a line of its own.")
    reader = open_reader(sys.stdin, sys.stderr)
    lines: list[str] = []
    begun = [""]

    def typed(line: str) -> None:
        begun[0] = line

    try:
        with raw_terminal(sys.stdin):
            while (line := reader.read(typed)) is not None:
                lines.append(line)
                begun[0] = ""
    except KeyboardInterrupt:
        with show_unsaved_on_error("\n".join([*lines, *begun])):
            raise
    return "\n".join([*lines, *begun])
