"""Asks for options of a list: one, or any number, with own words where they may be given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

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
from resilify_cli.prompters.key_bindings import enter_keys, key_hints, move_keys
from resilify_cli.prompters.option_list import (
    OTHER,
    OtherAnswer,
    letter_keys,
    list_choices,
    list_control,
    option_ids,
    toggle_mark,
)
from resilify_cli.prompters.protocol import KeepDraft, Screen

_LONG = 9


@dataclass(frozen=True, slots=True)
class ListPrompter:
    """The list questions of a terminal, which lends its `style`, its `io`, and how it runs a list.

    `ask_line` asks for the words behind "something else".
    """

    style: questionary.Style
    io: dict[str, Any]
    run: Callable[[questionary.Question, tuple[str, ...]], Reply]
    ask_line: Callable[[LineQuestion, Screen, KeepDraft], Reply]

    def choice(self, question: SingleChoice, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Ask for one option, or for own words."""
        given = question.default or ""
        own = OtherAnswer("" if given in option_ids(question.options) else given)
        while True:
            asked = questionary.select(
                "",
                choices=list_choices(question.options, question.other),
                default=OTHER
                if own.words and question.other
                else question.default
                if not own.words
                else None,
                qmark="",
                pointer="   ›",
                instruction=" ",
                style=self.style,
                erase_when_done=True,
                **self.io,
            )
            moves = move_keys(lambda: None)
            letter_keys(list_control(asked), moves)
            _add_keys(asked, moves)
            keys = key_hints(_moving(question.options), "Enter choose", can_go_back=screen.can_go_back)
            reply = self.run(asked, keys)
            if reply != Answer(OTHER):
                return reply
            reply = self._own_words(own, screen, keep_draft)
            # Nothing written is no choice, so the list comes again.
            if reply is not Move.BACK and reply != Answer(""):
                return reply

    def choices(self, question: MultipleChoice, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Ask for any number of options, and for own words."""
        known = option_ids(question.options)
        own = OtherAnswer("; ".join(value for value in question.default if value not in known))
        ticked = set(question.default) & known | ({OTHER} if own.words else set())

        def values(marked: Iterable[str]) -> list[str]:
            chosen = [option.id for option in question.options if option.id in marked]
            return [*chosen, own.words] if OTHER in marked and own.words else chosen

        while True:
            asked = questionary.checkbox(
                "",
                choices=list_choices(question.options, question.other, ticked),
                qmark="",
                pointer="   ›",
                instruction=" ",
                style=self.style,
                erase_when_done=True,
                **self.io,
            )
            control = list_control(asked)

            def keep(control: InquirerControl = control) -> None:
                # Marks that can't be kept are no reason to stay.
                with suppress(ResilifyError):
                    keep_draft(values(control.selected_options))

            marks = move_keys(keep)

            @marks.add(" ", eager=True)
            def _(event: KeyPressEvent, control: InquirerControl = control) -> None:
                toggle_mark(control)
                keep(control)

            letter_keys(control, marks)
            _add_keys(asked, marks)
            keys = key_hints(
                _moving(question.options), "Space mark", "Enter done", can_go_back=screen.can_go_back
            )
            reply = self.run(asked, keys)
            if not isinstance(reply, Answer) or not isinstance(reply.value, list):
                return reply
            ticked = set(reply.value)
            if OTHER not in ticked:
                return Answer(values(ticked))

            def keep_own(_: AnswerValue, marked: set[str] = ticked) -> None:
                keep_draft(values(marked))

            reply = self._own_words(own, screen, keep_own)
            if isinstance(reply, Answer):
                return Answer(values(ticked))
            if reply is not Move.BACK:
                return reply

    def _own_words(self, own: OtherAnswer, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Ask for the words behind "something else", below the list that is still to be seen.

        `own` holds them from the moment they are typed, whatever the reply.
        """

        def keep(typed: AnswerValue) -> None:
            own.words = str(typed)
            keep_draft(typed)

        question = LineQuestion(label="In my own words", default=own.words, optional=True)
        reply = self.ask_line(question, replace(screen, can_go_back=True), keep)
        if isinstance(reply, Answer):
            own.words = str(reply.value).strip()
            return Answer(own.words)
        return reply


def _moving(options: tuple[ChoiceOption, ...]) -> str:
    """Return how to move; in a long list, that a letter does it too."""
    return "↑ ↓ or a letter move" if len(options) > _LONG else "↑ ↓ move"


def _add_keys(asked: questionary.Question, bindings: KeyBindings) -> None:
    enter_keys(bindings)
    given = asked.application.key_bindings
    asked.application.key_bindings = merge_key_bindings([given, bindings] if given else [bindings])
