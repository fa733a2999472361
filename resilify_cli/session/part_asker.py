"""Asks one thing part by part, keeping each part on disk before the next is asked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic

from resilify_cli.activities.questions import (
    Answer,
    AnswerValue,
    LineQuestion,
    MarkdownBlock,
    Message,
    Move,
    OwnWords,
    Question,
    Reply,
    TextQuestion,
    TimerQuestion,
)
from resilify_cli.errors import ErasedMeanwhileError, StoreError
from resilify_cli.session.draft import Draft, DraftDate
from resilify_cli.session.multi_part_prompt import (
    KeptT,
    MultiPartPrompt,
    PromptOutcome,
    PromptResult,
    SkipMode,
)
from resilify_cli.session.question_defaults import fits, is_blank, with_default

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import Prompter, Screen


@dataclass(frozen=True, slots=True)
class PartAsker(Generic[KeptT]):
    """Asks all parts of one thing on one screen.

    Attributes:
        prompt: what is asked.
        prompter: asks the person.
        screen: what stands above each question.
        draft_date: goes into the draft; without it, the date that a draft has stays.
    """

    prompt: MultiPartPrompt[KeptT]
    prompter: Prompter
    screen: Screen
    draft_date: DraftDate | None = None

    def ask(self) -> PromptOutcome[KeptT]:
        """Ask the questions and keep the answer.

        What is answered or typed, when the rest is skipped or left, is kept as a draft and offered the
        next time.

        Returns:
            How it ended, and what keeping the answer returned.

        Raises:
            ErasedMeanwhileError: what it belongs to was erased; the words were shown, to copy.
        """
        draft = self._load_draft()
        error, screen = "", self.screen
        while True:
            reply = self._ask_next(draft, error, screen)
            # Of what went before, only the first screen tells.
            screen = replace(screen, notice="")
            if reply is Move.BACK and draft.answered:
                draft.back()
                # Without room for it only the place among the parts would be lost.
                with suppress(StoreError):
                    self._save_draft(draft)
                continue
            if reply is Move.SKIP and self.prompt.skip_mode is SkipMode.PART:
                reply = Answer(self._typed_text(draft))
            if isinstance(reply, Answer):
                draft.answer(reply.value)
            elif reply is not None and not self._keeps_answered_parts(reply, draft):
                return self._leave(reply, draft)
            more = isinstance(reply, Answer) and self._asks_more(draft.values)
            kept, error = self._save(draft, more)
            if error:
                draft.back()
            elif not more:
                moved = self._show_reply(draft.values)
                if moved is not Move.BACK:
                    done = PromptResult.DONE_AND_LEAVE if moved is Move.LEAVE else PromptResult.DONE
                    return PromptOutcome(done, kept)
                draft.back()

    def _load_draft(self) -> Draft:
        """Return the draft, as far as it still fits what is asked."""
        draft = Draft.from_text(self.prompt.find_draft())
        if not draft:
            # A text that was emptied is nothing to go on with, and what was there before is offered again.
            draft = Draft()
        draft.draft_date = self.draft_date or draft.draft_date
        draft.answered = self._count_fitting(draft.values)
        return draft

    def _ask_next(self, draft: Draft, error: str, screen: Screen) -> Reply | None:
        """Ask the part after those answered; None where a draft already holds every part."""
        values = draft.values
        question = self.prompt.question(values)
        if question is None or not self._asks_more(values):
            return None

        def save(value: AnswerValue) -> None:
            draft.type(value)
            self._save_draft(draft, while_typing=True)

        typed = next(iter(draft.rest), None)
        here = replace(
            screen,
            step=screen.step + min(len(values) // screen.questions_per_screen, screen.span - 1),
            resumed=bool(typed) and not error and not isinstance(question, TimerQuestion),
            can_go_back=screen.can_go_back or bool(values),
        )
        offered = self._default_answer(question, values) if typed is None else typed
        reply = self.prompter.ask(with_default(question, offered, error), here, save)
        return Move.SKIP if isinstance(reply, Answer) and is_blank(question, reply) else reply

    def _default_answer(self, question: Question, values: Sequence[AnswerValue]) -> AnswerValue:
        """Return the earlier answer to a part, unless the question offers one made of parts that changed."""
        is_made = isinstance(question, TextQuestion) and bool(question.default)
        if is_made and list(values) != [self.prompt.earlier(place) for place in range(len(values))]:
            return None
        return self.prompt.earlier(len(values))

    def _typed_text(self, draft: Draft) -> AnswerValue:
        """Return the text typed in the part that is left out: words are kept all the same."""
        typed = next(iter(draft.rest), None)
        writes = isinstance(self.prompt.question(draft.values), TextQuestion | LineQuestion)
        return typed if writes and typed else None

    def _keeps_answered_parts(self, move: Move, draft: Draft) -> bool:
        """Return whether a move skips the rest only, so that the parts answered so far are kept."""
        return move is Move.SKIP and draft.answered > 0 and self.prompt.skip_mode is SkipMode.REST

    def _asks_more(self, values: Sequence[AnswerValue]) -> bool:
        """Return whether there is a part left that the answer needs; what is only told after it is not."""
        question = self.prompt.question(values)
        return question is not None and not (values and isinstance(question, Message))

    def _show_reply(self, values: Sequence[AnswerValue]) -> Move | None:
        """Tell what follows the answer, such as how it stands beside an earlier one."""
        told = list(values)
        # A part that was skipped with the rest is not asked once more.
        while isinstance(question := self.prompt.question(told), Message):
            here = replace(self.screen, step=self.screen.step + self.screen.span - 1, can_go_back=True)
            reply = self.prompter.ask(question, here, lambda _: None)
            if reply in (Move.BACK, Move.LEAVE):
                return reply if isinstance(reply, Move) else None
            told.append(None)
        return None

    def _count_fitting(self, values: Sequence[AnswerValue]) -> int:
        """Return how many parts of a draft what is asked, perhaps edited since, still asks for."""
        for place, value in enumerate(values):
            question = self.prompt.question(values[:place])
            skipped = value is None and self.prompt.skip_mode is SkipMode.PART
            if question is None or not (skipped or fits(question, value)):
                return place
        return len(values)

    def _save(self, draft: Draft, more: bool) -> tuple[KeptT | None, str]:
        """Keep the parts as a draft, or where there are no more of them as the answer.

        Returns:
            What keeping the answer returned, and words about what went wrong, if it did.

        Raises:
            ErasedMeanwhileError: what it belongs to was erased; the words were shown, to copy.
        """

        def save() -> KeptT | None:
            if not more:
                return self.prompt.keep(draft.values)
            self._save_draft(draft)
            return None

        try:
            try:
                return save(), ""
            except KeyboardInterrupt:
                # Pressed while it was written, which undid the writing: the answer was given all the same.
                save()
                raise
        except ErasedMeanwhileError:
            # To try again would not help.
            self._show_unsaved(draft.parts)
            raise
        except StoreError as error:
            draft.unsaved = True
            return None, f"{error.message} {error.hint} Your words are still here."

    def _save_draft(self, draft: Draft, *, while_typing: bool = False) -> None:
        draft.unsaved = True
        self.prompt.save_draft(draft.to_text(), while_typing=while_typing)
        draft.unsaved = False

    def _leave(self, move: Move, draft: Draft) -> PromptOutcome[KeptT]:
        """Save the draft, and show the words that can't be saved."""
        kept = self._keep_for_later(draft)
        if draft.unsaved and not isinstance(self.prompt.question(draft.values), TimerQuestion):
            self._show_unsaved(draft.rest)
        with_draft = kept and move is Move.SKIP
        return PromptOutcome(PromptResult.SKIP_WITH_DRAFT if with_draft else PromptResult(move.value))

    def _keep_for_later(self, draft: Draft) -> bool:
        """Save the draft once more: another window may have gone on with what it found of it.

        Returns:
            Whether something that is no answer yet is kept.
        """
        if not draft:
            return False
        try:
            self._save_draft(draft)
        except ErasedMeanwhileError:
            self._show_unsaved(draft.parts)
            raise
        except StoreError:
            return False
        earlier = [self.prompt.earlier(place) for place in range(len(draft.parts))]
        return draft.parts != earlier

    def _show_unsaved(self, parts: Sequence[AnswerValue]) -> None:
        """Show words that could not be saved, on a screen that waits until they are copied."""
        texts = ["\n".join(part) if isinstance(part, list) else part for part in parts]
        words = [OwnWords(text) for text in texts if text and isinstance(text, str)]
        if words:
            lead = MarkdownBlock("These words could not be saved. Here they are, to copy:")
            message = Message(body=(lead, *words))
            self.prompter.ask(message, replace(self.screen, can_go_back=False), lambda _: None)
