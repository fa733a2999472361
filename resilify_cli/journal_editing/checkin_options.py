"""The parts of a check-in as options give them."""

from collections.abc import Sequence

from resilify_cli.checkin.word_lists import MOODS
from resilify_cli.console import read_stdin, stdin_is_terminal
from resilify_cli.decoding import decode_argument
from resilify_cli.errors import UsageError
from resilify_cli.terminal.typed_text import read_typed_text


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
    return (read_typed_text() if stdin_is_terminal() else read_stdin()).strip("\n")
