"""`plan`: a small if-then plan, with when and where.

A plan that ties an act to a moment is an implementation intention (Gollwitzer & Sheeran, 2006,
doi:10.1016/S0065-2601(06)38002-1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import AnswerValue, Aside, LineQuestion

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.directive import Directive


@dataclass(frozen=True, kw_only=True)
class Plan(Activity):
    """Asks for "If", "then I will" and "when and where", each with an example."""

    kind = "plan"
    options = frozenset({"if", "then", "where"})
    has_labelled_parts = True
    default_minutes = 2

    hints: tuple[str, str, str]

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the examples."""
        super().read_own_fields(directive)
        return {"hints": tuple(directive.text(name) for name in ("if", "then", "where"))}

    @property
    def question_count(self) -> int:
        """Its three parts."""
        return 3

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> LineQuestion | None:
        """Return the question for the next of the three parts; the last may stay empty."""
        labels = ("If", "then I will", "When and where")
        if len(values) == len(labels):
            return None
        at = len(values)
        so_far = tuple(Aside(f"{label} {value}") for label, value in zip(labels, values, strict=False))
        return LineQuestion(
            body=(*self.body(), *so_far), label=labels[at], hint=self.hints[at], optional=at == 2
        )

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return the plan as a sentence."""
        moment = _strip_lead(("if",), str(values[0]))
        act = _strip_lead(("then", "i will", "i'll", "i’ll"), str(values[1]))
        text = f"If {moment}, then I will {act}."
        where = str(values[2]).strip()
        return ActivityResult(f"{text}\nWhen and where: {where}" if where else text, tuple(values))


def _strip_lead(leads: Sequence[str], text: str) -> str:
    """Remove a final full stop, and words at the beginning that the plan's sentence has already."""
    text = text.strip().rstrip(".,")
    for lead in leads:
        if text.lower().startswith(f"{lead} "):
            text = text[len(lead) :].strip()
    return text
