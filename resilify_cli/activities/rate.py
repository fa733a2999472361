"""`rate`: a whole number on a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.answer_history import AnswerHistory, Reading
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.limits import LARGEST_NUMBER
from resilify_cli.activities.questions import AnswerValue, Message, ScaleQuestion
from resilify_cli.activities.reading_comparison import compare_readings, draw_readings

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive

SCALE_OPTIONS = frozenset({"min", "max", "low", "high", "measure"})


def read_scale(directive: Directive, low: int, high: int) -> dict[str, Any]:
    """Read the options of a scale.

    Args:
        directive: The directive that has them.
        low: The lowest number where `:min:` is not given.
        high: The highest number where `:max:` is not given.

    Returns:
        The fields `low`, `high`, `low_label`, `high_label` and `measure`.
    """
    low = directive.integer("min", low, -LARGEST_NUMBER, LARGEST_NUMBER)
    high = directive.integer("max", high, -LARGEST_NUMBER, LARGEST_NUMBER)
    if low >= high:
        directive.problems.add(
            directive.line, f"the scale runs from {low} to {high}", "make :max: larger than :min:"
        )
        high = low + 1
    return {
        "low": low,
        "high": high,
        "low_label": directive.text("low"),
        "high_label": directive.text("high"),
        "measure": directive.text("measure"),
    }


@dataclass(frozen=True, kw_only=True)
class Rate(Activity):
    """Asks for a number, and shows it beside the earlier answer to the activity `compare_with`, if given."""

    kind = "rate"
    options = SCALE_OPTIONS | {"compare"}
    in_journal = False
    default_minutes = 0.5

    low: int
    high: int
    low_label: str
    high_label: str
    measure: str
    compare_with: str
    compare_with_line: int

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the scale and the activity to compare with."""
        super().read_own_fields(directive)
        found = directive.options.get("compare")
        return {
            **read_scale(directive, 0, 10),
            "compare_with": found.text if found else "",
            "compare_with_line": found.line if found else 0,
        }

    @property
    def is_brief(self) -> bool:
        """It is a number, unless it is compared with another one below it."""
        return not self.compare_with

    @property
    def measures(self) -> frozenset[str]:
        """The measure that it names."""
        return frozenset({self.measure} - {""})

    def referenced_activities(self) -> Sequence[tuple[str, int]]:
        """Return the activity to compare with."""
        return ((self.compare_with, self.compare_with_line),) if self.compare_with else ()

    def question(
        self, values: Sequence[AnswerValue], history: AnswerHistory
    ) -> ScaleQuestion | Message | None:
        """Return the question, then the change since the earlier answer, if there is one."""
        if not values:
            return ScaleQuestion(
                body=self.body(),
                low=self.low,
                high=self.high,
                low_label=self.low_label,
                high_label=self.high_label,
            )
        return self._change_message(values[0], history) if len(values) == 1 and self.compare_with else None

    def _change_message(self, value: AnswerValue, history: AnswerHistory) -> Message | None:
        answer = history.latest(self.compare_with)
        if answer is None or answer.private or not answer.values or not isinstance(answer.values[0], int):
            return None
        before, now = self._reading_of(answer.values[0]), self._reading_of(value)
        says = f"Before: {before.value:g}. Now: {now.value:g}. That is {compare_readings(before, now)}."
        return Message(body=(*self.body(), draw_readings((("before", before), ("now", now)), says)))

    def _reading_of(self, value: AnswerValue) -> Reading:
        number = float(value) if isinstance(value, int) else 0.0
        return Reading(self.measure, number, self.low, self.high)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return the number, and a reading if it belongs to a measure."""
        readings = (self._reading_of(values[0]),) if self.measure else ()
        return ActivityResult(
            f"{values[0]} on a scale from {self.low} to {self.high}", tuple(values), readings
        )
