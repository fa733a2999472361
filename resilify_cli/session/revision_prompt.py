"""Asks an activity again, to change an answer that is in the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from resilify_cli.activities.placeholders import fill_question
from resilify_cli.activities.questions import AnswerValue, Message, Question
from resilify_cli.activities.stored_json import load_values
from resilify_cli.session.localized_prompter import localized_answer
from resilify_cli.session.multi_part_prompt import KeptT, SkipMode

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity, ActivityResult
    from resilify_cli.session.stored_history import StoredAnswerHistory
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.store import Store


@dataclass(frozen=True, slots=True)
class RevisionPrompt(Generic[KeptT]):
    """Asks for the parts of an answer that was given before, each to be changed or kept.

    Attributes:
        store: where the draft is kept.
        entry: the answer.
        activity: what was asked.
        history: the earlier answers of the same pass through the program.
        keep_result: keeps the answer, inside the transaction that drops the draft.
    """

    store: Store
    entry: Entry
    activity: Activity
    history: StoredAnswerHistory
    keep_result: Callable[[ActivityResult], KeptT]

    @property
    def skip_mode(self) -> SkipMode:
        """Leave the answer as it was."""
        return SkipMode.WHOLE

    def question(self, values: Sequence[AnswerValue]) -> Question | None:
        """Ask what the activity asks, without what it only tells."""
        question = self.activity.question(values, self.history)
        if question is None or isinstance(question, Message):
            return None
        return fill_question(question, self.history)

    def earlier(self, place: int) -> AnswerValue:
        """Return a part of the answer to change."""
        # Where there are none besides the text, or they can't be read, that is there.
        values = load_values(self.entry.answers)
        if values is None:
            values = (self.entry.text,)
        return values[place] if place < len(values) else None

    def find_draft(self) -> str | None:
        """Return the draft, or None."""
        return self.store.journal_drafts.find(self.entry.id)

    def save_draft(self, content: str, *, while_typing: bool = False) -> None:
        """Keep what is half changed."""
        self.store.journal_drafts.save(self.entry.id, content, while_typing=while_typing)

    def _localized(self, result: ActivityResult) -> ActivityResult:
        text = localized_answer(self.activity, result.text, self.history.language)
        return result._replace(text=text)

    def keep(self, values: Sequence[AnswerValue]) -> KeptT | None:
        """Keep the changed answer, and return what `keep_result` does; None if nothing was answered."""
        result = self.activity.result(values)
        with self.store.transaction():
            kept = None if result is None else self.keep_result(self._localized(result))
            self.store.journal_drafts.drop(self.entry.id)
        return kept
