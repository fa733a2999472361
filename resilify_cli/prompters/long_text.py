"""A text that is too long to be edited on the screen: it can be added to, or opened in the editor."""

from __future__ import annotations

from typing import Any

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import Event

from resilify_cli.prompters.autosave import AutoSaver
from resilify_cli.prompters.editor import Editor
from resilify_cli.prompters.key_bindings import move_keys
from resilify_cli.prompters.paste import normalize_line_ends
from resilify_cli.prompters.text_box import TextTooLong, done_keys, editor_keys

# To draw a line takes as long as it is: with more than this, keys would be answered too late to type on.
LONGEST_SHOWN = 50_000
LONG_TEXT_NOTE = "These words are too many to show here. All of them are kept. To read or change them: Ctrl-O"


class LongText:
    """A text that only grows; it has an event for each change, as a buffer of prompt_toolkit has."""

    def __init__(self, text: str) -> None:
        self._parts = [text]
        self.on_text_changed: Event[Any] = Event(self)

    @property
    def text(self) -> str:
        """All of it."""
        self._parts = ["".join(self._parts)]
        return self._parts[0]

    def add(self, text: str) -> None:
        """Add to its end."""
        self._parts.append(text)
        self.on_text_changed()


def long_text_keys(text: LongText, saver: AutoSaver, editor: Editor) -> KeyBindings:
    """Return the keys of a text that is not shown: what is typed or pasted is added to its end."""
    bindings = move_keys(saver.save)
    done_keys(bindings, saver, lambda event: event.app.exit(result=text.text))
    editor_keys(
        bindings,
        saver,
        editor,
        lambda: text.text,
        lambda event, edited: event.app.exit(result=TextTooLong(edited)),
    )

    @bindings.add(Keys.Any)
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            text.add(event.data)

    @bindings.add(Keys.ControlM)
    def _(event: KeyPressEvent) -> None:
        text.add("\n")

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        text.add(normalize_line_ends(event.data))

    return bindings
