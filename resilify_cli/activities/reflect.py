"""`reflect`: a question with an answer of several lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import AnswerValue, TextQuestion

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory


@dataclass(frozen=True, kw_only=True)
class Reflect(Activity):
    """Asks for a text of any length."""

    kind = "reflect"
    default_minutes = 3

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> TextQuestion | None:
        """Return the one question."""
        return None if values else TextQuestion(body=self.body(), hint=self.hint)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return the text."""
        return ActivityResult(str(values[0]), tuple(values))
