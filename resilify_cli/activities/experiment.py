"""`experiment`: a guess that is written down before it is tried; it stays open until a `follow-up` asks.

In one small trial a belief moved a little more by a test than by a thought record (McManus, Van Doorn and
Yiend, 2012, doi:10.1016/j.jbtep.2011.07.003).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.answer_history import AnswerHistory, NumberRange
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import (
    AnswerValue,
    LineQuestion,
    MarkdownBlock,
    OwnWords,
    Question,
    ScaleQuestion,
)

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive

# What is kept of it, in the order that it is asked in.
FIELDS = ("prediction", "belief", "do", "where")
BELIEF = NumberRange(0, 100)
_LABELS = ("I expect", "How sure", "I will", "When and where")


@dataclass(frozen=True, kw_only=True)
class Experiment(Activity):
    """Asks what the person expects, how much they believe it, what they will do, and when and where."""

    kind = "experiment"
    options = frozenset({"predict", "do", "where"})
    has_labelled_parts = True
    default_minutes = 4

    prediction_hint: str
    do_hint: str
    where_hint: str

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the examples."""
        super().read_own_fields(directive)
        names = {"prediction_hint": "predict", "do_hint": "do", "where_hint": "where"}
        return {field: directive.text(option) for field, option in names.items()}

    @property
    def question_count(self) -> int:
        """Its parts."""
        return len(FIELDS)

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask for the prediction, the belief, the act, and when and where; only the last may stay empty."""
        at = len(values)
        if at == len(FIELDS):
            return None
        sofar = (OwnWords(self._answer_text(values), "So far"),) if at else ()
        body = (*self.body(), *sofar)
        if at == 1:
            asked = MarkdownBlock("How much do you believe that now?")
            return ScaleQuestion(
                body=(*body, asked), low=0, high=100, low_label="not at all", high_label="completely"
            )
        hints = (self.prediction_hint, "", self.do_hint, self.where_hint)
        return LineQuestion(body=body, label=_LABELS[at], hint=hints[at], optional=at == 3)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep each part as a line."""
        return ActivityResult(self._answer_text(values), tuple(values))

    def field_names(self) -> tuple[str, ...]:
        """Return the names of its parts."""
        return FIELDS

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return the parts that were answered."""
        return {name: value for name, value in zip(FIELDS, values, strict=False) if value not in ("", None)}

    def range_of(self, name: str = "") -> NumberRange | None:
        """Return the scale of the belief."""
        return BELIEF if name == "belief" else None

    def _answer_text(self, values: Sequence[AnswerValue]) -> str:
        pairs = zip(_LABELS, values, strict=False)
        return "\n".join(f"{label}: {value}" for label, value in pairs if value not in ("", None))
