"""`reflect`: a question that asks for longer text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resilify_cli.activities.base import Activity, Outcome
from resilify_cli.activities.past import Past
from resilify_cli.activities.questions import TextQuestion, Value


@dataclass(frozen=True, kw_only=True)
class Reflect(Activity):
    """Asks for a text of any length."""

    kind = "reflect"
    usual_minutes = 3

    def question(self, values: Sequence[Value], past: Past) -> TextQuestion | None:
        """Ask once."""
        return None if values else TextQuestion(body=self.body(), hint=self.hint)

    def outcome(self, values: Sequence[Value]) -> Outcome:
        """Keep the text."""
        return Outcome(str(values[0]), tuple(values))
