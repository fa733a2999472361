"""What the places for typing share: their keys, the way to the editor, the clock beside them."""

from __future__ import annotations

import asyncio
import textwrap
from collections.abc import Callable

from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from resilify_cli.prompters.draft_timer import DraftTimer
from resilify_cli.prompters.editor import Editor, EditorError
from resilify_cli.prompters.keys import enter_keys, move_keys


def text_keys(timer: DraftTimer, editor: Editor) -> KeyBindings:
    """Return the keys of a text of several lines, where Enter begins a new line."""
    bindings = move_keys(timer.save)
    _editor_keys(bindings, timer, editor, lines=True)

    @bindings.add(Keys.ControlD, eager=True)
    @bindings.add(Keys.Escape, Keys.Enter)
    def _(event: KeyPressEvent) -> None:
        timer.save()
        event.current_buffer.validate_and_handle()

    return bindings


def line_keys(timer: DraftTimer, editor: Editor) -> KeyBindings:
    """Return the keys of a single line, which Enter ends."""
    bindings = move_keys(timer.save)
    enter_keys(bindings)
    _editor_keys(bindings, timer, editor, lines=False)
    return bindings


def time_left(
    minutes: float, timer: DraftTimer, keys: Callable[[], StyleAndTextTuples]
) -> Callable[[], StyleAndTextTuples]:
    """Return the lines below a text: trouble if there is any, the time that is left, the keys."""
    began: list[float] = []

    def tokens() -> StyleAndTextTuples:
        above = [timer.trouble] if timer.trouble else []
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
        lines = [line for told in above for line in textwrap.wrap(told, columns - 2)]
        return [("class:keys", "".join(f" {line}\n" for line in lines)), *keys()]

    return tokens


def _editor_keys(bindings: KeyBindings, timer: DraftTimer, editor: Editor, *, lines: bool) -> None:
    @bindings.add(Keys.ControlO, eager=True)
    @bindings.add(Keys.ControlX, Keys.ControlE)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        timer.save()

        async def go() -> None:
            try:
                text = await run_in_terminal(lambda: editor.edit(buffer.text))
            except EditorError as error:
                timer.trouble = f"{error.message} {error.hint}".strip()
                return
            timer.trouble = ""
            buffer.document = Document(text if lines else " ".join(text.split("\n")).strip())
            timer.save()

        event.app.create_background_task(go())
