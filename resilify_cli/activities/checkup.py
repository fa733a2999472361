"""`checkup`: several items on one scale, scored as their mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from resilify_cli.activities.answer_history import AnswerHistory, NumberRange, Reading
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.directive import Directive, ListItem
from resilify_cli.activities.questions import AnswerValue, Aside, MarkdownBlock, Message, ScaleQuestion
from resilify_cli.activities.rate import SCALE_OPTIONS, read_scale
from resilify_cli.activities.reading_comparison import compare_readings, draw_readings


@dataclass(frozen=True, kw_only=True)
class Checkup(Activity):
    """Asks each item in turn, then shows the score beside earlier scores, without any label."""

    kind = "checkup"
    options = SCALE_OPTIONS | {"same"}
    in_journal = False
    default_minutes = 2

    items: tuple[ListItem, ...]
    low: int
    high: int
    low_label: str
    high_label: str
    measure: str
    same: str = ""

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the items and their scale, or the id of the earlier check-up that this one repeats."""
        items = directive.items()
        same = directive.text("same")
        own = [name for name in sorted(SCALE_OPTIONS) if name in directive.options]
        if same and (items or own):
            directive.problems.add(
                directive.line,
                "a check-up that is the same has no items or scale of its own",
                "leave them out, or leave out :same:",
            )
        if len(items) < 2 and not same:
            directive.problems.add(
                directive.line, "a checkup needs two items or more", "list each as - Text {#id}"
            )
        for item in items:
            if unknown := item.classes - {"reversed"}:
                directive.problems.add(
                    item.line, f"an item can't be .{min(unknown)}", "write .reversed or nothing"
                )
        scale = read_scale(directive, 1, 5)
        return {"items": items, **scale, "measure": scale["measure"] or directive.argument, "same": same}

    def misses_text(self) -> bool:
        """Return whether its text is missing; one that repeats another has that one's."""
        return super().misses_text() and not self.same

    def resolved(self, earlier: Mapping[str, Activity]) -> Activity | None:
        """Return it with the items and the scale of the check-up that it repeats; None if there is none."""
        if not self.same:
            return self
        first = earlier.get(self.same)
        if not isinstance(first, Checkup):
            return None
        return replace(
            self,
            items=first.items,
            low=first.low,
            high=first.high,
            low_label=first.low_label,
            high_label=first.high_label,
            measure=first.measure,
            prompt=self.prompt or first.prompt,
        )

    def score(self, values: Sequence[AnswerValue]) -> float:
        """Return the mean of the answered items, from `low` to `high`.

        An item marked as reversed counts as `low + high - value`.
        """
        numbers = [
            self.low + self.high - value if "reversed" in item.classes else value
            for item, value in zip(self.items, values, strict=False)
            if isinstance(value, int)
        ]
        return sum(numbers) / len(numbers)

    def number_of(self, values: Sequence[AnswerValue]) -> float | None:
        """Return the score."""
        return self._reading(values).value if len(values) >= len(self.items) else None

    def field_names(self) -> tuple[str, ...]:
        """Return the ids of its items."""
        return tuple(item.id for item in self.items)

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return the number of each item, as it was given."""
        return dict(zip(self.field_names(), values, strict=False))

    def range_of(self, name: str = "") -> NumberRange | None:
        """Return the scale, which score and items share; a score may have a fraction."""
        known = not name or name in self.field_names()
        return NumberRange(self.low, self.high, whole=bool(name)) if known else None

    def question(
        self, values: Sequence[AnswerValue], history: AnswerHistory
    ) -> ScaleQuestion | Message | None:
        """Return the next item, and after the last one the score."""
        at = len(values)
        if at < len(self.items):
            place = Aside(f"{at + 1} of {len(self.items)}")
            return ScaleQuestion(
                body=(*self.body(), MarkdownBlock(f"**{self.items[at].text}**"), place),
                low=self.low,
                high=self.high,
                low_label=self.low_label,
                high_label=self.high_label,
            )
        return self._result(values, history) if at == len(self.items) else None

    def _result(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Message:
        now = self._reading(values)
        earlier = history.readings(self.measure, self.id)
        if not earlier:
            says = f"{now.value:.1f} on a scale from {self.low} to {self.high}. A place to start from."
            return Message(body=(draw_readings((("now", now),), says), Aside(_NO_LABEL)))
        says = f"Compared with last time, this is {compare_readings(earlier[-1], now)}."
        if len(earlier) > 1:
            says += f" Compared with the first time, it is {compare_readings(earlier[0], now)}."
            bars = [("first", earlier[0]), ("last", earlier[-1]), ("now", now)]
        else:
            bars = [("first", earlier[0]), ("now", now)]
        return Message(body=(draw_readings(bars, says), Aside(_NO_LABEL)))

    def _reading(self, values: Sequence[AnswerValue]) -> Reading:
        return Reading(self.measure, round(self.score(values), 3), self.low, self.high)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return the number of each item, and the score as a reading."""
        reading = self._reading(values)
        text = f"{reading.value:.1f} on a scale from {self.low} to {self.high}"
        return ActivityResult(text, tuple(values), (reading,))


_NO_LABEL = "This is a check-up, not a test. There is no score that you ought to have."
