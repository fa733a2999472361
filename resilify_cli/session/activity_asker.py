"""Asks the activities of a session, and keeps their answers as responses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic

from resilify_cli.activities.placeholders import fill_question, fill_text
from resilify_cli.session.localized_prompter import localized_answer
from resilify_cli.session.multi_part_prompt import KeptT, PromptOutcome, SkipMode
from resilify_cli.session.screens import with_example
from resilify_cli.store.entries import Response

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity, ActivityResult
    from resilify_cli.activities.questions import AnswerValue, Block, Question
    from resilify_cli.prompters.protocol import Prompter, Screen
    from resilify_cli.session.draft import DraftDate
    from resilify_cli.session.stored_history import StoredAnswerHistory
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


@dataclass(frozen=True, slots=True)
class ActivityAsker:
    """Where activities are asked: in a session, or as a `practice` outside of one.

    `draft_date` is the date of what is asked outside of a session, where one can be named for it.
    """

    store: Store
    prompter: Prompter
    enrollment: Enrollment
    history: StoredAnswerHistory
    session_id: str
    session_title: str
    practice: bool = False
    draft_date: DraftDate | None = None

    def ask(
        self,
        activity: Activity,
        screen: Screen,
        on_kept: Callable[[], KeptT],
        above: Sequence[Block] = (),
    ) -> PromptOutcome[KeptT]:
        """Ask the activity's questions and keep its answer.

        Args:
            activity: what is asked.
            screen: what stands above each question.
            on_kept: called inside the transaction that keeps the answer.
            above: texts that stand on the same screen as the first question.

        Returns:
            How the asking ended, and what `on_kept` returned.
        """
        # Loaded with the first thing that is asked: a session begins with words to read.
        from resilify_cli.session.part_asker import PartAsker

        prompt = _ActivityPrompt(self, activity, on_kept, tuple(above))
        screen = with_example(activity, screen)
        return PartAsker(prompt, self.prompter, screen, self.draft_date).ask()


@dataclass(frozen=True, slots=True)
class _ActivityPrompt(Generic[KeptT]):
    """The parts of an activity that is answered in its place."""

    place: ActivityAsker
    activity: Activity
    on_kept: Callable[[], KeptT]
    above: tuple[Block, ...]

    @property
    def skip_mode(self) -> SkipMode:
        return SkipMode.REST if self.activity.keeps_partial else SkipMode.WHOLE

    def question(self, values: Sequence[AnswerValue]) -> Question | None:
        question = self.activity.question(values, self.place.history)
        if question is None:
            return None
        filled = fill_question(question, self.place.history)
        return filled if values else replace(filled, body=(*self.above, *filled.body))

    def earlier(self, place: int) -> AnswerValue:
        own = None if self.place.practice or self._is_closed() else self.place.history.own(self.activity.id)
        return own.values[place] if own and place < len(own.values) else None

    def _is_closed(self) -> bool:
        """Return whether an earlier answer stays closed: a private one, once its session is over."""
        place = self.place
        return self.activity.private and place.session_id in place.store.enrollments.finished_sessions(
            place.enrollment
        )

    def find_draft(self) -> str | None:
        place = self.place
        return place.store.drafts.find(place.enrollment, self.activity.id, place.practice)

    def save_draft(self, content: str, *, while_typing: bool = False) -> None:
        place = self.place
        place.store.drafts.save(
            place.enrollment, self.activity.id, place.practice, content, while_typing=while_typing
        )

    def keep(self, values: Sequence[AnswerValue]) -> KeptT:
        try:
            return self._keep(values)
        except BaseException:
            # What was read inside the transaction has not come to be.
            self.place.history.forget(self.activity.id)
            raise

    def _keep(self, values: Sequence[AnswerValue]) -> KeptT:
        place, activity = self.place, self.activity
        outcome = activity.result(values)
        with place.store.transaction():
            if outcome is not None and (not place.practice or _is_practised(outcome)):
                response = Response(
                    session_id=place.session_id,
                    session_title=place.session_title,
                    activity_id=activity.id,
                    activity_kind=activity.kind,
                    prompt=fill_text(activity.question_text, place.history),
                    text=localized_answer(activity, outcome.text, place.history.language),
                    values=outcome.values,
                    readings=outcome.readings,
                    listed=activity.in_journal,
                    practice=place.practice,
                    about=place.draft_date.about if place.draft_date else None,
                    day=place.draft_date.day if place.draft_date else None,
                )
                older = place.history.stored_ids(activity.id)[1:]
                place.store.entries.answer(place.enrollment, response, *older)
            place.store.drafts.drop(place.enrollment, activity.id, place.practice)
            place.history.forget(activity.id)
            return self.on_kept()


def _is_practised(outcome: ActivityResult) -> bool:
    """Return whether a practice counts: it was done to its end, and not left empty where one writes."""
    is_empty = all(value in ("", None, []) for value in outcome.values) and bool(outcome.values)
    return outcome.whole and not is_empty
