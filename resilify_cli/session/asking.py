"""Asks all the parts of one activity, keeping each on disk before the next is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum

from resilify_cli.activities.base import Activity
from resilify_cli.activities.questions import (
    Answer,
    Aside,
    Choice,
    Choices,
    Line,
    Move,
    Prose,
    Question,
    Reply,
    Scale,
    Tell,
    Text,
    Value,
    Words,
)
from resilify_cli.errors import StoreError
from resilify_cli.prompters.protocol import Prompter, Screen
from resilify_cli.session.draft import Draft
from resilify_cli.session.past import StoredPast
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store


class Result(Enum):
    """What became of an activity, and so where the walk goes."""

    DONE = "done"
    DONE_AND_LEAVE = "done and leave"
    BACK = "back"
    SKIP = "skip"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Asking:
    """Where activities are asked: in a session, or as a `practice` outside of one."""

    store: Store
    prompter: Prompter
    enrollment: Enrollment
    past: StoredPast
    session_id: str
    session_title: str
    practice: bool = False

    def ask(self, activity: Activity, screen: Screen, on_kept: Callable[[], None] = lambda: None) -> Result:
        """Ask the activity's questions and keep its answer.

        `on_kept` runs inside the transaction that keeps the answer. What is answered or typed of an
        activity that is skipped or left is kept as a draft, and offered the next time.
        """
        draft = Draft.from_text(self.store.drafts.find(self.enrollment, activity.id, self.practice))
        draft.answered = self._still_valid(activity, draft.values)
        trouble = ""
        while True:
            reply = self._next_part(activity, draft, screen, trouble)
            if isinstance(reply, Move):
                if reply is Move.BACK and draft.answered:
                    draft.back()
                    # Without room for it only the place in the activity would be lost.
                    with suppress(StoreError):
                        self._keep_draft(activity, draft)
                    continue
                if reply is not Move.SKIP or not draft.answered or not activity.keeps_part:
                    self._hand_back_unsaved(draft, screen)
                    return Result(reply.value)
            elif reply is not None:
                draft.answer(reply.value)
            more = isinstance(reply, Answer) and self._asks_more(activity, draft.values)
            trouble = self._trouble_keeping(activity, draft, more, on_kept)
            if trouble:
                draft.back()
            elif not more:
                moved = self._tell_rest(activity, draft.values, screen)
                if moved is not Move.BACK:
                    return Result.DONE_AND_LEAVE if moved is Move.LEAVE else Result.DONE
                draft.back()

    def _next_part(self, activity: Activity, draft: Draft, screen: Screen, trouble: str) -> Reply | None:
        """Ask the part after those answered; None where a draft already holds every part."""
        values = draft.values
        question = activity.question(values, self.past)
        if question is None or not self._asks_more(activity, values):
            return None

        def keep(value: Value) -> None:
            draft.type(value)
            self._keep_draft(activity, draft, while_typing=True)

        typed = next(iter(draft.rest), None)
        here = replace(
            screen,
            resumed=bool(typed) and not trouble,
            can_go_back=screen.can_go_back or bool(values),
        )
        offered = self._earlier(activity, len(values)) if typed is None else typed
        reply = self.prompter.ask(_offering(question, offered, trouble), here, keep)
        return Move.SKIP if isinstance(reply, Answer) and _says_nothing(question, reply) else reply

    def _asks_more(self, activity: Activity, values: Sequence[Value]) -> bool:
        """Whether there is a part left that the answer needs; what is only told after it is not."""
        question = activity.question(values, self.past)
        return question is not None and not (values and isinstance(question, Tell))

    def _tell_rest(self, activity: Activity, values: Sequence[Value], screen: Screen) -> Move | None:
        """Tell what follows the answer, such as how it stands beside an earlier one."""
        told = list(values)
        while (question := activity.question(told, self.past)) is not None:
            here = replace(screen, can_go_back=True)
            reply = self.prompter.ask(question, here, lambda _: None)
            if reply in (Move.BACK, Move.LEAVE):
                return reply if isinstance(reply, Move) else None
            told.append(None)
        return None

    def _earlier(self, activity: Activity, place: int) -> Value:
        """Return the part at a place of the answer given before, if there is one."""
        own = None if self.practice else self.past.own(activity.id)
        return own.values[place] if own and place < len(own.values) else None

    def _still_valid(self, activity: Activity, values: Sequence[Value]) -> int:
        """Return how many parts of a draft the activity, perhaps edited since, still asks for."""
        for place, value in enumerate(values):
            question = activity.question(values[:place], self.past)
            if question is None or not _fits(question, value):
                return place
        return len(values)

    def _trouble_keeping(
        self, activity: Activity, draft: Draft, more: bool, on_kept: Callable[[], None]
    ) -> str:
        """Keep the parts as a draft, or where there are no more of them as the answer.

        Return words about what went wrong, if it did.
        """

        def keep() -> None:
            if more:
                self._keep_draft(activity, draft)
            else:
                self._keep(activity, draft.values, on_kept)

        try:
            try:
                keep()
            except KeyboardInterrupt:
                # Pressed while it was written, which undid the writing: the answer was given all the same.
                self.past.forget(activity.id)
                keep()
                raise
        except StoreError as error:
            # What was read inside the transaction has not come to be.
            self.past.forget(activity.id)
            draft.unsaved = True
            return f"{error.message} {error.hint} Your words are still here."
        return ""

    def _keep_draft(self, activity: Activity, draft: Draft, *, while_typing: bool = False) -> None:
        draft.unsaved = True
        self.store.drafts.save(
            self.enrollment, activity.id, self.practice, draft.to_text(), while_typing=while_typing
        )
        draft.unsaved = False

    def _keep(self, activity: Activity, values: Sequence[Value], on_kept: Callable[[], None]) -> None:
        outcome = activity.outcome(values)
        with self.store.transaction():
            if outcome is not None:
                response = Response(
                    session_id=self.session_id,
                    session_title=self.session_title,
                    activity_id=activity.id,
                    activity_kind=activity.kind,
                    prompt=activity.asked,
                    text=outcome.text,
                    values=outcome.values,
                    readings=outcome.readings,
                    listed=activity.listed,
                    practice=self.practice,
                )
                self.store.entries.answer(self.enrollment, response)
            self.store.drafts.drop(self.enrollment, activity.id, self.practice)
            self.past.forget(activity.id)
            on_kept()

    def _hand_back_unsaved(self, draft: Draft, screen: Screen) -> None:
        """Show what could not be saved, on a screen that waits until it is copied."""
        texts = ["\n".join(part) if isinstance(part, list) else part for part in draft.rest]
        words = [Words(text) for text in texts if text and isinstance(text, str)]
        if draft.unsaved and words:
            lead = Prose("These words could not be saved. Here they are, to copy:")
            tell = Tell(body=(lead, *words))
            self.prompter.ask(tell, replace(screen, can_go_back=False), lambda _: None)


def _says_nothing(question: Question, reply: Answer) -> bool:
    """Whether an answer is an empty text where one was asked for: the person passed it by."""
    return isinstance(question, Text | Line) and not question.optional and not str(reply.value).strip()


def _fits(question: Question, value: Value) -> bool:
    match question:
        case Text() | Line():
            return isinstance(value, str)
        case Scale(low=low, high=high):
            return isinstance(value, int) and low <= value <= high
        case Choice(options=options, other=other):
            return isinstance(value, str) and (other or value in {o.id for o in options})
        case Choices():
            return isinstance(value, list)
        case _:
            return value is None


def _offering(question: Question, offered: Value, trouble: str) -> Question:
    """Return the question with an earlier value to change, and with words about trouble, if any."""
    if trouble:
        question = replace(question, body=(*question.body, Aside(trouble)))
    if offered is None or not _fits(question, offered):
        return question
    match question, offered:
        case ((Text() | Line()), str()):
            return replace(question, default=offered)
        case Scale(), int():
            return replace(question, default=offered)
        case Choice(), str():
            return replace(question, default=offered)
        case Choices(options=options, other=other), list():
            known = {option.id for option in options}
            return replace(question, default=tuple(value for value in offered if other or value in known))
        case _:
            return question
