"""What a part of the screen in which a question is answered has to give. See `Widget`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import AnyContainer

if TYPE_CHECKING:
    from resilify_cli.activities.questions import Move, Reply
    from resilify_cli.prompters.full_screen.key_hints import KeyHint
    from resilify_cli.prompters.full_screen.scroll_text import ScrollText


class Widget:
    """The part of a screen in which a question is answered. Every kind of question has a subclass.

    The application shows `container` below the question's text, and adds `keys` to its own: Page Up and Page
    Down, Ctrl-C, Ctrl-G, Ctrl-L, Ctrl-Z, F1, and `?` where no text is typed. The widget ends with `reply`.

    Attributes:
        keys: Its own keys.
        container: Where the answer is given; None where there is only something to read.
        takes_text: Whether letters are typed into it, so that `?` is no key.
        takes_lines: Whether a paste may have several lines.
        least_rows: How many rows it needs to be of use; a longer question scrolls beside it.
        refresh_seconds: How often it is drawn anew by itself; 0 for never.
        text_from_end: Whether the question's last lines are shown first.
        has_moves: Whether the question can be skipped, and left for later.
        goes_back: Whether Page Up leads back within it, also where there is no step before.
        reply: Ends the question with an answer or a move, or shows another widget in place of this one. The
            application sets it when the widget is shown.
        text: The question's text, which a widget may scroll; set when it is shown.
        translate: Returns words of the frame in the language of what is asked; set when it is shown. The
            frame itself translates hints and remarks.
    """

    takes_text = False
    takes_lines = False
    least_rows = 4
    refresh_seconds = 0.0
    text_from_end = True
    has_moves = True
    goes_back = False
    container: AnyContainer | None = None
    reply: Callable[[Reply | Widget], None]
    text: ScrollText
    translate: Callable[[str], str] = str

    def __init__(self) -> None:
        self.keys = KeyBindings()

    def hints(self) -> Sequence[KeyHint]:
        """Return its keys, the most important first, as they are now."""
        return ()

    def remarks(self) -> Sequence[str]:
        """Return lines for above the footer: what could not be saved, how much time is left."""
        return ()

    def save(self) -> None:
        """Keep what is typed or marked as a draft. Called before a move, and before notes are shown."""

    def skip_word(self) -> str:
        """Return what Page Down does, where nothing is left to scroll."""
        return "skip"

    def moved(self, move: Move) -> Reply | Widget:
        """Return what becomes of a move: the move itself, or another widget."""
        return move

    def close(self) -> None:
        """End what still runs; called once the question has its reply."""
