"""Asks in a terminal for options of a list: one, or any number, with own words where they may be given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from questionary.prompts.common import InquirerControl

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
from resilify_cli.prompters.key_bindings import NoteRequest, enter_keys, key_hints, move_keys, note_key
from resilify_cli.prompters.option_list import (
    OTHER,
    OtherAnswer,
    letter_keys,
    list_choices,
    list_control,
    number_keys,
    option_ids,
    run_list,
    search_keys,
    toggle_mark,
)
from resilify_cli.prompters.protocol import KeepDraft, Screen
from resilify_cli.prompters.text_questions import ask_line

# In a longer list the line of keys says that letters move too.
_LONG = 9


@dataclass(frozen=True, slots=True)
class ListPrompter:
    """Asks the questions of one screen that have a list of options.

    Attributes:
        screen: Where the person is; what stands above the list is shown already.
        keep_draft: Keeps what is marked or typed so far.
        style: How it looks.
        editor: The person's own editor, for own words.
        rows: How many rows the list may take; a longer one scrolls.
    """

    screen: Screen
    keep_draft: KeepDraft
    style: questionary.Style
    editor: Editor
    rows: int

    def ask_single_choice(self, question: SingleChoice) -> Reply | NoteRequest:
        """Ask for one option, or for own words."""
        given = question.default or ""
        other = OtherAnswer("" if given in {*option_ids(question.options), OTHER} else given)
        while True:
            asked = questionary.select(
                "",
                choices=list_choices(_numbered(question), question.other),
                default=(OTHER if question.other else None) if other.words else question.default,
                qmark="",
                pointer="   ›",
                instruction=" ",
                style=self.style,
                erase_when_done=True,
                use_jk_keys=not question.searchable,
                use_search_filter=question.searchable,
            )
            keys = move_keys(lambda: None)
            if question.searchable:
                search_keys(list_control(asked), keys)
            else:
                letter_keys(list_control(asked), keys)
            if question.by_key:
                number_keys(list_control(asked), keys)
            # Own words are kept, whichever option is pointed at.
            self._note_key(
                keys, list_control(asked), lambda control: other.words or control.get_pointed_at().value
            )
            reply = self._run(asked, keys, _moving(question), "Enter choose")
            if reply != Answer(OTHER):
                return reply
            reply = self._ask_other(other, self.keep_draft)
            # Nothing written is no choice, so the list comes again.
            if reply is not Move.BACK and reply != Answer(""):
                return reply

    def ask_multiple_choice(self, question: MultipleChoice) -> Reply | NoteRequest:
        """Ask for any number of options, and for own words."""
        known = option_ids(question.options)
        other = OtherAnswer("; ".join(value for value in question.default if value not in known))
        marked = set(question.default) & known | ({OTHER} if other.words else set())

        def keep_marks(marks: Iterable[str]) -> None:
            self.keep_draft(_chosen(question, marks, other))

        while True:
            asked = questionary.checkbox(
                "",
                choices=list_choices(question.options, question.other, marked),
                qmark="",
                pointer="   ›",
                instruction=" ",
                style=self.style,
                erase_when_done=True,
            )
            keys = _mark_keys(list_control(asked), keep_marks)
            letter_keys(list_control(asked), keys)
            self._note_key(
                keys,
                list_control(asked),
                lambda control: _chosen(question, control.selected_options, other),
            )
            reply = self._run(asked, keys, _moving(question), "Space mark", "Enter done")
            if not isinstance(reply, Answer) or not isinstance(reply.value, list):
                return reply
            marked = set(reply.value)
            if OTHER not in marked:
                return Answer(_chosen(question, marked, other))

            def keep_other(_: AnswerValue, marks: set[str] = marked) -> None:
                keep_marks(marks)

            reply = self._ask_other(other, keep_other)
            if isinstance(reply, Answer):
                return Answer(_chosen(question, marked, other))
            if reply is not Move.BACK:
                return reply

    def _note_key(
        self, keys: KeyBindings, control: InquirerControl, chosen: Callable[[InquirerControl], AnswerValue]
    ) -> None:
        note_key(keys, self.screen.notes, lambda _: chosen(control))

    def _run(self, asked: questionary.Question, keys: KeyBindings, *hints: str) -> Reply | NoteRequest:
        """Run a list with the keys of all lists, and with the line that tells them below it."""
        enter_keys(keys)
        given = asked.application.key_bindings
        asked.application.key_bindings = merge_key_bindings([given, keys] if given else [keys])
        shown = key_hints(*hints, can_go_back=self.screen.can_go_back, notes=self.screen.notes)
        return run_list(asked, shown, self.rows)

    def _ask_other(self, other: OtherAnswer, keep_draft: KeepDraft) -> Reply:
        """Ask for the words behind "something else", below the list that is still to be seen.

        `other` holds them from the moment they are typed, whatever the reply.
        """

        def keep(typed: AnswerValue) -> None:
            other.words = str(typed)
            keep_draft(typed)

        question = LineQuestion(label="In my own words", default=other.words, optional=True)
        # What is beside the list stays there.
        screen = replace(self.screen, can_go_back=True, notes=())
        reply = ask_line(question, screen, keep, style=self.style, editor=self.editor)
        if isinstance(reply, Answer):
            other.words = str(reply.value).strip()
            return Answer(other.words)
        return reply if isinstance(reply, Move) else Move.BACK


def _numbered(question: SingleChoice) -> tuple[ChoiceOption, ...]:
    """Return the options, with their numbers where these choose at once."""
    if not question.by_key:
        return question.options
    return tuple(replace(one, label=f"{at}  {one.label}") for at, one in enumerate(question.options, 1))


def _moving(question: SingleChoice | MultipleChoice) -> str:
    """Return how one moves in a list of options, for the line of keys."""
    if isinstance(question, SingleChoice) and question.by_key:
        return "a number chooses · ↑ ↓ move"
    if isinstance(question, SingleChoice) and question.searchable:
        return "type to filter · ↑ ↓ move"
    return "↑ ↓ or a letter move" if len(question.options) > _LONG else "↑ ↓ move"


def _chosen(question: MultipleChoice, marked: Iterable[str], other: OtherAnswer) -> list[str]:
    """Return the ids of the options that are marked, in their order, and the own words behind them."""
    marks = set(marked)
    chosen = [option.id for option in question.options if option.id in marks]
    return [*chosen, other.words] if OTHER in marks and other.words else chosen


def _mark_keys(control: InquirerControl, keep: Callable[[Iterable[str]], None]) -> KeyBindings:
    """Return the keys of a list in which options are marked; `keep` keeps what is marked as a draft."""

    def keep_marks() -> None:
        # Marks that can't be kept are no reason to stay.
        with suppress(ResilifyError):
            keep(control.selected_options)

    keys = move_keys(keep_marks)

    @keys.add(" ", eager=True)
    def _(event: KeyPressEvent) -> None:
        toggle_mark(control)
        keep_marks()

    return keys
