"""Tells timed cues at their pace: a calm line that fills and empties, or a script line by line."""

from __future__ import annotations

import asyncio

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import Output
from prompt_toolkit.styles import BaseStyle

from resilify_cli.activities.questions import Answer, Cue, PacedCues, Reply
from resilify_cli.prompters.key_bindings import footer, move_keys
from resilify_cli.safe import safe_line
from resilify_cli.text_width import wrap

_BAR = 30
_TICK = 0.1


class CueClock:
    """How far a row of cues has come. Time is given in seconds, from any clock that runs forward."""

    def __init__(self, cues: tuple[Cue, ...]) -> None:
        self._cues = cues
        self._elapsed = 0.0
        self._last: float | None = None
        self.paused = False

    def tick(self, now: float) -> None:
        """Let the time go on to `now`, unless it is paused."""
        if self._last is not None and not self.paused:
            self._elapsed += now - self._last
        self._last = now

    @property
    def finished(self) -> bool:
        """Whether all cues have had their time."""
        return self._elapsed >= sum(cue.seconds for cue in self._cues)

    def place(self) -> tuple[int, float]:
        """Return the number of the present cue, from 0, and how much of it has passed, 0 to 1."""
        left = self._elapsed
        for at, cue in enumerate(self._cues):
            if left < cue.seconds:
                return at, left / cue.seconds
            left -= cue.seconds
        return len(self._cues) - 1, 1.0

    def fill(self) -> float | None:
        """Return how full the breath is, 0 to 1, or None where the cues draw none."""
        at, share = self.place()
        end = self._cues[at].fill
        if end is None:
            return None
        return share if end > 0 else 1 - share

    @property
    def seconds_left(self) -> float:
        """How long all of it still takes."""
        return max(0.0, sum(cue.seconds for cue in self._cues) - self._elapsed)


def ask_paced_cues(
    question: PacedCues,
    keys: tuple[str, ...],
    style: BaseStyle,
    source: Input | None,
    output: Output | None,
) -> Reply:
    """Tell the cues in their time and return the reply."""
    metronome = CueClock(question.cues)

    def screen() -> StyleAndTextTuples:
        metronome.tick(asyncio.get_running_loop().time())
        if metronome.finished and get_app().is_running and not get_app().is_done:
            get_app().exit(result=Answer(None))
        return _tokens(question.cues, metronome, max(20, get_app().output.get_size().columns))

    bindings = move_keys(lambda: None)

    @bindings.add(" ")
    def _(event: KeyPressEvent) -> None:
        metronome.paused = not metronome.paused

    @bindings.add(Keys.Enter)
    @bindings.add(Keys.ControlD)
    @bindings.add(Keys.Escape, Keys.Enter)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=Answer(None))

    application: Application[Reply] = Application(
        layout=Layout(
            HSplit(
                [
                    # prompt_toolkit takes an emoji of several people for wider than it is.
                    Window(FormattedTextControl(screen), dont_extend_height=True, wrap_lines=True),
                    Window(height=1),
                    Window(FormattedTextControl(footer(keys)), dont_extend_height=True),
                ]
            )
        ),
        key_bindings=bindings,
        style=style,
        refresh_interval=_TICK,
        erase_when_done=True,
        input=source,
        output=output,
    )
    return application.run()


def _tokens(cues: tuple[Cue, ...], metronome: CueClock, columns: int) -> StyleAndTextTuples:
    at, _ = metronome.place()
    fill = metronome.fill()
    lines = wrap(safe_line(cues[at].text), min(columns, 76) - 6) or [""]
    tokens: StyleAndTextTuples = [("bold", "\n".join(f"   {line}" for line in lines))]
    if fill is not None:
        width = min(_BAR, columns - 8)
        full = round(fill * width)
        tokens.append(("", f"\n\n   {'━' * full}{' ' * (width - full)}"))
    left = metronome.seconds_left
    told = f"about {round(left / 60)} min left" if left > 90 else f"{round(left)} s left"
    tokens.append(("class:keys", f"\n\n   {'Paused. Space goes on.' if metronome.paused else told}"))
    return tokens
