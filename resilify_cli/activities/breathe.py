"""`breathe`: breathing at a given pace. It has no holds, so nobody is asked to go without air."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resilify_cli.activities.answer_history import AnswerHistory
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.directive import Directive
from resilify_cli.activities.questions import AnswerValue, Cue, PacedCues


@dataclass(frozen=True, kw_only=True)
class Breathe(Activity):
    """Paces the breath for its minutes: `in_` seconds in, `out` seconds out."""

    kind = "breathe"
    options = frozenset({"in", "out"})
    in_journal = False
    needs_text = False
    default_minutes = 2

    in_: float
    out: float

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the pace, in seconds."""
        super().read_own_fields(directive)
        return {
            "in_": directive.number("in", 4, 2, 10),
            "out": directive.number("out", 6, 2, 15),
        }

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> PacedCues | None:
        """Return the cues for its minutes, once."""
        if values:
            return None
        times = max(1, round(self.minutes * 60 / (self.in_ + self.out)))
        breath = (Cue("Breathe in", self.in_, 1.0), Cue("Breathe out", self.out, 0.0))
        return PacedCues(
            body=self.body(),
            cues=breath * times,
            without_timing=(
                f"Breathe in for a slow count of {self.in_:g} and out for {self.out:g}, "
                f"about {times} times, or for as long as it is comfortable.",
            ),
        )

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return that it was done; there are no words."""
        return ActivityResult("", ())
