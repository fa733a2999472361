"""`resilify journal add`: a note of one's own."""

import sys
from typing import Annotated

import typer

from resilify_cli.commands.options import one_command
from resilify_cli.commands.surroundings import surroundings
from resilify_cli.console import out, talk
from resilify_cli.errors import LeftEarlyError, UsageError

app = one_command()


@app.command()
def add(
    text: Annotated[
        list[str] | None, typer.Argument(help="What to write down; - reads it from standard input.")
    ] = None,
) -> None:
    """Write a note of your own into the journal."""
    around = surroundings()
    said, left = " ".join(text or ["-"]), False
    typed = said == "-" and sys.stdin.isatty()
    if said == "-" and not typed:
        said = sys.stdin.read()
    if not typed and not said.strip():
        raise _nothing_said()
    # Opened before a word is typed, so that what is typed has somewhere to go.
    with around.store() as store:
        if typed:
            talk("Write, and end with Ctrl-D on a line of its own.")
            said, left = _typed_note()
        if said.strip():
            entry = store.journal.find(store.notes.add(said.rstrip("\n")))
            talk(f"Kept as {entry.handle}.")
        elif not left:
            raise _nothing_said()
    if left:
        raise LeftEarlyError("")


def _typed_note() -> tuple[str, bool]:
    """Read lines from the terminal up to Ctrl-D; return them, and whether Ctrl-C ended them."""
    from resilify_cli.prompters.lines import open_reader

    lines: list[str] = []
    unfinished = ""

    def typed(line: str) -> None:
        nonlocal unfinished
        unfinished = line

    reader = open_reader(sys.stdin, sys.stdout)
    left = False
    try:
        while (line := reader.read(typed)) is not None:
            lines.append(line)
            unfinished = ""
    except KeyboardInterrupt:
        left = True
        out()
    return "\n".join([*lines, unfinished]), left


def _nothing_said() -> UsageError:
    return UsageError("There was nothing to write down.", "Give the words: resilify journal add WORDS")
