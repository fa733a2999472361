"""`select`: any number of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resilify_cli.activities.answer_history import AnswerHistory
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.choose import option_label, read_choices
from resilify_cli.activities.directive import Directive
from resilify_cli.activities.questions import AnswerValue, ChoiceOption, MultipleChoice


@dataclass(frozen=True, kw_only=True)
class Select(Activity):
    """Asks which of its options fit, and for own words if `other`. None may fit."""

    kind = "select"
    options = frozenset({"other"})

    choices: tuple[ChoiceOption, ...]
    other: bool

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the options."""
        return {"choices": read_choices(directive), "other": directive.flag("other")}

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> MultipleChoice | None:
        """Ask once."""
        return None if values else MultipleChoice(body=self.body(), options=self.choices, other=self.other)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep the labels as words, one a line, and the ids as the value."""
        chosen = values[0] if isinstance(values[0], list) else []
        return ActivityResult("\n".join(option_label(self.choices, value) for value in chosen), tuple(values))
