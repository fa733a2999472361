"""Gives words back that could not be kept: whoever wrote them has them nowhere else, perhaps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from resilify_cli.console import print_line, print_message, stdout_is_terminal
from resilify_cli.safe import safe
from resilify_cli.terminal.private_screen import wait_before_clearing


@contextmanager
def handed_back(words: str) -> Iterator[Callable[[], None]]:
    """Show `words`, to copy, if what is inside ends for any reason before what is given is called."""
    unsaved = [words.rstrip("\n")] if words.strip() else []
    try:
        yield unsaved.clear
    except BaseException:
        for text in unsaved:
            print_message("These words could not be saved. Here they are, to copy:")
            print_line(safe(text) if stdout_is_terminal() else text)
            wait_before_clearing()
        raise
