"""Asks all the parts of one activity, keeping each on disk before the next is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from resilify_cli.activities.base import Activity
from resilify_cli.activities.questions import (
    Answer,
    Aside,
    Choice,
    Choices,
    Line,
    Move,
    Question,
    Reply,
    Scale,
    Tell,
    Text,
    Value,
)
from resilify_cli.errors import StoreError
from resilify_cli.prompters.protocol import Prompter, Screen
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
class Draft:
    """What is half done of an activity: the parts answered, and what is typed of the next one."""

    values: tuple[Value, ...] = ()
    typed: Value = None

    def to_text(self) -> str:
        """Return the draft as the store keeps it."""
        return json.dumps({"values": self.values, "typed": self.typed}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str | None) -> Draft:
        """Read a draft; none, or one that can't be read, is an empty one."""
        try:
            kept: dict[str, Any] = json.loads(text or "{}")
            return cls(tuple(kept.get("values", ())), kept.get("typed"))
        except (ValueError, TypeError, AttributeError):
            return cls()


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
        earlier = self._earlier(activity)
        values = self._still_valid(activity, draft.values)
        typed, trouble = draft.typed, ""
        while True:
            reply = self._next_part(activity, values, screen, typed, trouble, earlier)
            if isinstance(reply, Move):
                if reply is Move.BACK and values:
                    typed = values.pop()
                    # Without room for it only the place in the activity would be lost.
                    with suppress(StoreError):
                        self._keep_draft(activity, values, typed)
                    continue
                if reply is not Move.SKIP or not values or not activity.keeps_part:
                    self._hand_back_unsaved(trouble, typed)
                    return Result(reply.value)
            elif reply is not None:
                values.append(reply.value)
                typed = None
            more = isinstance(reply, Answer) and self._asks_more(activity, values)
            trouble = self._trouble_keeping(activity, values, more, on_kept)
            if trouble:
                typed = values.pop() if values else None
            elif not more:
                moved = self._tell_rest(activity, values, screen)
                if moved is not Move.BACK:
                    return Result.DONE_AND_LEAVE if moved is Move.LEAVE else Result.DONE
                typed = values.pop()

    def _next_part(
        self,
        activity: Activity,
        values: Sequence[Value],
        screen: Screen,
        typed: Value,
        trouble: str,
        earlier: Sequence[Value],
    ) -> Reply | None:
        """Ask the part after `values`; None where a draft already holds every part."""
        if not self._asks_more(activity, values):
            return None
        question = activity.question(values, self.past)
        if question is None:
            return None
        offered = typed if typed is not None else earlier[len(values)] if len(values) < len(earlier) else None
        here = replace(
            screen,
            resumed=bool(typed) and not trouble,
            can_go_back=screen.can_go_back or bool(values),
        )
        reply = self.prompter.ask(
            _offering(question, offered, trouble),
            here,
            lambda value: self._keep_draft(activity, values, value),
        )
        return Move.SKIP if isinstance(reply, Answer) and _says_nothing(question, reply) else reply

    def _asks_more(self, activity: Activity, values: Sequence[Value]) -> bool:
        """Whether there is a part left that the answer needs; what is only told after it is not."""
        question = activity.question(values, self.past)
        return question is not None and not (values and isinstance(question, Tell))

    def _tell_rest(self, activity: Activity, values: list[Value], screen: Screen) -> Move | None:
        """Tell what follows the answer, such as how it stands beside an earlier one."""
        told = list(values)
        while (question := activity.question(told, self.past)) is not None:
            here = replace(screen, can_go_back=True)
            reply = self.prompter.ask(question, here, lambda _: None)
            if reply in (Move.BACK, Move.LEAVE):
                return reply if isinstance(reply, Move) else None
            told.append(None)
        return None

    def _earlier(self, activity: Activity) -> tuple[Value, ...]:
        own = None if self.practice else self.past.own(activity.id)
        return own.values if own else ()

    def _still_valid(self, activity: Activity, values: Sequence[Value]) -> list[Value]:
        """Return the leading parts of a draft that the activity, perhaps edited since, still asks for."""
        valid: list[Value] = []
        for value in values:
            question = activity.question(valid, self.past)
            if question is None or not _fits(question, value):
                break
            valid.append(value)
        return valid

    def _trouble_keeping(
        self, activity: Activity, values: Sequence[Value], more: bool, on_kept: Callable[[], None]
    ) -> str:
        """Keep the parts as a draft, or where there are no more of them as the answer.

        Return words about what went wrong, if it did.
        """
        try:
            if more:
                self._keep_draft(activity, values, None)
            else:
                self._keep(activity, values, on_kept)
        except StoreError as error:
            # What was read inside the transaction has not come to be.
            self.past.forget(activity.id)
            return f"{error.message} {error.hint} Your words are still here."
        return ""

    def _keep_draft(self, activity: Activity, values: Sequence[Value], typed: Value) -> None:
        text = Draft(tuple(values), typed).to_text()
        self.store.drafts.save(self.enrollment, activity.id, self.practice, text)

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

    def _hand_back_unsaved(self, trouble: str, typed: Value) -> None:
        if trouble and typed:
            words = "\n".join(typed) if isinstance(typed, list) else str(typed)
            self.prompter.say(f"These words could not be saved. Here they are, to copy:\n\n{words}")


def _says_nothing(question: Question, reply: Answer) -> bool:
    """Whether an answer is an empty text where one was asked for: the person passed it by."""
    if isinstance(question, Text) or (isinstance(question, Line) and not question.optional):
        return not str(reply.value).strip()
    return False


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
