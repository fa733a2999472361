"""Shows text that could not be kept: whoever wrote it has it nowhere else, perhaps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from resilify_cli.console import print_unbroken, print_warning, stdout_is_terminal
from resilify_cli.safe import safe
from resilify_cli.terminal.private_screen import wait_until_copied


@contextmanager
def show_unsaved_on_error(text: str) -> Iterator[Callable[[], None]]:
    """Show a text, to copy, if what is inside fails before the text is saved.

    Args:
        text: what the person wrote; may be empty.

    Yields:
        A function to call once the text is saved.
    """
    unsaved = [text.rstrip("\n")] if text.strip() else []
    try:
        yield unsaved.clear
    except BaseException:
        for one in unsaved:
            print_warning("These words could not be saved. Here they are, to copy:")
            print_unbroken(safe(one) if stdout_is_terminal() else one)
            wait_until_copied()
        raise
