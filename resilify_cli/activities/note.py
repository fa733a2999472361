"""`note`: a question with an answer of one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import AnswerValue, LineQuestion

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory


@dataclass(frozen=True, kw_only=True)
class Note(Activity):
    """Asks for one line."""

    kind = "note"

    @property
    def is_brief(self) -> bool:
        """It is a line."""
        return True

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> LineQuestion | None:
        """Return the one question."""
        return None if values else LineQuestion(body=self.body(), hint=self.hint)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult | None:
        """Return the line."""
        return ActivityResult(str(values[0]), tuple(values))
