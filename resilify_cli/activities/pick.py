"""`pick`: a pool of small things, of which some are chosen and ticked over days, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resilify_cli.activities.answer_history import AnswerHistory
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.choose import read_choices
from resilify_cli.activities.directive import Directive
from resilify_cli.activities.questions import AnswerValue, ChoiceOption, MultipleChoice

_LARGEST_POOL = 40


@dataclass(frozen=True, kw_only=True)
class Pick(Activity):
    """Asks which things of the pool to take; they stay open, and are ticked later."""

    kind = "pick"
    options = frozenset({"choose", "days", "other"})
    default_minutes = 2
    stays_open = True

    pool: tuple[ChoiceOption, ...]
    suggested: int
    days: int
    other: bool

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the pool."""
        pool = read_choices(directive)
        if len(pool) > _LARGEST_POOL:
            directive.problems.add(
                directive.line, f"a pool has at most {_LARGEST_POOL} things", "leave some out"
            )
        return {
            "pool": pool,
            "suggested": directive.integer("choose", 5, 1, _LARGEST_POOL),
            "days": directive.integer("days", 7, 1, 365),
            "other": directive.flag("other"),
        }

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> MultipleChoice | None:
        """Ask which ones."""
        return None if values else MultipleChoice(body=self.body(), options=self.pool, other=self.other)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep the things that were chosen, one a line."""
        labels = {option.id: option.label for option in self.pool}
        chosen = values[0] if values and isinstance(values[0], list) else []
        return ActivityResult("\n".join(labels.get(one, one) for one in chosen), tuple(values))

    def field_names(self) -> tuple[str, ...]:
        """Return the one that the person chose."""
        return ("chosen",)

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return what was chosen."""
        return {"chosen": values[0]} if values else {}
