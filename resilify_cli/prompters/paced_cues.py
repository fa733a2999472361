"""Shows timed cues in a terminal: a shape that grows and shrinks, or a script line by line."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Window

from resilify_cli.activities.questions import CUT_SHORT, Answer, Cue, Move, PacedCues, Reply
from resilify_cli.prompters.breath_shape import breath_shape, count_of
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.prompters.full_screen.widget import Widget
from resilify_cli.safe import safe_line
from resilify_cli.text_width import wrap

_SHAPE_ROWS = 7
# On a lower screen the shape is one line.
_ROWS_FOR_SHAPE = 20
_REFRESH_SECONDS = 0.1


class CueClock:
    """Tells how far a row of cues has come; times are seconds of any clock that runs forward."""

    def __init__(self, cues: tuple[Cue, ...]) -> None:
        self._cues = cues
        self._elapsed = 0.0
        self._last: float | None = None
        self.paused = False

    def tick(self, now: float) -> None:
        """Advance to the time `now`; while paused, no time passes."""
        if self._last is not None and not self.paused:
            self._elapsed += now - self._last
        self._last = now

    @property
    def finished(self) -> bool:
        """Whether all cues have had their time."""
        return self._elapsed >= sum(cue.seconds for cue in self._cues)

    def place(self) -> tuple[int, float]:
        """Return the index of the present cue, and how much of it has passed, from 0 to 1."""
        left = self._elapsed
        for at, cue in enumerate(self._cues):
            if left < cue.seconds:
                return at, left / cue.seconds
            left -= cue.seconds
        return len(self._cues) - 1, 1.0

    def fill(self) -> float | None:
        """Return how full the breath is, from 0 to 1, or None where the cue draws none."""
        at, share = self.place()
        end = self._cues[at].fill
        if end is None:
            return None
        return share if end > 0 else 1 - share

    def skip_cue(self) -> None:
        """Go to the beginning of the next cue."""
        at, _ = self.place()
        self._elapsed = sum(cue.seconds for cue in self._cues[: at + 1])

    @property
    def at_last_cue(self) -> bool:
        """Whether none but the last cue is left."""
        return self.place()[0] == len(self._cues) - 1

    @property
    def seconds_left(self) -> float:
        """How long the rest of the cues takes."""
        return max(0.0, sum(cue.seconds for cue in self._cues) - self._elapsed)


class PacedCuesWidget(Widget):
    """Shows cues in their time; the value is None, or `CUT_SHORT` where more than the last cue was left.

    With a text above them they begin when the person has read it, by Enter.
    """

    refresh_seconds = _REFRESH_SECONDS

    def __init__(self, question: PacedCues) -> None:
        super().__init__()
        self._cues = question.cues
        self._clock = CueClock(question.cues)
        self._has_begun = not question.body
        # prompt_toolkit takes an emoji of several people for wider than it is.
        control = FormattedTextControl(self._cue_tokens, focusable=True, show_cursor=False)
        self.container = Window(control, wrap_lines=True)
        for key in ((Keys.Enter,), (Keys.ControlD,), (Keys.Escape, Keys.Enter)):
            self.keys.add(*key)(lambda event: self._next_cue())
        self.keys.add(" ")(lambda event: self._pause())

    def _next_cue(self) -> None:
        """Begin, or go on to the next cue; at the last one, end."""
        if not self._has_begun:
            self._has_begun = True
        elif self._clock.at_last_cue:
            self.reply(Answer(None))
        else:
            self._clock.skip_cue()

    def moved(self, move: Move) -> Reply | Widget:
        """Return the move. To leave once it is under way is to stop early, and not to skip it."""
        if move is Move.SKIP and self._clock.place()[0]:
            return Answer(None if self._clock.at_last_cue else CUT_SHORT)
        return move

    def skip_word(self) -> str:
        """Return that Page Down stops cues that are under way."""
        return "stop here" if self._clock.place()[0] else "skip"

    def _pause(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            return
        self._clock.paused = not self._clock.paused

    def _cue_tokens(self) -> StyleAndTextTuples:
        if not self._has_begun:
            told = f"{_length_text(self._clock.seconds_left)}. Enter begins."
            return [("class:keys", f"   {self.translate(told)}")]
        self._clock.tick(asyncio.get_running_loop().time())
        if self._clock.finished:
            self.reply(Answer(None))
        size = get_app().output.get_size()
        told = (
            "Paused. Space goes on."
            if self._clock.paused
            else f"{_length_text(self._clock.seconds_left)} left"
        )
        return _draw_cue(self._cues, self._clock, (max(20, size.columns), size.rows), self.translate(told))

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys that pause and end it."""
        if not self._has_begun:
            return [KeyHint("Enter", "begin", essential=True)]
        on = "done" if self._clock.at_last_cue else "next"
        pause = "go on" if self._clock.paused else "pause"
        return [KeyHint("Enter", on, essential=True), KeyHint("Space", pause, essential=True)]


def _draw_cue(cues: tuple[Cue, ...], clock: CueClock, size: tuple[int, int], told: str) -> StyleAndTextTuples:
    """Return the cue with the count of its seconds, the shape of the breath, and what is told below."""
    columns, rows = size
    at, share = clock.place()
    fill = clock.fill()
    text = safe_line(cues[at].text)
    if fill is not None:
        text += f"  {count_of(cues[at].seconds, share)}"
    lines = wrap(text, min(columns, 76) - 6) or [""]
    tokens: StyleAndTextTuples = [("class:strong", "\n".join(f"   {line}" for line in lines))]
    if fill is not None:
        shape = breath_shape(fill, min(columns, 76) - 8, _SHAPE_ROWS if rows >= _ROWS_FOR_SHAPE else 1)
        tokens.append(("class:accent", "\n" + "".join(f"\n   {line}" for line in shape)))
    tokens.append(("class:keys", f"\n\n   {told}"))
    return tokens


def _length_text(seconds: float) -> str:
    return f"about {round(seconds / 60)} min" if seconds > 90 else f"{round(seconds)} s"
