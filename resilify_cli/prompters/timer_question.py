"""Shows a timer in a terminal: what is left of it, or that it is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Window

from resilify_cli.activities.questions import CUT_SHORT, Answer, Move, Reply, TimerQuestion
from resilify_cli.console import WIDEST
from resilify_cli.errors import ResilifyError
from resilify_cli.prompters.countdown import Countdown
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.prompters.full_screen.widget import Widget
from resilify_cli.text_width import wrap

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import KeepDraft


class TimerWidget(Widget):
    """Shows a timer until the person goes on."""

    refresh_seconds = 1.0
    least_rows = 3

    def __init__(
        self,
        question: TimerQuestion,
        keep_draft: KeepDraft,
        now: Callable[[], datetime],
        translate: Callable[[str], str] = str,
    ) -> None:
        """Make it; `keep_draft` keeps when it was begun, `now` gives the time, `translate` its words."""
        super().__init__()
        self._translate = translate
        self._question, self._keep_draft, self._now = question, keep_draft, now
        self._countdown = Countdown.resumed(question.minutes, question.started)
        # Whether its end was not seen yet, so that the bell is still to sound.
        self._is_awaited = not self._countdown.is_over(now())
        self._trouble = self._told = ""
        control = FormattedTextControl(self._draw_time, focusable=True, show_cursor=False)
        self.container = Window(control, wrap_lines=True)
        for key in ((Keys.Enter,), (Keys.ControlD,), (Keys.Escape, Keys.Enter)):
            self.keys.add(*key)(lambda event: self._start_or_stop())

    def _start_or_stop(self) -> None:
        if self._countdown.is_over(self._now()):
            self.reply(Answer(None))
            return
        if self._countdown.started is not None:
            # A stray Enter is no wish to stop.
            self._told = "It runs on. Page Down stops it here."
            return
        began = self._now()
        self._countdown = replace(self._countdown, started=began)
        self._keep(began.isoformat())

    def _keep(self, started: str) -> None:
        try:
            self._keep_draft(started)
        except ResilifyError as error:
            self._trouble = f"Not saved yet: {error.message}"

    def moved(self, move: Move) -> Reply | Widget:
        """Return the move. To leave it while it runs is to stop early, and not to skip it."""
        if move is Move.SKIP and self._countdown.started is not None:
            return Answer(None if self._countdown.is_over(self._now()) else CUT_SHORT)
        return move

    def skip_word(self) -> str:
        """Return that Page Down stops a timer that runs."""
        return "stop here" if self._countdown.started is not None else "skip"

    def _draw_time(self) -> StyleAndTextTuples:
        now, columns = self._now(), max(20, get_app().output.get_size().columns)
        if self._countdown.started is not None and self._countdown.is_over(now) and self._is_awaited:
            self._is_awaited = False
            if self._question.bell:
                get_app().output.bell()
        room = min(columns, WIDEST) - 6
        told = [self._translate(text) for text in self._countdown.lines(now)]
        first, *others = [line for text in told for line in wrap(text, room)]
        return [("bold", f"   {first}"), ("class:keys", "".join(f"\n   {line}" for line in others))]

    def hints(self) -> Sequence[KeyHint]:
        """Return the key that begins or ends it."""
        if self._countdown.is_over(self._now()):
            return [KeyHint("Enter", "go on", essential=True)]
        return [] if self._countdown.started is not None else [KeyHint("Enter", "begin", essential=True)]

    def remarks(self) -> Sequence[str]:
        """Return what could not be saved, and that it runs on."""
        running = self._told if not self._countdown.is_over(self._now()) else ""
        return [told for told in (self._trouble, running) if told]
