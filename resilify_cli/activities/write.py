"""`write`: writing with a clock beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resilify_cli.activities.answer_history import AnswerHistory
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import AnswerValue, TextQuestion


@dataclass(frozen=True, kw_only=True)
class Write(Activity):
    """Asks for a text, and tells how much of its minutes is left. Their end stops nothing."""

    kind = "write"
    default_minutes = 10

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> TextQuestion | None:
        """Ask once, timed."""
        return None if values else TextQuestion(body=self.body(), hint=self.hint, minutes=self.minutes)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep the text."""
        return ActivityResult(str(values[0]), tuple(values))
