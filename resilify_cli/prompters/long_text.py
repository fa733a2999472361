"""A text that is too long to be edited on the screen: it can be added to, or opened in the editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Window
from prompt_toolkit.utils import Event

from resilify_cli.activities.questions import Answer, TextQuestion
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.prompters.full_screen.paste import normalize_line_ends
from resilify_cli.prompters.text_box import EDITOR_HINT, READY_HINT, TypedTextWidget, done_keys, editor_keys

if TYPE_CHECKING:
    from resilify_cli.prompters.editor import Editor
    from resilify_cli.prompters.full_screen.widget import Widget
    from resilify_cli.prompters.protocol import KeepDraft

# To draw a line takes as long as it is: with more than this, keys would be answered too late to type on.
LONGEST_SHOWN = 50_000
_NOTE = "These words are too many to show here. All of them are kept. To read or change them: Ctrl-O"


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


class LongTextWidget(TypedTextWidget):
    """Takes more of a text that is not shown: what is typed or pasted is added to its end."""

    takes_lines = True

    def __init__(
        self,
        question: TextQuestion,
        keep_draft: KeepDraft,
        editor: Editor,
        saved: str | None,
        edited: Callable[[str, str], Widget],
    ) -> None:
        """Make it.

        Args:
            question: What is asked, with the text as its default.
            keep_draft: Keeps a draft.
            editor: The person's own editor.
            saved: What of the text is saved as a draft; None for all of it.
            edited: Makes the widget for what the editor leaves, from that and what of it is saved.
        """
        self._text, self._edited = LongText(question.default), edited
        super().__init__(keep_draft, self._text, saved, question.minutes)
        self._typing_keys()
        note = FormattedTextControl(f"   {_NOTE}", focusable=True, show_cursor=False)
        self.container = Window(note, wrap_lines=True)
        done_keys(self.keys, self._saver, lambda: self.reply(Answer(self._text.text)))
        self.add_ready_keys(lambda: True, lambda: self.reply(Answer(self._text.text)))
        editor_keys(self.keys, self._saver, editor, lambda: self._text.text, self._replace_text)

    def _typing_keys(self) -> None:
        @self.keys.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            if event.data.isprintable():
                self._text.add(event.data)

        @self.keys.add(Keys.Enter)
        def _(event: KeyPressEvent) -> None:
            self._text.add("\n")

        @self.keys.add(Keys.BracketedPaste)
        def _(event: KeyPressEvent) -> None:
            self._text.add(normalize_line_ends(event.data))

    def _replace_text(self, text: str) -> None:
        """Show what the editor left, if it is short enough now."""
        self.reply(self._edited(text, self._saver.saved))

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys of a text."""
        return [KeyHint("Ctrl-D", "done", essential=True), READY_HINT, EDITOR_HINT]
