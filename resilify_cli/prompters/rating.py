"""Asks for a number on a scale: a dot on a labelled line, moved by the arrows or by digits."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Window

from resilify_cli.activities.questions import Answer, ScaleQuestion, SingleChoice
from resilify_cli.errors import ResilifyError
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.prompters.full_screen.widget import Widget
from resilify_cli.prompters.rating_lines import ScaleLabels, rating_lines
from resilify_cli.prompters.rating_scale import RatingScale
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import KeepDraft

_MARGIN = 3
_MOST_COLUMNS = 61
_MOVES = {
    Keys.Left: -1,
    Keys.Right: 1,
    Keys.Down: -1,
    Keys.Up: 1,
    Keys.ShiftLeft: -10,
    Keys.ShiftRight: 10,
}


class RatingWidget(Widget):
    """Asks for a whole number of a scale, which has no value until a key gives it one."""

    least_rows = 4

    def __init__(self, question: ScaleQuestion, keep_draft: KeepDraft) -> None:
        super().__init__()
        self._keep_draft, self._default = keep_draft, question.default
        self._labels = ScaleLabels(safe_line(question.low_label), safe_line(question.high_label))
        self.scale = RatingScale(question.low, question.high, question.default)
        control = FormattedTextControl(self._scale_tokens, focusable=True, show_cursor=False)
        self.container = Window(control)
        for key, by in _MOVES.items():
            self.keys.add(key, eager=True)(lambda event, by=by: self.scale.move(by))
        self.keys.add(Keys.Home, eager=True)(lambda event: self.scale.move_to(self.scale.low))
        self.keys.add(Keys.End, eager=True)(lambda event: self.scale.move_to(self.scale.high))
        for key in (Keys.Backspace, Keys.Delete):
            self.keys.add(key, eager=True)(lambda event: self.scale.erase())
        for keys in ((Keys.Enter,), (Keys.ControlD,), (Keys.Escape, Keys.Enter)):
            self.keys.add(*keys, eager=len(keys) == 1)(lambda event: self._done())
        self.keys.add(Keys.Any)(self._type)
        self.keys.add(Keys.BracketedPaste)(self._type)

    def _type(self, event: KeyPressEvent) -> None:
        text = event.data.strip()
        for character in text[:_LONGEST_PASTE]:
            self.scale.type(character)

    def _done(self) -> None:
        value = self.scale.enter()
        if value is not None:
            self.reply(Answer(self.answer(value)))

    def answer(self, value: int) -> int | str:
        """Return the answer that a number of the scale is."""
        return value

    def _scale_tokens(self) -> StyleAndTextTuples:
        columns = get_app().output.get_size().columns - 2 * _MARGIN
        untouched = self.translate("nothing chosen yet")
        lines = rating_lines(self.scale, self._labels, max(_MARGIN, min(_MOST_COLUMNS, columns)), untouched)
        shown: StyleAndTextTuples = []
        for at, line in enumerate(lines):
            shown += [("", "\n" if at else ""), ("", " " * _MARGIN), *line]
        return shown

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys of a rating."""
        is_long = self.scale.high - self.scale.low > 10
        return [
            KeyHint("Enter", "done", essential=True),
            KeyHint("← → digits", "move"),
            *([KeyHint("Shift-← →", "by ten")] if is_long else []),
            KeyHint("Home, End", "go to the ends", in_footer=False),
            KeyHint("Backspace", "take it back", in_footer=False),
        ]

    def remarks(self) -> Sequence[str]:
        """Return what is taken here, if something else was pressed."""
        wanted = (
            f"A number from {self.scale.low} to {self.scale.high}: type it, or ←\u00a0→. PgDn skips this."
        )
        return [wanted] if self.scale.refused else []

    def save(self) -> None:
        """Keep the number."""
        if self.scale.value is not None and self.scale.value != self._default:
            # A number that can't be kept is no reason to stay.
            with suppress(ResilifyError):
                self._keep_draft(self.answer(self.scale.value))


class WordRatingWidget(RatingWidget):
    """Asks for one of a few options that stand in an order, as the points of a scale."""

    def __init__(self, question: SingleChoice, keep_draft: KeepDraft) -> None:
        self._options = question.options
        ids = [option.id for option in question.options]
        words = [safe_line(option.label) for option in question.options]
        default = ids.index(question.default) + 1 if question.default in ids else None
        scale = ScaleQuestion(low=1, high=len(ids), low_label=words[0], high_label=words[-1], default=default)
        super().__init__(scale, keep_draft)
        self._labels = ScaleLabels(words[0], words[-1], dict(enumerate(words, 1)))

    def answer(self, value: int) -> str:
        """Return the id of the option."""
        return self._options[value - 1].id


# More digits than any scale has.
_LONGEST_PASTE = 12
