"""The terminal as prompt_toolkit's output, where the first text stands on its other screen already."""

from __future__ import annotations

from typing import TextIO, cast

from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.utils import get_bell_environment_variable, get_term_environment_variable


class DrawnOutput(Vt100_Output):
    """An output that does not go to the other screen the first time, since it is there.

    To go there once more would save the place of the cursor on that screen, and forget the one to go back to.

    Attributes:
        is_taken: Whether the application has drawn, and leaves that screen in the end.
    """

    is_taken = False

    def enter_alternate_screen(self) -> None:
        """Go to the other screen, unless it is what stands there."""
        if self.is_taken:
            super().enter_alternate_screen()
        self.is_taken = True

    def show_cursor(self) -> None:
        """Show the cursor, unless nothing is drawn yet: it would flash in the first text's corner."""
        if self.is_taken:
            super().show_cursor()

    def give_back(self) -> None:
        """Leave the other screen, if the application never drew on it."""
        if not self.is_taken:
            self.is_taken = True
            self.erase_down()
            self.disable_bracketed_paste()
            self.show_cursor()
            self.quit_alternate_screen()
            self.flush()


def drawn_output(stream: TextIO) -> DrawnOutput:
    """Return the output of a terminal, as prompt_toolkit makes it."""
    made = DrawnOutput.from_pty(
        stream,
        term=get_term_environment_variable(),
        default_color_depth=ColorDepth.from_env(),
        enable_bell=get_bell_environment_variable(),
    )
    return cast(DrawnOutput, made)
