"""`write`: writing with a clock beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resilify_cli.activities.base import Activity, Outcome
from resilify_cli.activities.past import Past
from resilify_cli.activities.questions import TextQuestion, Value


@dataclass(frozen=True, kw_only=True)
class Write(Activity):
    """Asks for a text, and tells how much of its minutes is left. Their end stops nothing."""

    kind = "write"
    usual_minutes = 10

    def question(self, values: Sequence[Value], past: Past) -> TextQuestion | None:
        """Ask once, timed."""
        return None if values else TextQuestion(body=self.body(), hint=self.hint, minutes=self.minutes)

    def outcome(self, values: Sequence[Value]) -> Outcome:
        """Keep the text."""
        return Outcome(str(values[0]), tuple(values))
