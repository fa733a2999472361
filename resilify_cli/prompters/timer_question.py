"""Shows a timer in a terminal: what is left of it, or that it is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.styles import BaseStyle

from resilify_cli.activities.questions import Answer, Move, Reply, TimerQuestion
from resilify_cli.errors import ResilifyError
from resilify_cli.prompters.countdown import Countdown
from resilify_cli.prompters.key_bindings import (
    NoteRequest,
    footer_lines,
    key_hints,
    move_keys,
    note_key,
)
from resilify_cli.prompters.protocol import KeepDraft, SideNote
from resilify_cli.text_width import wrap

_REFRESH_SECONDS = 1.0


@dataclass(slots=True)
class TimerPrompter:
    """Asks for the end of a timer; what stands above it is on the screen already.

    Attributes:
        question: The timer.
        keep_draft: Keeps when it was begun.
        now: Gives the time.
        countdown: How far it is.
        can_go_back: Whether there is a step before.
        notes: What can be read beside it.
        trouble: Why its beginning could not be kept, or an empty text.
        is_awaited: Whether its end was not seen yet, so that the bell is still to sound.
    """

    question: TimerQuestion
    keep_draft: KeepDraft
    now: Callable[[], datetime]
    countdown: Countdown
    can_go_back: bool
    notes: Sequence[SideNote] = ()
    trouble: str = ""
    is_awaited: bool = False

    def ask(self, style: BaseStyle) -> Reply | NoteRequest:
        """Show it until the person goes on."""
        self.is_awaited = not self.countdown.is_over(self.now())
        rows = [
            Window(FormattedTextControl(self._tokens), dont_extend_height=True, wrap_lines=True),
            Window(height=1),
            Window(FormattedTextControl(self._keys), dont_extend_height=True),
        ]
        application: Application[Reply | NoteRequest] = Application(
            layout=Layout(HSplit(rows)),
            key_bindings=self._bindings(),
            style=style,
            refresh_interval=_REFRESH_SECONDS,
            erase_when_done=True,
        )
        reply = application.run()
        if reply is Move.SKIP:
            # What is passed over does not run on.
            self._keep("")
        return reply

    def _bindings(self) -> KeyBindings:
        bindings = move_keys(lambda: None)
        note_key(bindings, self.notes, lambda _: self._started)

        @bindings.add(Keys.Enter)
        @bindings.add(Keys.ControlD)
        @bindings.add(Keys.Escape, Keys.Enter)
        def _(event: KeyPressEvent) -> None:
            if self.countdown.started is not None:
                event.app.exit(result=Answer(None))
                return
            began = self.now()
            self.countdown = replace(self.countdown, started=began)
            self._keep(self._started)

        return bindings

    @property
    def _started(self) -> str:
        """When it was begun, as it is kept."""
        return self.countdown.started.isoformat() if self.countdown.started else ""

    def _keep(self, started: str) -> None:
        try:
            self.keep_draft(started)
        except ResilifyError as error:
            self.trouble = f"Not saved yet: {error.message}"

    def _tokens(self) -> StyleAndTextTuples:
        now, columns = self.now(), max(20, get_app().output.get_size().columns)
        if self.countdown.started is not None and self.countdown.is_over(now) and self.is_awaited:
            self.is_awaited = False
            if self.question.bell:
                get_app().output.bell()
        told = self.countdown.lines(now)
        lines = [line for text in told for line in wrap(text, min(columns, 76) - 6)]
        tokens: StyleAndTextTuples = [("bold", f"   {lines[0]}")]
        tokens.append(("class:keys", "".join(f"\n   {line}" for line in lines[1:])))
        if self.trouble:
            tokens.append(("class:keys", "".join(f"\n   {line}" for line in wrap(self.trouble, columns - 6))))
        return tokens

    def _keys(self) -> StyleAndTextTuples:
        started = self.countdown.started is not None
        over = self.countdown.is_over(self.now())
        first = "Enter go on" if over else "Enter done" if started else "Enter begin"
        keys = key_hints(first, can_go_back=self.can_go_back, notes=self.notes)
        return [("class:keys", "\n".join(footer_lines(keys, get_app().output.get_size().columns)))]
