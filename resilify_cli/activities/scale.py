"""The scale of a check-up: its items, and how their numbers become a score."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Self

from resilify_cli.activities.answer_history import NumberRange
from resilify_cli.activities.ids import slugify

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue

SCORE_FORMS = "mean, sum, sum x 4, percentage or mean of subscales"
_FORM = re.compile(
    r"(?P<rule>mean of subscales|mean|percentage|sum)(?:\s*[x×*]\s*(?P<factor>\d{1,3}(?:\.\d{1,3})?))?\Z"
)


class ScoreRule(Enum):
    """How the numbers of the items become a score; the value is what an author writes."""

    MEAN = "mean"
    SUM = "sum"
    # How much of the way from the lowest sum to the highest one, times 100.
    PERCENTAGE = "percentage"
    # Each subscale counts the same, however many items it has.
    MEAN_OF_SUBSCALES = "mean of subscales"


@dataclass(frozen=True, slots=True)
class Scoring:
    """A rule, and the number that a sum is multiplied by."""

    rule: ScoreRule = ScoreRule.MEAN
    factor: float = 1

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Read one of `SCORE_FORMS`, or return None."""
        found = _FORM.match(" ".join(text.lower().split()))
        if found is None:
            return None
        rule, factor = ScoreRule(found["rule"]), float(found["factor"] or 1)
        return cls(rule, factor) if factor and (rule is ScoreRule.SUM or not found["factor"]) else None


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """One item, answered by a whole number from `low` to `high`; a reversed one counts from the other end."""

    id: str
    text: str
    low: int
    high: int
    reversed: bool = False
    subscale: str = ""
    line: int = 0

    def counted(self, value: int) -> int:
        """Return the points that an answer counts."""
        return self.low + self.high - value if self.reversed else value


@dataclass(frozen=True, slots=True)
class Scale:
    """Items that are scored together."""

    items: tuple[ScaleItem, ...]
    scoring: Scoring = Scoring()

    @property
    def range(self) -> NumberRange:
        """The lowest and the highest score."""
        if not self.items:
            return NumberRange(0, 1, whole=False)
        low, high = ([item.low for item in self.items], [item.high for item in self.items])
        return NumberRange(self._score(low), self._score(high), whole=False)

    def score(self, values: Sequence[AnswerValue]) -> float | None:
        """Return the score of an answer, or None where an item has no number."""
        if not self.items or len(values) < len(self.items):
            return None
        numbers = []
        for item, value in zip(self.items, values, strict=False):
            if not isinstance(value, int):
                return None
            numbers.append(item.counted(value))
        return self._score(numbers)

    def subscales(self, values: Sequence[AnswerValue] = ()) -> Mapping[str, tuple[Scale, list[AnswerValue]]]:
        """Return the scale of each subscale by its name, with the values of its items."""
        found: dict[str, tuple[Scale, list[AnswerValue]]] = {}
        answered = [*values, *[None] * len(self.items)]
        for item, value in zip(self.items, answered, strict=False):
            if item.subscale:
                part, own = found.get(item.subscale, (self._subscale(()), []))
                found[item.subscale] = (self._subscale((*part.items, item)), [*own, value])
        return found

    def subscale_ids(self) -> Mapping[str, str]:
        """Return the name of each subscale by the id that conditions call it by."""
        return {slugify(name): name for name in self.subscales()}

    def _subscale(self, items: tuple[ScaleItem, ...]) -> Scale:
        """Return some of the items as a scale: of a mean of subscales, each is a mean."""
        of_subscales = self.scoring.rule is ScoreRule.MEAN_OF_SUBSCALES
        return Scale(items, replace(self.scoring, rule=ScoreRule.MEAN) if of_subscales else self.scoring)

    def _score(self, numbers: Sequence[int]) -> float:
        """Return the score of what the items count."""
        match self.scoring.rule:
            case ScoreRule.SUM:
                return sum(numbers) * self.scoring.factor
            case ScoreRule.PERCENTAGE:
                low, high = sum(item.low for item in self.items), sum(item.high for item in self.items)
                return 100 * (sum(numbers) - low) / (high - low)
            case ScoreRule.MEAN_OF_SUBSCALES:
                groups: dict[str, list[int]] = {}
                for item, number in zip(self.items, numbers, strict=True):
                    groups.setdefault(item.subscale, []).append(number)
                return sum(sum(group) / len(group) for group in groups.values()) / len(groups)
            case _:
                return sum(numbers) / len(numbers)
