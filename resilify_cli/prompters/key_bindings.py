"""The keys that all questions of a terminal have, and the line that shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

from resilify_cli.activities.questions import AnswerValue, Move
from resilify_cli.prompters.protocol import SideNote
from resilify_cli.text_width import display_width, wrap

# No key here is one of readline's habits for editing a line, but Ctrl-D, which ends input there too.
MOVES = {Keys.PageUp: Move.BACK, Keys.PageDown: Move.SKIP, Keys.ControlC: Move.LEAVE}


def move_keys(before_move: Callable[[], None]) -> KeyBindings:
    """Return the keys that end a question without an answer; `before_move` runs before each."""
    bindings = KeyBindings()

    def bind(key: Keys, move: Move) -> None:
        @bindings.add(key, eager=True)
        def _(event: KeyPressEvent) -> None:
            before_move()
            event.app.exit(result=move)

    for key, move in MOVES.items():
        bind(key, move)
    return bindings


def enter_keys(bindings: KeyBindings) -> None:
    """Let Ctrl-D and Esc-Enter do what Enter does."""

    @bindings.add(Keys.ControlD, eager=True)
    @bindings.add(Keys.Escape, Keys.Enter)
    def _(event: KeyPressEvent) -> None:
        event.app.key_processor.feed(KeyPress(Keys.ControlM), first=True)


def footer(keys: Sequence[str]) -> Callable[[], StyleAndTextTuples]:
    """Return the line of keys, laid out anew for the terminal's width at each drawing."""

    def tokens() -> StyleAndTextTuples:
        lines = footer_lines(keys, get_app().output.get_size().columns)
        return [("class:keys", "\n".join(lines))]

    return tokens


def footer_lines(keys: Sequence[str], columns: int) -> list[str]:
    """Return the keys as lines; a key and its meaning stay on one line if they fit there.

    Args:
        keys: Each key with its meaning, such as "Enter done".
        columns: The width of the terminal. One of fewer than 20 columns is taken for one of 20.
    """
    room = max(20, columns) - 1
    # wrap() breaks no line at a no-break space.
    held = [hint.replace(" ", "\xa0") if display_width(hint) + 4 <= room else hint for hint in keys]
    lines = wrap("\xa0· ".join(held), room, indent=" ", at_hyphens=False)
    return [line.replace("\xa0", " ") for line in lines]


def key_hints(*first: str, can_go_back: bool = True, notes: Sequence[SideNote] = ()) -> tuple[str, ...]:
    """Return the keys of a question, each with its meaning: its own first, then those of all questions."""
    beside = (f"Ctrl-G {', '.join(note.name for note in notes)}",) if notes else ()
    back = ("PgUp back",) if can_go_back else ()
    return (*first, *beside, *back, "PgDn skip", "Ctrl-C save and leave")


@dataclass(frozen=True, slots=True)
class NoteRequest:
    """The result of a question whose notes are asked for: what is typed or marked so far, to go on with."""

    typed: AnswerValue


def note_key(
    bindings: KeyBindings, notes: Sequence[SideNote], typed: Callable[[KeyPressEvent], AnswerValue]
) -> None:
    """Let Ctrl-G end a question that has notes with a `NoteRequest`; `typed` returns what is there so far."""
    if not notes:
        return

    @bindings.add(Keys.ControlG, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=NoteRequest(typed(event)))
