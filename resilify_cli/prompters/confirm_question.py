"""Asks in a terminal whether to do something, with keys that say what they do here: y, n, and cancel."""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys

from resilify_cli.activities.questions import Answer, ChoiceOption, ConfirmQuestion, Move
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.prompters.full_screen.widget import Widget
from resilify_cli.prompters.option_list import OptionList
from resilify_cli.prompters.text_questions import paste_as_one_line, text_buffer, text_container

_CANCEL = KeyHint("Esc or Ctrl-C", "cancel", essential=True)
_OPTIONS = (ChoiceOption("no", "No"), ChoiceOption("yes", "Yes"))


def confirm_widget(question: ConfirmQuestion) -> Widget:
    """Return the place to say yes or no, or to type the word that is a yes."""
    return ConfirmWordWidget(question.word) if question.word else YesOrNoWidget()


class _CancelWidget(Widget):
    """A widget in which the keys that leave a question cancel what is asked about."""

    has_moves = False

    def __init__(self) -> None:
        super().__init__()
        for key in (Keys.Escape, Keys.ControlD):
            self.keys.add(key, eager=True)(lambda event: self.reply(Move.LEAVE))


class YesOrNoWidget(_CancelWidget):
    """Asks for a yes or a no."""

    least_rows = 2

    def __init__(self) -> None:
        super().__init__()
        self._list = OptionList(_OPTIONS)
        self.container = self._list.container
        self._list.add_moving_keys(self.keys)
        self.keys.add(Keys.Enter, eager=True)(lambda event: self._answer(self._list.pointed_at == "yes"))
        for letters, value in (("yY", True), ("nN", False)):
            for letter in letters:
                self.keys.add(letter, eager=True)(lambda event, value=value: self._answer(value))

    def _answer(self, value: bool) -> None:
        self.reply(Answer(value))

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys."""
        return [
            KeyHint("↑ ↓", "move"),
            KeyHint("Enter", "choose", essential=True),
            KeyHint("y", "yes", essential=True),
            KeyHint("n", "no", essential=True),
            _CANCEL,
        ]


class ConfirmWordWidget(_CancelWidget):
    """Asks for a word that is a yes."""

    takes_text = True
    least_rows = 1

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word
        self._remarks: list[str] = []
        self._buffer = text_buffer("", multiline=False)
        self.container = text_container(self._buffer, self.keys)
        self.keys.add(Keys.Enter, eager=True)(self._done)
        self.keys.add(Keys.BracketedPaste)(self._paste)

    def _paste(self, event: KeyPressEvent) -> None:
        self._remarks = paste_as_one_line(self._buffer, event.data)

    def _done(self, event: KeyPressEvent) -> None:
        self.reply(Answer(self._buffer.text.strip().lower() == self._word))

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys."""
        return [KeyHint("Enter", "done", essential=True), _CANCEL]

    def remarks(self) -> Sequence[str]:
        """Return the remark on a paste that was made one line; none as a rule."""
        return self._remarks
