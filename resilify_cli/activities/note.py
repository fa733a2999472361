"""`note`: a question that one line answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resilify_cli.activities.base import Activity, Outcome
from resilify_cli.activities.past import Past
from resilify_cli.activities.questions import LineQuestion, Value


@dataclass(frozen=True, kw_only=True)
class Note(Activity):
    """Asks for one line."""

    kind = "note"

    def question(self, values: Sequence[Value], past: Past) -> LineQuestion | None:
        """Ask once."""
        return None if values else LineQuestion(body=self.body(), hint=self.hint)

    def outcome(self, values: Sequence[Value]) -> Outcome:
        """Keep the line."""
        return Outcome(str(values[0]), tuple(values))
