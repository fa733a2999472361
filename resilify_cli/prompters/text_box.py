"""The keys of text boxes, the way from them to the editor, and the lines below them."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence

from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from resilify_cli.prompters.autosave import AutoSaver
from resilify_cli.prompters.editor import Editor, EditorError
from resilify_cli.prompters.key_bindings import enter_keys, move_keys
from resilify_cli.prompters.paste import normalize_line_ends
from resilify_cli.text_width import wrap


class TextTooLong:
    """The result of a text box when a paste or the editor brought more than it can show."""

    def __init__(self, text: str) -> None:
        self.text = text


def text_keys(saver: AutoSaver, editor: Editor, longest: int) -> KeyBindings:
    """Return the keys of a text of several lines, where Enter begins a new line.

    The box ends with a `TextTooLong` when its text would be longer than `longest`.
    """
    bindings = move_keys(saver.save)
    done_keys(bindings, saver, lambda event: event.current_buffer.validate_and_handle())

    def put(event: KeyPressEvent, text: str) -> None:
        if len(text) > longest:
            event.app.exit(result=TextTooLong(text))
        else:
            event.current_buffer.document = Document(text)
            saver.save()

    editor_keys(bindings, saver, editor, lambda: get_app().current_buffer.text, put)

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        buffer, pasted = event.current_buffer, normalize_line_ends(event.data)
        if len(buffer.text) + len(pasted) > longest:
            at = buffer.cursor_position
            event.app.exit(result=TextTooLong(buffer.text[:at] + pasted + buffer.text[at:]))
        else:
            buffer.insert_text(pasted)

    return bindings


def line_keys(saver: AutoSaver, editor: Editor) -> KeyBindings:
    """Return the keys of a single line, which Enter ends."""
    bindings = move_keys(saver.save)
    enter_keys(bindings)

    def put(event: KeyPressEvent, text: str) -> None:
        event.current_buffer.document = Document(" ".join(text.split("\n")).strip())
        saver.save()

    editor_keys(bindings, saver, editor, lambda: get_app().current_buffer.text, put)
    return bindings


def time_left(
    minutes: float,
    saver: AutoSaver,
    keys: Callable[[], StyleAndTextTuples],
    remarks: Sequence[str] = (),
) -> Callable[[], StyleAndTextTuples]:
    """Return the lines below a text box: what went wrong, how much time is left, the keys.

    Args:
        minutes: How long to write; 0 if it is not timed.
        saver: What saves the text.
        keys: The line of keys; see `footer`.
        remarks: What else is told, as it is at each drawing.
    """
    began: list[float] = []

    def tokens() -> StyleAndTextTuples:
        above = [*remarks, *([saver.trouble] if saver.trouble else [])]
        if minutes:
            now = asyncio.get_running_loop().time()
            began.append(now)
            left = minutes * 60 - (now - began[0])
            above.append(
                f"about {max(1, round(left / 60))} min left"
                if left > 0
                else "The time is up. Finish in your own time."
            )
        columns = max(20, get_app().output.get_size().columns)
        lines = [line for told in above for line in wrap(told, columns - 2)]
        return [("class:keys", "".join(f" {line}\n" for line in lines)), *keys()]

    return tokens


def done_keys(bindings: KeyBindings, saver: AutoSaver, done: Callable[[KeyPressEvent], None]) -> None:
    """Let Ctrl-D and Esc-Enter end a text of several lines."""

    @bindings.add(Keys.ControlD, eager=True)
    @bindings.add(Keys.Escape, Keys.Enter)
    def _(event: KeyPressEvent) -> None:
        saver.save()
        done(event)


def editor_keys(
    bindings: KeyBindings,
    saver: AutoSaver,
    editor: Editor,
    text: Callable[[], str],
    put: Callable[[KeyPressEvent, str], None],
) -> None:
    """Let Ctrl-O and Ctrl-X Ctrl-E open the editor with `text`, and hand what it leaves to `put`."""

    @bindings.add(Keys.ControlO, eager=True)
    @bindings.add(Keys.ControlX, Keys.ControlE)
    def _(event: KeyPressEvent) -> None:
        saver.trouble = ""
        saver.save()

        def edit() -> str:
            try:
                result = editor.edit(text(), saver.keep)
            except EditorError as error:
                _raise_signal(error.end_signal)
                raise
            if not saver.trouble:
                _raise_signal(result.end_signal)
            return result.text

        async def go() -> None:
            try:
                edited = await run_in_terminal(edit)
            except EditorError as error:
                saver.trouble = f"{error.message} {error.hint}".strip()
            else:
                saver.trouble = ""
                put(event, edited)

        event.app.create_background_task(go())


def _raise_signal(end_signal: int | None) -> None:
    """Send this program the signal that ended the editor, if one did: it was meant for this program."""
    if end_signal is not None:
        signal.raise_signal(end_signal)
