"""`pick`: a pool of small things, of which some are chosen and ticked over days, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.answer_history import AnswerHistory, join_words
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.choices import read_choices
from resilify_cli.activities.questions import AnswerValue, Aside, ChoiceOption, MultipleChoice

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive

_LARGEST_POOL = 40
USUAL_DAYS, MOST_DAYS = 7, 60


@dataclass(frozen=True, kw_only=True)
class Pick(Activity):
    """Asks which things of the pool to take, about `suggested` of them, to be done over `days` days.

    A `follow-up` asks which of them were done.
    """

    kind = "pick"
    options = frozenset({"choose", "days", "other"})
    default_minutes = 2

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
            "suggested": directive.integer("choose", 0, 1, _LARGEST_POOL),
            "days": directive.integer("days", USUAL_DAYS, 1, MOST_DAYS),
            "other": directive.flag("other"),
        }

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> MultipleChoice | None:
        """Ask which ones."""
        if values:
            return None
        number = (Aside(f"About {self.suggested} of them."),) if self.suggested else ()
        return MultipleChoice(body=(*self.body(), *number), options=self.pool, other=self.other)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep the things that were chosen, one a line."""
        labels = {option.id: option.label for option in self.pool}
        chosen = values[0] if values and isinstance(values[0], list) else []
        return ActivityResult("\n".join(labels.get(one, one) for one in chosen), tuple(values))

    def field_names(self) -> tuple[str, ...]:
        """Return the one that the person chose."""
        return ("chosen",)

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return the ids of the chosen things."""
        return {"chosen": values[0]} if values else {}

    def shown_parts(self, values: Sequence[AnswerValue]) -> Mapping[str, str]:
        """Return the labels of the chosen things."""
        labels = {option.id: option.label for option in self.pool}
        chosen = values[0] if values and isinstance(values[0], list) else []
        return {"chosen": join_words(labels.get(one, one) for one in chosen)}
