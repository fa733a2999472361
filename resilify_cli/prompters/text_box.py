"""What all text boxes share: drafts, how they end, the way to the editor, and the time that is left."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from resilify_cli.prompters.autosave import AutoSaver, WatchedText
from resilify_cli.prompters.editor import Editor, EditorError
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.prompters.full_screen.widget import Widget

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import KeepDraft

# A text has lines, so that Enter alone can't end it; some have a hand for the arrow keys and Enter only.
READY_HINT = KeyHint("↓ Enter", "done, from the end of the text", in_footer=False)
_READY = "Enter ends it here. ↑ goes back to the text."
EDITOR_HINT = KeyHint("Ctrl-O", "write in your own editor", in_footer=False)


class TypedTextWidget(Widget):
    """Takes text that is kept as a draft while it is typed, perhaps within a time.

    Args:
        keep_draft: Keeps a draft.
        text: What is typed into.
        saved: What of the text is saved as a draft; None for all of it.
        minutes: How long to write; 0 if it is not timed.
    """

    takes_text = True

    def __init__(
        self, keep_draft: KeepDraft, text: WatchedText, saved: str | None = None, minutes: float = 0
    ) -> None:
        super().__init__()
        self._saver = AutoSaver(keep_draft)
        self._saver.watch(text, saved)
        self._minutes, self._began = minutes, 0.0
        self.refresh_seconds = 1.0 if minutes else 0.0
        self._is_ready = False
        text.on_text_changed += lambda _: self._set_ready(False)

    def remarks(self) -> Sequence[str]:
        """Return the remarks below the text: on saving, on how Enter ends it, and on the time left."""
        trouble = [self._saver.trouble] if self._saver.trouble else []
        trouble += [_READY] if self._is_ready else []
        return [*trouble, self._time_left()] if self._minutes else trouble

    def _time_left(self) -> str:
        now = asyncio.get_running_loop().time()
        # The time begins when the question is first drawn.
        self._began = self._began or now
        left = self._minutes * 60 - (now - self._began)
        if left > 0:
            return f"about {max(1, round(left / 60))} min left"
        return "The time is up. Finish in your own time."

    def _set_ready(self, ready: bool) -> None:
        self._is_ready = ready

    def add_ready_keys(self, at_end: Callable[[], bool], done: Callable[[], None]) -> None:
        """Let Down, at the end of the text, and then Enter end it; Up and what is typed go back to it.

        Args:
            at_end: Whether the cursor is at the end of the text.
            done: Ends the question.
        """
        is_ready = Condition(lambda: self._is_ready)
        self.keys.add(Keys.Down, filter=Condition(at_end), eager=True)(lambda event: self._set_ready(True))
        for key in (Keys.Up, Keys.Left, Keys.Backspace):
            self.keys.add(key, filter=is_ready, eager=True)(lambda event: self._set_ready(False))

        @self.keys.add(Keys.Enter, filter=is_ready, eager=True)
        def _(event: KeyPressEvent) -> None:
            self._saver.save()
            done()

    def save(self) -> None:
        """Keep what is typed."""
        self._saver.save()

    def close(self) -> None:
        """Save no more."""
        self._saver.stop()


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
