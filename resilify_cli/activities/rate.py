"""`rate`: a whole number on a labelled scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resilify_cli.activities.base import Activity, Outcome
from resilify_cli.activities.change import compare, picture
from resilify_cli.activities.directive import Directive
from resilify_cli.activities.limits import LARGEST_NUMBER
from resilify_cli.activities.past import Past, Reading
from resilify_cli.activities.questions import Message, ScaleQuestion, Value

SCALE_OPTIONS = frozenset({"min", "max", "low", "high", "measure"})


def read_scale(directive: Directive, low: int, high: int) -> dict[str, Any]:
    """Read the options that describe a scale, with its usual ends `low` and `high`."""
    low = directive.whole("min", low, -LARGEST_NUMBER, LARGEST_NUMBER)
    high = directive.whole("max", high, -LARGEST_NUMBER, LARGEST_NUMBER)
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
    """Asks for a number; shows it beside an earlier one if `compares` names an activity."""

    kind = "rate"
    options = SCALE_OPTIONS | {"compare"}
    listed = False
    usual_minutes = 0.5

    low: int
    high: int
    low_label: str
    high_label: str
    measure: str
    compares: str
    compares_line: int

    @classmethod
    def own(cls, directive: Directive) -> dict[str, Any]:
        """Read the scale, and the activity to compare with."""
        super().own(directive)
        found = directive.options.get("compare")
        return {
            **read_scale(directive, 0, 10),
            "compares": found.text if found else "",
            "compares_line": found.line if found else 0,
        }

    def refers(self) -> Sequence[tuple[str, int]]:
        """Name the activity to compare with."""
        return ((self.compares, self.compares_line),) if self.compares else ()

    def question(self, values: Sequence[Value], past: Past) -> ScaleQuestion | Message | None:
        """Ask for the number, then show the change where there is an earlier one."""
        if not values:
            return ScaleQuestion(
                body=self.body(),
                low=self.low,
                high=self.high,
                low_label=self.low_label,
                high_label=self.high_label,
            )
        return self._change(values[0], past) if len(values) == 1 and self.compares else None

    def _change(self, value: Value, past: Past) -> Message | None:
        given = past.latest(self.compares)
        if given is None or not given.values or not isinstance(given.values[0], int):
            return None
        before, now = self._reading(given.values[0]), self._reading(value)
        says = f"Before: {before.value:g}. Now: {now.value:g}. That is {compare(before, now)}."
        return Message(body=(picture((("before", before), ("now", now)), says),))

    def _reading(self, value: Value) -> Reading:
        number = float(value) if isinstance(value, int) else 0.0
        return Reading(self.measure, number, self.low, self.high)

    def outcome(self, values: Sequence[Value]) -> Outcome:
        """Keep the number, and a reading if it feeds a measure."""
        readings = (self._reading(values[0]),) if self.measure else ()
        return Outcome(f"{values[0]} on a scale from {self.low} to {self.high}", tuple(values), readings)
