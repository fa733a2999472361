"""Asks in a terminal for options of a list: one, or any number, with own words where they may be given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import HSplit, Window

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
from resilify_cli.prompters.choice_list import OTHER
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.prompters.full_screen.widget import Widget
from resilify_cli.prompters.option_list import OptionList, list_hints
from resilify_cli.prompters.text_questions import LineWidget

if TYPE_CHECKING:
    from resilify_cli.prompters.editor import Editor
    from resilify_cli.prompters.protocol import KeepDraft


class SingleChoiceWidget(Widget):
    """Asks for one option, or for own words."""

    def __init__(
        self,
        question: SingleChoice,
        keep_draft: KeepDraft,
        editor: Editor,
        translate: Callable[[str], str] = str,
        words: str | None = None,
    ) -> None:
        """Make it; `words` is what was written behind "something else", if the list is shown again."""
        super().__init__()
        self._question, self._keep_draft, self._editor = question, keep_draft, editor
        self.translate = translate
        known = {option.id for option in question.options}
        given = question.default or ""
        self._words = words if words is not None else "" if given in known | {OTHER} else given
        at = OTHER if question.other and (self._words or words is not None) else given
        self._list = OptionList(
            _numbered_options(question), at, None, self._words if question.other else None, translate
        )
        self.container = self._list.container
        self._list.add_moving_keys(self.keys)
        self._list.add_letter_keys(self.keys)
        if question.by_key:
            self._add_number_keys()
        for key in ((Keys.Enter,), (Keys.ControlD,), (Keys.Escape, Keys.Enter)):
            self.keys.add(*key, eager=len(key) == 1)(lambda event: self._choose())

    def _add_number_keys(self) -> None:
        """Let the number of an option choose it, where no filter takes digits."""
        state = self._list.state
        for number, option in enumerate(self._question.options[:9], 1):
            self.keys.add(str(number), filter=Condition(lambda: not state.is_filtering), eager=True)(
                lambda event, chosen=option.id: self.reply(Answer(chosen))
            )

    def _choose(self) -> None:
        chosen = self._list.pointed_at
        if chosen == OTHER:
            self.reply(
                OwnWordsWidget(self._list, self._words, self._keep_draft, self._editor, self._answer_in_words)
            )
        elif chosen:
            self.reply(Answer(chosen))

    def _answer_in_words(self, words: str, move: Move | None) -> Reply | Widget:
        """Return the own words as the answer; nothing written is no choice, so the list comes again."""
        if words and move is None:
            return Answer(words)
        return SingleChoiceWidget(self._question, self._keep_draft, self._editor, self.translate, words)

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys of a list."""
        options = len(self._question.options)
        numbers = [KeyHint("a number", "chooses")] if self._question.by_key else []
        moving = list_hints(marks=False, options=options)
        return [KeyHint("Enter", "choose", essential=True), *numbers, *moving]

    def remarks(self) -> Sequence[str]:
        """Return what the list is filtered by."""
        return self._list.remarks()

    def save(self) -> None:
        """Keep own words that were written; an option that is pointed at is no choice yet."""
        if self._words:
            with suppress(ResilifyError):
                self._keep_draft(self._words)


def _numbered_options(question: SingleChoice) -> tuple[ChoiceOption, ...]:
    """Return the options, with their numbers where these choose at once."""
    if not question.by_key:
        return question.options
    return tuple(replace(one, label=f"{at}  {one.label}") for at, one in enumerate(question.options, 1))


class MultipleChoiceWidget(Widget):
    """Asks for any number of options, and for own words."""

    def __init__(
        self,
        question: MultipleChoice,
        keep_draft: KeepDraft,
        editor: Editor,
        translate: Callable[[str], str] = str,
        marked: Iterable[str] | None = None,
        words: str | None = None,
    ) -> None:
        """Make it; `marked` and `words` are what was marked and written, if the list is shown again."""
        super().__init__()
        self._question, self._keep_draft, self._editor = question, keep_draft, editor
        self.translate = translate
        known = {option.id for option in question.options}
        default = "; ".join(value for value in question.default if value not in known)
        self._words = default if words is None else words
        if marked is None:
            marked = {*(set(question.default) & known), *([OTHER] if self._words else [])}
        at = None if words is None else OTHER
        self._list = OptionList(
            question.options, at, marked, self._words if question.other else None, translate
        )
        self.container = self._list.container
        self._list.add_moving_keys(self.keys)
        self._list.add_letter_keys(self.keys)
        for mark in (" ", Keys.Right):
            self.keys.add(mark, eager=True)(self._mark)
        for key in ((Keys.Enter,), (Keys.ControlD,), (Keys.Escape, Keys.Enter)):
            self.keys.add(*key, eager=len(key) == 1)(lambda event: self._done())

    def _mark(self, event: KeyPressEvent) -> None:
        marks = self._list.state.marks
        if self._list.pointed_at == OTHER and OTHER not in marks:
            self.reply(
                OwnWordsWidget(self._list, self._words, self._keep_words, self._editor, self._add_words)
            )
            return
        self._list.state.toggle()
        self.save()

    def _keep_words(self, words: AnswerValue) -> None:
        self._keep_draft(self._chosen_ids({*self._list.state.marks, OTHER}, str(words)))

    def _add_words(self, words: str, move: Move | None) -> Reply | Widget:
        """Return the list again, with own words marked if there are any."""
        marks = {*self._list.state.marks, OTHER} if words else self._list.state.marks - {OTHER}
        return MultipleChoiceWidget(
            self._question, self._keep_draft, self._editor, self.translate, marks, words
        )

    def save(self) -> None:
        """Keep the marks."""
        # Marks that can't be kept are no reason to stay.
        with suppress(ResilifyError):
            self._keep_draft(self._chosen_ids(self._list.state.marks, self._words))

    def _done(self) -> None:
        self.reply(Answer(self._chosen_ids(self._list.state.marks, self._words)))

    def _chosen_ids(self, marks: set[str], words: str) -> list[str]:
        """Return the ids of the options that are marked, in their order, and the own words behind them."""
        chosen = [option.id for option in self._question.options if option.id in marks]
        return [*chosen, words] if OTHER in marks and words else chosen

    def hints(self) -> Sequence[KeyHint]:
        """Return the keys of a list with marks."""
        return [
            KeyHint("Space", "mark", essential=True),
            KeyHint("Enter", "done", essential=True),
            *list_hints(marks=True, options=len(self._question.options)),
        ]

    def remarks(self) -> Sequence[str]:
        """Return what the list is filtered by, and how many options are marked."""
        return self._list.remarks()


class OwnWordsWidget(LineWidget):
    """Asks for the words behind "something else", below the list; Page Up and Esc go back to that."""

    goes_back = True
    least_rows = 4

    def __init__(
        self,
        beside: OptionList,
        words: str,
        keep_draft: KeepDraft,
        editor: Editor,
        written: Callable[[str, Move | None], Reply | Widget],
    ) -> None:
        """Make it.

        Args:
            beside: The list.
            words: What was written before.
            keep_draft: Keeps the words.
            editor: The person's own editor.
            written: Returns what comes next, from the words and the move that ended them; None for Enter.
        """
        question = LineQuestion(label=beside.own_words_label, default=words, optional=True)
        super().__init__(question, keep_draft, editor)
        self._add_words = written
        assert self.container is not None
        self.container = HSplit([beside.still_container(), Window(height=1), self.container])
        self.keys.add(Keys.Escape)(lambda event: self.reply(self.moved(Move.BACK)))

    def answered(self, text: str) -> Reply | Widget:
        """Return what comes of the words."""
        return self._add_words(text.strip(), None)

    def moved(self, move: Move) -> Reply | Widget:
        """Return the list for a move back."""
        return self._add_words(self.text_so_far.strip(), move) if move is Move.BACK else move
