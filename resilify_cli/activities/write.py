"""`write`: timed writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import AnswerValue, TextQuestion

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory


@dataclass(frozen=True, kw_only=True)
class Write(Activity):
    """Asks for a text and shows how many of its minutes are left. Their end stops nothing."""

    kind = "write"
    default_minutes = 10

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> TextQuestion | None:
        """Return the one question, with its minutes."""
        return None if values else TextQuestion(body=self.body(), hint=self.hint, minutes=self.minutes)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return the text."""
        return ActivityResult(str(values[0]), tuple(values))
