"""The keys of a screen as they are told: those of the question, and those that every screen has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

# From so many columns on, there is room to name both keys of a text.
_BOTH_FIT = 60


class KeyHint(NamedTuple):
    """A key and what it does here.

    Attributes:
        key: Its name: "Ctrl-D".
        does: What it does: "done".
        essential: Whether it is named in the footer however narrow the screen is.
        short: What it does in fewer letters, for a narrow screen.
        in_footer: Whether it may stand in the footer; else it is told in the list of all keys alone.
    """

    key: str
    does: str
    essential: bool = False
    short: str = ""
    in_footer: bool = True

    def translated(self, translate: Callable[[str], str]) -> KeyHint:
        """Return it with its words put through a function."""
        return self._replace(key=translate(self.key), does=translate(self.does), short=translate(self.short))


_SAVE_AND_LEAVE = KeyHint("Ctrl-C", "save and leave", essential=True, short="leave")
_LEAVE = _SAVE_AND_LEAVE._replace(does="leave")
_FRAME_HINTS = (
    KeyHint("Ctrl-L", "draw the screen again", in_footer=False),
    KeyHint("Ctrl-Z", "pause; fg goes on", in_footer=False),
)
KEYS = KeyHint("?", "keys")


def leave_hint(*, saves: bool) -> KeyHint:
    """Return the key that leaves; `saves` is whether what was answered is kept."""
    return _SAVE_AND_LEAVE if saves else _LEAVE


def go_on_hint(does: str, columns: int) -> KeyHint:
    """Return the keys that read on or go on, as many as there is room for."""
    return KeyHint("Space or Enter" if columns >= _BOTH_FIT else "Enter", does, essential=True)


def screen_hints(
    own: Sequence[KeyHint],
    *,
    notes: Sequence[str] = (),
    above: bool = False,
    below: bool = False,
    goes_back: bool = True,
    moves: bool = True,
    skip_word: str = "skip",
    leaving_saves: bool = True,
) -> list[KeyHint]:
    """Return all keys of a screen, the most important first.

    Args:
        own: Those of the question.
        notes: The names of what can be read beside it.
        above: Whether the text goes on above the screen.
        below: Whether it goes on below.
        goes_back: Whether there is anything before.
        moves: Whether the question can be skipped, and left for later.
        skip_word: What Page Down does, where nothing is left to scroll.
        leaving_saves: Whether what was answered is kept when one leaves.
    """
    shown = [hint for hint in own if hint.in_footer]
    behind = [hint for hint in own if not hint.in_footer]
    if notes:
        shown.append(KeyHint("Ctrl-G", ", ".join(notes)))
    if above:
        shown.append(KeyHint("PgUp", "read back"))
    elif goes_back:
        shown.append(KeyHint("PgUp", "back"))
    if below or moves:
        # What runs by itself has this one way to end it.
        ends = skip_word != "skip"
        on = KeyHint("PgDn", "read on" if below else skip_word, essential=ends)
        shown.insert(0 if ends and not own else len(shown), on)
    if moves:
        shown.append(leave_hint(saves=leaving_saves))
    return [*shown, *behind, *_FRAME_HINTS]
