"""Asks in a terminal for what is typed: a text of several lines, or one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, FormattedTextControl, VSplit, Window

from resilify_cli.activities.questions import Answer, LineQuestion, Reply, TextQuestion
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.prompters.full_screen.paste import normalize_line_ends
from resilify_cli.prompters.long_text import LONGEST_SHOWN, LongTextWidget
from resilify_cli.prompters.protocol import KEEP_AS_IT_IS, KeepDraft
from resilify_cli.prompters.text_box import EDITOR_HINT, READY_HINT, TypedTextWidget, done_keys, editor_keys
from resilify_cli.prompters.wrapped_text import WrappedText
from resilify_cli.safe import safe_line
from resilify_cli.text_width import display_width

if TYPE_CHECKING:
    from resilify_cli.prompters.editor import Editor
    from resilify_cli.prompters.full_screen.widget import Widget

_POINTER = "   ›  "
_PASTED_AS_ONE = "The lines of what was pasted are in one line now."


def text_widget(
    question: TextQuestion, keep_draft: KeepDraft, editor: Editor, saved: str | None = None
) -> Widget:
    """Return the place to write a text of several lines, however long it is.

    Args:
        question: What is asked.
        keep_draft: Keeps the text while it is typed.
        editor: The person's own editor.
        saved: What of its default is saved as a draft already; None for all of it.
    """

    def with_text(text: str, kept: str) -> Widget:
        return text_widget(replace(question, default=text), keep_draft, editor, kept)

    if len(question.default) > LONGEST_SHOWN:
        return LongTextWidget(question, keep_draft, editor, saved, with_text)
    return TextWidget(question, keep_draft, editor, saved, with_text)


class TextWidget(TypedTextWidget):
    """Asks for a text of several lines, where Enter begins a new one."""

    takes_lines = True

    def __init__(
        self,
        question: TextQuestion,
        keep_draft: KeepDraft,
        editor: Editor,
        saved: str | None,
        with_text: Callable[[str, str], Widget],
    ) -> None:
        """Make it, as `text_widget` does; `with_text` makes the widget for a text that is too long."""
        self._buffer, self._with_text = text_buffer(question.default, multiline=True), with_text
        super().__init__(keep_draft, self._buffer, saved, question.minutes)
        self.container = text_container(self._buffer, self.keys)
        done_keys(self.keys, self._saver, lambda: self.reply(Answer(self._buffer.text)))
        self.add_ready_keys(self._is_at_end, lambda: self.reply(Answer(self._buffer.text)))
        editor_keys(self.keys, self._saver, editor, lambda: self._buffer.text, self._replace_text)
        self.keys.add(Keys.BracketedPaste)(self._paste)

    def _is_at_end(self) -> bool:
        return self._buffer.cursor_position == len(self._buffer.text)

    def _replace_text(self, text: str) -> None:
        """Put a text in place of the one that is there, as the editor left it."""
        if len(text) > LONGEST_SHOWN:
            self._show_long(text)
        else:
            self._buffer.document = Document(text)
            self._saver.save()

    def _paste(self, event: KeyPressEvent) -> None:
        text, at, pasted = self._buffer.text, self._buffer.cursor_position, normalize_line_ends(event.data)
        if len(text) + len(pasted) > LONGEST_SHOWN:
            self._show_long(text[:at] + pasted + text[at:])
        else:
            self._buffer.insert_text(pasted)

    def _show_long(self, text: str) -> None:
        self.reply(self._with_text(text, self._saver.saved))

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys of a text."""
        return [
            KeyHint("Ctrl-D", "done", essential=True),
            KeyHint("Enter", "new line"),
            READY_HINT,
            EDITOR_HINT,
            *EDITING_HINTS,
        ]


class LineWidget(TypedTextWidget):
    """Asks for one line, which Enter ends."""

    least_rows = 2

    def __init__(self, question: LineQuestion, keep_draft: KeepDraft, editor: Editor) -> None:
        self._buffer = text_buffer(question.default.replace("\n", " "), multiline=False)
        super().__init__(keep_draft, self._buffer)
        self._question = question
        self._remarks: list[str] = []
        self._refused: str | None = None
        label = f"   {safe_line(question.label)}  › " if question.label else _POINTER
        self.container = text_container(self._buffer, self.keys, label)
        for key in ((Keys.Enter,), (Keys.ControlD,), (Keys.Escape, Keys.Enter)):
            self.keys.add(*key, eager=len(key) == 1)(lambda event: self._done())
        editor_keys(self.keys, self._saver, editor, lambda: self._buffer.text, self._replace_text)
        self.keys.add(Keys.BracketedPaste)(self._paste)

    def _done(self) -> None:
        """Answer, once it was told if the line does not read as asked for."""
        text, asked_for = self._buffer.text, self._question.format
        problem = asked_for.problem(text) if asked_for else ""
        if problem and self._refused != text:
            self._refused = text
            self._remarks = [f"{problem} {KEEP_AS_IT_IS}"]
        else:
            self.reply(self.answered(text))

    def answered(self, text: str) -> Reply | Widget:
        """Return the reply that a line is."""
        return Answer(text)

    @property
    def text_so_far(self) -> str:
        """What is typed."""
        return self._buffer.text

    def _replace_text(self, text: str) -> None:
        self._buffer.document = Document(" ".join(text.split("\n")).strip())
        self._saver.save()

    def _paste(self, event: KeyPressEvent) -> None:
        self._remarks = paste_as_one_line(self._buffer, event.data) or self._remarks

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys of a line."""
        done = "done, or leave it empty" if self._question.optional else "done"
        return [KeyHint("Enter", done, essential=True, short="done"), EDITOR_HINT, *EDITING_HINTS]

    def remarks(self) -> Sequence[str]:
        """Return what is to be told of the line, and what could not be saved."""
        return [*self._remarks, *super().remarks()]


EDITING_HINTS = tuple(
    KeyHint(key, does, in_footer=False)
    for key, does in (
        ("Home, End", "go to the beginning or end of the row"),
        ("Ctrl-← →", "go by words; also Alt-B, Alt-F"),
        ("Ctrl-K, Ctrl-U", "cut to the end or beginning of the line"),
        ("Ctrl-W", "cut the word before"),
        ("Ctrl-Y", "put back what was cut"),
        ("Ctrl-_", "undo"),
    )
)


def text_buffer(text: str, *, multiline: bool) -> Buffer:
    """Return a buffer with a text in it, and the cursor at its end."""
    return Buffer(document=Document(text), multiline=multiline)


def paste_as_one_line(buffer: Buffer, pasted: str) -> list[str]:
    """Insert what was pasted with spaces for its line ends, and return what is to be told of that."""
    lines = normalize_line_ends(pasted).strip("\n").split("\n")
    buffer.insert_text(" ".join(lines))
    return [_PASTED_AS_ONE] if len(lines) > 1 else []


def text_container(buffer: Buffer, keys: KeyBindings, before: str = _POINTER) -> AnyContainer:
    """Return a place to type, with a label before it; `keys` are given those that move by rows."""
    label: StyleAndTextTuples = [("class:qmark", before)]
    control = WrappedText(buffer)
    control.add_row_keys(keys)
    return VSplit(
        [
            Window(FormattedTextControl(label), width=display_width(before)),
            Window(control),
        ]
    )
