"""`choose`: a choice of one option among several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.choices import option_label, read_choices
from resilify_cli.activities.questions import AnswerValue, ChoiceOption, SingleChoice

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.directive import Directive


# More options leave little room for another question.
_FEW = 6


@dataclass(frozen=True, kw_only=True)
class Choose(Activity):
    """Asks for one of its options, or for the person's own words if `other` is true."""

    kind = "choose"
    options = frozenset({"other"})
    default_minutes = 0.5

    choices: tuple[ChoiceOption, ...]
    other: bool

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the options."""
        return {"choices": read_choices(directive), "other": directive.flag("other")}

    @property
    def is_brief(self) -> bool:
        """Its options are few."""
        return len(self.choices) + self.other <= _FEW

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> SingleChoice | None:
        """Return the one question."""
        return None if values else SingleChoice(body=self.body(), options=self.choices, other=self.other)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return the label as words, and the id as the value."""
        return ActivityResult(option_label(self.choices, str(values[0])), tuple(values))
