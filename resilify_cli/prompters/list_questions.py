"""Asks in a terminal for options of a list: one, or any number, with own words where they may be given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys

from resilify_cli.activities.questions import (
    Answer,
    AnswerValue,
    ChoiceOption,
    LineQuestion,
    Move,
    MultipleChoice,
    Reply,
    SingleChoice,
)
from resilify_cli.errors import ResilifyError
from resilify_cli.prompters.editor import Editor
from resilify_cli.prompters.full_screen.widget import KeyHint, Widget
from resilify_cli.prompters.option_list import OTHER, OTHER_OPTION, OptionList
from resilify_cli.prompters.protocol import KeepDraft
from resilify_cli.prompters.text_questions import LineWidget

# In a longer list the line of keys says that letters move too.
_LONG = 9


class SingleChoiceWidget(Widget):
    """Asks for one option, or for own words."""

    def __init__(
        self, question: SingleChoice, keep_draft: KeepDraft, editor: Editor, words: str | None = None
    ) -> None:
        """Make it; `words` is what was written behind "something else", if the list is shown again."""
        super().__init__()
        self.takes_text = question.searchable
        self._question, self._keep_draft, self._editor = question, keep_draft, editor
        given, known = question.default or "", {option.id for option in question.options}
        self._words = words if words is not None else "" if given in known | {OTHER} else given
        at = given if given in known else None
        if question.other and self._words:
            at = OTHER
        options = [*_numbered(question), *([OTHER_OPTION] if question.other else [])]
        self._list = OptionList(options, at)
        self.container = self._list.container
        self._list.add_moving_keys(self.keys)
        if question.searchable:
            self._list.add_filter_keys(self.keys)
        else:
            self._list.add_letter_keys(self.keys)
        for key in ((Keys.Enter,), (Keys.ControlD,), (Keys.Escape, Keys.Enter)):
            self.keys.add(*key, eager=len(key) == 1)(lambda event: self._choose())
        if question.by_key:
            self._list.add_number_keys(self.keys, self._choose)

    def _choose(self) -> None:
        chosen = self._list.pointed_at
        if chosen == OTHER:
            self.reply(OwnWordsWidget(self._words, self._keep_draft, self._editor, Answer, self._again))
        else:
            self.reply(Answer(chosen))

    def _again(self, words: str) -> Widget:
        return SingleChoiceWidget(self._question, self._keep_draft, self._editor, words)

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys of a list."""
        return [KeyHint("Enter", "choose", essential=True), *_moving(self._question)]

    def remarks(self) -> Sequence[str]:
        """Return what the list is filtered by."""
        return [f"/ {self._list.filter}"] if self._list.filter else []


class MultipleChoiceWidget(Widget):
    """Asks for any number of options, and for own words."""

    def __init__(
        self,
        question: MultipleChoice,
        keep_draft: KeepDraft,
        editor: Editor,
        marked: Iterable[str] | None = None,
        words: str | None = None,
    ) -> None:
        """Make it; `marked` and `words` are what was marked and written, if the list is shown again."""
        super().__init__()
        self._question, self._keep_draft, self._editor = question, keep_draft, editor
        known = {option.id for option in question.options}
        default = "; ".join(value for value in question.default if value not in known)
        self._words = default if words is None else words
        if marked is None:
            marked = {*(set(question.default) & known), *([OTHER] if self._words else [])}
        options = [*question.options, *([OTHER_OPTION] if question.other else [])]
        self._list = OptionList(options, marked=marked)
        self.container = self._list.container
        self._list.add_moving_keys(self.keys)
        self._list.add_letter_keys(self.keys)
        self.keys.add(" ", eager=True)(self._mark)
        for key in ((Keys.Enter,), (Keys.ControlD,), (Keys.Escape, Keys.Enter)):
            self.keys.add(*key, eager=len(key) == 1)(lambda event: self._done())

    def _mark(self, event: KeyPressEvent) -> None:
        self._list.toggle_mark()
        self.save()

    def save(self) -> None:
        """Keep the marks."""
        # Marks that can't be kept are no reason to stay.
        with suppress(ResilifyError):
            self._keep_draft(self._chosen(self._words))

    def _done(self) -> None:
        if OTHER not in self._list.marked:
            self.reply(Answer(self._chosen("")))
            return

        def keep(words: AnswerValue) -> None:
            self._keep_draft(self._chosen(str(words)))

        def answer(words: AnswerValue) -> Answer:
            return Answer(self._chosen(str(words)))

        self.reply(OwnWordsWidget(self._words, keep, self._editor, answer, self._again))

    def _again(self, words: str) -> Widget:
        marked = self._list.marked
        return MultipleChoiceWidget(self._question, self._keep_draft, self._editor, marked, words)

    def _chosen(self, words: str) -> list[str]:
        """Return the ids of the options that are marked, in their order, and the own words behind them."""
        marked = set(self._list.marked)
        chosen = [option.id for option in self._question.options if option.id in marked]
        return [*chosen, words] if OTHER in marked and words else chosen

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys of a list with marks."""
        return [
            KeyHint("Space", "mark", essential=True),
            KeyHint("Enter", "done", essential=True),
            *_moving(self._question),
        ]


class OwnWordsWidget(LineWidget):
    """Asks for the words behind "something else"; Page Up goes back to the list."""

    goes_back = True

    def __init__(
        self,
        words: str,
        keep_draft: KeepDraft,
        editor: Editor,
        answer: Callable[[AnswerValue], Answer],
        again: Callable[[str], Widget],
    ) -> None:
        """Make it.

        Args:
            words: What was written before.
            keep_draft: Keeps the words.
            editor: The person's own editor.
            answer: Returns the answer that they are part of.
            again: Makes the list again, from the words.
        """
        super().__init__(
            LineQuestion(label="In my own words", default=words, optional=True), keep_draft, editor
        )
        self._answer, self._again = answer, again

    def answered(self, text: str) -> Reply | Widget:
        """Return the answer; nothing written is no choice, so the list comes again."""
        words = text.strip()
        return self._answer(words) if words else self._again("")

    def moved(self, move: Move) -> Reply | Widget:
        """Return the list for a move back."""
        return self._again(self.text_so_far) if move is Move.BACK else move


def _numbered(question: SingleChoice) -> tuple[ChoiceOption, ...]:
    """Return the options, with their numbers where these choose at once."""
    if not question.by_key:
        return question.options
    return tuple(replace(one, label=f"{at}  {one.label}") for at, one in enumerate(question.options, 1))


def _moving(question: SingleChoice | MultipleChoice) -> list[KeyHint]:
    """Return how one moves in a list of options."""
    if isinstance(question, SingleChoice) and question.by_key:
        return [KeyHint("a number", "chooses"), KeyHint("↑ ↓", "move")]
    if isinstance(question, SingleChoice) and question.searchable:
        return [KeyHint("Type", "to filter"), KeyHint("↑ ↓", "move")]
    letters = [KeyHint("a letter", "goes to it")] if len(question.options) > _LONG else []
    return [KeyHint("↑ ↓", "move"), *letters]
