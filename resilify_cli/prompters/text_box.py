"""What all text boxes share: how they end, the way from them to the editor, and the time that is left."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from resilify_cli.prompters.autosave import AutoSaver
from resilify_cli.prompters.editor import Editor, EditorError
from resilify_cli.prompters.full_screen.widget import KeyHint

EDITOR_HINT = KeyHint("Ctrl-O", "write in your own editor", in_footer=False)


def time_left(minutes: float, began: float | None) -> list[str]:
    """Return how much of the time to write is left, as lines; none where it is not timed.

    Args:
        minutes: How long to write; 0 if it is not timed.
        began: When it began, on the event loop's clock.
    """
    if not minutes or began is None:
        return []
    left = minutes * 60 - (asyncio.get_running_loop().time() - began)
    if left > 0:
        return [f"about {max(1, round(left / 60))} min left"]
    return ["The time is up. Finish in your own time."]


def done_keys(bindings: KeyBindings, saver: AutoSaver, done: Callable[[], None]) -> None:
    """Let Ctrl-D and Esc-Enter end a text of several lines."""

    @bindings.add(Keys.ControlD, eager=True)
    @bindings.add(Keys.Escape, Keys.Enter)
    def _(event: KeyPressEvent) -> None:
        saver.save()
        done()


def editor_keys(
    bindings: KeyBindings,
    saver: AutoSaver,
    editor: Editor,
    text: Callable[[], str],
    put: Callable[[str], None],
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
                put(edited)
            get_app().invalidate()

        event.app.create_background_task(go())


def _raise_signal(end_signal: int | None) -> None:
    """Send this program the signal that ended the editor, if one did: it was meant for this program."""
    if end_signal is not None:
        signal.raise_signal(end_signal)
