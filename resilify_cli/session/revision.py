"""Asks an activity again, to change an answer that is in the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from resilify_cli.activities.answer_history import AnswerHistory
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import AnswerValue, Message, Question
from resilify_cli.activities.stored_json import load_values
from resilify_cli.session.parts import Skipping
from resilify_cli.store.entry import Entry
from resilify_cli.store.store import Store


@dataclass(frozen=True, slots=True)
class Revision:
    """The parts of an answer that was given before, each to be changed or kept.

    `keep_outcome` keeps the answer, inside the transaction that drops the draft.
    """

    store: Store
    entry: Entry
    activity: Activity
    past: AnswerHistory
    keep_outcome: Callable[[ActivityResult], object]

    @property
    def skipping(self) -> Skipping:
        """Leave the answer as it was."""
        return Skipping.WHOLE

    def question(self, values: Sequence[AnswerValue]) -> Question | None:
        """Ask what the activity asks, without what it only tells."""
        question = self.activity.question(values, self.past)
        return None if isinstance(question, Message) else question

    def earlier(self, place: int) -> AnswerValue:
        """Return a part of the answer to change."""
        # Where there are none besides the text, or they can't be read, that is there.
        values = load_values(self.entry.answers)
        if values is None:
            values = (self.entry.text,)
        return values[place] if place < len(values) else None

    def find_draft(self) -> str | None:
        """Return what was half changed."""
        return self.store.journal_drafts.find(self.entry.id)

    def save_draft(self, content: str, *, while_typing: bool = False) -> None:
        """Keep what is half changed."""
        self.store.journal_drafts.save(self.entry.id, content, while_typing=while_typing)

    def keep(self, values: Sequence[AnswerValue]) -> None:
        """Keep the changed answer."""
        outcome = self.activity.result(values)
        with self.store.transaction():
            if outcome is not None:
                self.keep_outcome(outcome)
            self.store.journal_drafts.drop(self.entry.id)
