"""Shows timed cues in a terminal: a calm line that fills and empties, or a script line by line."""

from __future__ import annotations

import asyncio

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.styles import BaseStyle

from resilify_cli.activities.questions import CUT_SHORT, Answer, Cue, PacedCues, Reply
from resilify_cli.prompters.key_bindings import footer, move_keys
from resilify_cli.safe import safe_line
from resilify_cli.text_width import wrap

_BAR = 30
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

    @property
    def at_last_cue(self) -> bool:
        """Whether none but the last cue is left."""
        return self.place()[0] == len(self._cues) - 1

    @property
    def seconds_left(self) -> float:
        """How long the rest of the cues takes."""
        return max(0.0, sum(cue.seconds for cue in self._cues) - self._elapsed)


def ask_paced_cues(question: PacedCues, keys: tuple[str, ...], style: BaseStyle) -> Reply:
    """Show the cues in their time.

    Args:
        question: The cues; what stands above them is on the screen already.
        keys: Each key with its meaning; see `footer_lines`.
        style: How it looks.

    Returns:
        The move, or an answer: None, or `CUT_SHORT` where more than the last cue was left.
    """
    clock = CueClock(question.cues)

    def tokens() -> StyleAndTextTuples:
        clock.tick(asyncio.get_running_loop().time())
        if clock.finished and get_app().is_running and not get_app().is_done:
            get_app().exit(result=Answer(None))
        return _tokens(question.cues, clock, max(20, get_app().output.get_size().columns))

    rows = [
        # prompt_toolkit takes an emoji of several people for wider than it is.
        Window(FormattedTextControl(tokens), dont_extend_height=True, wrap_lines=True),
        Window(height=1),
        Window(FormattedTextControl(footer(keys)), dont_extend_height=True),
    ]
    application: Application[Reply] = Application(
        layout=Layout(HSplit(rows)),
        key_bindings=_keys(clock),
        style=style,
        refresh_interval=_REFRESH_SECONDS,
        erase_when_done=True,
    )
    return application.run()


def _keys(clock: CueClock) -> KeyBindings:
    bindings = move_keys(lambda: None)

    @bindings.add(" ")
    def _(event: KeyPressEvent) -> None:
        clock.paused = not clock.paused

    @bindings.add(Keys.Enter)
    @bindings.add(Keys.ControlD)
    @bindings.add(Keys.Escape, Keys.Enter)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=Answer(None if clock.at_last_cue else CUT_SHORT))

    return bindings


def _tokens(cues: tuple[Cue, ...], clock: CueClock, columns: int) -> StyleAndTextTuples:
    at, _ = clock.place()
    fill = clock.fill()
    lines = wrap(safe_line(cues[at].text), min(columns, 76) - 6) or [""]
    tokens: StyleAndTextTuples = [("bold", "\n".join(f"   {line}" for line in lines))]
    if fill is not None:
        width = min(_BAR, columns - 8)
        full = round(fill * width)
        tokens.append(("", f"\n\n   {'━' * full}{' ' * (width - full)}"))
    left = clock.seconds_left
    told = f"about {round(left / 60)} min left" if left > 90 else f"{round(left)} s left"
    tokens.append(("class:keys", f"\n\n   {'Paused. Space goes on.' if clock.paused else told}"))
    return tokens
