"""The question, at the end of a session, when and where a person means to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.note import Note
from resilify_cli.activities.questions import AnswerValue, Block, LineQuestion
from resilify_cli.session.next_sitting import KIND

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory


@dataclass(frozen=True, kw_only=True)
class NextSittingQuestion(Note):
    """Asks, at the end of a session, when and where to go on. `above` is what stands over the question.

    It is no kind that an author can write, which is why it is derived from one.
    """

    kind = KIND

    above: tuple[Block, ...] = ()

    @classmethod
    def after(cls, session_id: str, above: tuple[Block, ...]) -> NextSittingQuestion:
        """Return the question after a session; no author can give an activity its id."""
        return cls(
            id=f"{KIND}--{session_id}",
            line=0,
            prompt="When and where would you like to go on?",
            hint="e.g. Sunday after supper, at the kitchen table",
            above=above,
        )

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> LineQuestion | None:
        """Return the one question, which may stay empty."""
        if values:
            return None
        return LineQuestion(body=(*self.above, *self.body()), hint=self.hint, optional=True)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult | None:
        """Return the line, or nothing where it was left empty."""
        text = str(values[0] or "").strip()
        return ActivityResult(text, (text,)) if text else None
