"""Asks one thing part by part, keeping each part on disk before the next is asked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from resilify_cli.activities.questions import (
    Answer,
    AnswerValue,
    Aside,
    LineQuestion,
    MarkdownBlock,
    Message,
    Move,
    MultipleChoice,
    OwnWords,
    Question,
    Reply,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.errors import ErasedMeanwhileError, StoreError
from resilify_cli.prompters.protocol import Prompter, Screen
from resilify_cli.session.draft import Draft, DraftDate


class Result(Enum):
    """What became of what was asked, and so where the walk goes."""

    DONE = "done"
    DONE_AND_LEAVE = "done and leave"
    BACK = "back"
    SKIP = "skip"
    # Passed over with something answered or typed, which is kept as a draft.
    SKIP_WITH_DRAFT = "skip with draft"
    LEAVE = "leave"


class Skipping(Enum):
    """What happens when one part is skipped."""

    WHOLE = "the whole is skipped"
    REST = "the parts answered so far are kept, if there are any"
    PART = "that part alone is left out, unless words were typed in it"


class Parts(Protocol):
    """What is asked part by part: its questions, its draft, and where the answer is kept."""

    @property
    def skipping(self) -> Skipping:
        """What it means to skip one of the parts."""
        ...

    def question(self, values: Sequence[AnswerValue]) -> Question | None:
        """Return the next question after the parts answered so far, or None when all are."""
        ...

    def earlier(self, place: int) -> AnswerValue:
        """Return the part at a place of an answer given before, to change or to keep; None without one."""
        ...

    def find_draft(self) -> str | None:
        """Return the draft, or None."""
        ...

    def save_draft(self, content: str, *, while_typing: bool = False) -> None:
        """Keep a draft in place of the one before."""
        ...

    def keep(self, values: Sequence[AnswerValue]) -> None:
        """Keep the parts as the answer, and drop the draft, in one transaction.

        Raises:
            StoreError: nothing was kept, and what was read meanwhile has not come to be.
        """
        ...


@dataclass(frozen=True, slots=True)
class PartByPart:
    """The asking of all parts of one thing on one screen.

    `dated` goes into the draft; without it, the date that a draft has stays.
    """

    parts: Parts
    prompter: Prompter
    screen: Screen
    dated: DraftDate | None = None

    def ask(self) -> Result:
        """Ask the questions and keep the answer.

        What is answered or typed, when the rest is skipped or left, is kept as a draft and offered the
        next time.

        Raises:
            ErasedMeanwhileError: what it belongs to was erased; the words were shown, to copy.
        """
        draft = Draft.from_text(self.parts.find_draft())
        if not draft:
            # A text that was emptied is nothing to go on with, and what was there before is offered again.
            draft = Draft()
        draft.dated = self.dated or draft.dated
        draft.answered = self._still_valid(draft.values)
        trouble, screen = "", self.screen
        while True:
            reply = self._next_part(draft, trouble, screen)
            # Of what went before, only the first screen tells.
            screen = replace(screen, notice="")
            if isinstance(reply, Move):
                if reply is Move.BACK and draft.answered:
                    draft.back()
                    # Without room for it only the place among the parts would be lost.
                    with suppress(StoreError):
                        self._keep_draft(draft)
                    continue
                if reply is Move.SKIP and self.parts.skipping is Skipping.PART:
                    reply = Answer(self._typed_words(draft))
                    draft.answer(reply.value)
                elif reply is not Move.SKIP or not draft.answered or not self._keeps_rest:
                    kept = self._keep_for_later(draft)
                    self._hand_back_unsaved(draft)
                    return Result.SKIP_WITH_DRAFT if kept and reply is Move.SKIP else Result(reply.value)
            elif reply is not None:
                draft.answer(reply.value)
            more = isinstance(reply, Answer) and self._asks_more(draft.values)
            try:
                trouble = self._trouble_keeping(draft, more)
            except ErasedMeanwhileError:
                self._hand_back(draft.parts)
                raise
            if trouble:
                draft.back()
            elif not more:
                moved = self._tell_rest(draft.values)
                if moved is not Move.BACK:
                    return Result.DONE_AND_LEAVE if moved is Move.LEAVE else Result.DONE
                draft.back()

    def _next_part(self, draft: Draft, trouble: str, screen: Screen) -> Reply | None:
        """Ask the part after those answered; None where a draft already holds every part."""
        values = draft.values
        question = self.parts.question(values)
        if question is None or not self._asks_more(values):
            return None

        def keep(value: AnswerValue) -> None:
            draft.type(value)
            self._keep_draft(draft, while_typing=True)

        typed = next(iter(draft.rest), None)
        here = replace(
            screen,
            resumed=bool(typed) and not trouble,
            can_go_back=screen.can_go_back or bool(values),
        )
        offered = self.parts.earlier(len(values)) if typed is None else typed
        reply = self.prompter.ask(_offering(question, offered, trouble), here, keep)
        return Move.SKIP if isinstance(reply, Answer) and _says_nothing(question, reply) else reply

    def _typed_words(self, draft: Draft) -> AnswerValue:
        """Return what was written in the part that is left out: words are kept all the same."""
        typed = next(iter(draft.rest), None)
        writes = isinstance(self.parts.question(draft.values), TextQuestion | LineQuestion)
        return typed if writes and typed else None

    @property
    def _keeps_rest(self) -> bool:
        return self.parts.skipping is Skipping.REST

    def _asks_more(self, values: Sequence[AnswerValue]) -> bool:
        """Whether there is a part left that the answer needs; what is only told after it is not."""
        question = self.parts.question(values)
        return question is not None and not (values and isinstance(question, Message))

    def _tell_rest(self, values: Sequence[AnswerValue]) -> Move | None:
        """Tell what follows the answer, such as how it stands beside an earlier one."""
        told = list(values)
        # A part that was skipped with the rest is not asked once more.
        while isinstance(question := self.parts.question(told), Message):
            here = replace(self.screen, can_go_back=True)
            reply = self.prompter.ask(question, here, lambda _: None)
            if reply in (Move.BACK, Move.LEAVE):
                return reply if isinstance(reply, Move) else None
            told.append(None)
        return None

    def _still_valid(self, values: Sequence[AnswerValue]) -> int:
        """Return how many parts of a draft what is asked, perhaps edited since, still asks for."""
        for place, value in enumerate(values):
            question = self.parts.question(values[:place])
            skipped = value is None and self.parts.skipping is Skipping.PART
            if question is None or not (skipped or _fits(question, value)):
                return place
        return len(values)

    def _trouble_keeping(self, draft: Draft, more: bool) -> str:
        """Keep the parts as a draft, or where there are no more of them as the answer.

        Return words about what went wrong, if it did.
        """

        def keep() -> None:
            if more:
                self._keep_draft(draft)
            else:
                self.parts.keep(draft.values)

        try:
            try:
                keep()
            except KeyboardInterrupt:
                # Pressed while it was written, which undid the writing: the answer was given all the same.
                keep()
                raise
        except ErasedMeanwhileError:
            # To try again would not help.
            raise
        except StoreError as error:
            draft.unsaved = True
            return f"{error.message} {error.hint} Your words are still here."
        return ""

    def _keep_draft(self, draft: Draft, *, while_typing: bool = False) -> None:
        draft.unsaved = True
        self.parts.save_draft(draft.to_text(), while_typing=while_typing)
        draft.unsaved = False

    def _keep_for_later(self, draft: Draft) -> bool:
        """Keep what is there once more: another window may have gone on with what it found of it.

        Return whether something that is no answer yet is kept.
        """
        if not draft:
            return False
        try:
            self._keep_draft(draft)
        except ErasedMeanwhileError:
            self._hand_back(draft.parts)
            raise
        except StoreError:
            return False
        earlier = [self.parts.earlier(place) for place in range(len(draft.parts))]
        return draft.parts != earlier

    def _hand_back_unsaved(self, draft: Draft) -> None:
        """Show what could not be saved, if there is anything."""
        if draft.unsaved:
            self._hand_back(draft.rest)

    def _hand_back(self, parts: Sequence[AnswerValue]) -> None:
        """Show words that could not be saved, on a screen that waits until they are copied."""
        texts = ["\n".join(part) if isinstance(part, list) else part for part in parts]
        words = [OwnWords(text) for text in texts if text and isinstance(text, str)]
        if words:
            lead = MarkdownBlock("These words could not be saved. Here they are, to copy:")
            tell = Message(body=(lead, *words))
            self.prompter.ask(tell, replace(self.screen, can_go_back=False), lambda _: None)


def _says_nothing(question: Question, reply: Answer) -> bool:
    """Whether an answer is an empty text where one was asked for: the person passed it by."""
    return (
        isinstance(question, TextQuestion | LineQuestion)
        and not question.optional
        and not str(reply.value).strip()
    )


def _fits(question: Question, value: AnswerValue) -> bool:
    match question:
        case TextQuestion() | LineQuestion():
            return isinstance(value, str)
        case ScaleQuestion(low=low, high=high):
            return isinstance(value, int) and low <= value <= high
        case SingleChoice(options=options, other=other):
            return isinstance(value, str) and (other or value in {o.id for o in options})
        case MultipleChoice():
            return isinstance(value, list)
        case _:
            return value is None


def _offering(question: Question, offered: AnswerValue, trouble: str) -> Question:
    """Return the question with an earlier value to change, and with words about trouble, if any."""
    if trouble:
        question = replace(question, body=(*question.body, Aside(trouble)))
    if offered is None or not _fits(question, offered):
        return question
    match question, offered:
        case ((TextQuestion() | LineQuestion()), str()):
            return replace(question, default=offered)
        case ScaleQuestion(), int():
            return replace(question, default=offered)
        case SingleChoice(), str():
            return replace(question, default=offered)
        case MultipleChoice(options=options, other=other), list():
            known = {option.id for option in options}
            return replace(question, default=tuple(value for value in offered if other or value in known))
        case _:
            return question
