"""`checkup`: several items on one scale, scored together; from a list, or from a file beside the session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.answer_history import AnswerHistory, NumberRange, Reading
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.checkup_result import draw_score, suggest_help
from resilify_cli.activities.questions import (
    AnswerValue,
    Aside,
    Block,
    Drawing,
    MarkdownBlock,
    Message,
    OwnWords,
    ScaleQuestion,
)
from resilify_cli.activities.rate import SCALE_OPTIONS, read_scale
from resilify_cli.activities.reading_comparison import draw_readings, format_reading
from resilify_cli.activities.scale import Scale, ScaleItem

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive


@dataclass(frozen=True, kw_only=True)
class Checkup(Activity):
    """Asks each item in turn, then shows the score beside earlier scores, without any label.

    `license` says who made a scale from a file, and who may use it; `from_file` is whether it is one. Then
    its words are not the author's own.
    """

    kind = "checkup"
    questions_per_screen = 7
    options = SCALE_OPTIONS | {"same", "file", "score", "license", "kinder"}
    in_journal = False
    default_minutes = 2

    scale: Scale
    low_label: str
    high_label: str
    measure: str
    license: str = ""
    same: str = ""
    from_file: bool = False
    kinder: str = ""

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the items and their scale, or the id of the earlier check-up that this one repeats."""
        # Whoever asks the items reads no file.
        from resilify_cli.activities.checkup_reading import check_scale, read_items, read_kinder, read_scoring

        same = directive.text("same")
        own = [name for name in sorted(cls.options - {"same"}) if name in directive.options]
        if same and (directive.items() or own):
            directive.problems.add(
                directive.line,
                "a check-up that is the same has no items or scale of its own",
                "leave them out, or leave out :same:",
            )
        found = read_scale(directive, 1, 5)
        scale = Scale((), read_scoring(directive))
        if not same:
            scale = replace(scale, items=read_items(directive, NumberRange(found["low"], found["high"])))
            check_scale(directive, scale)
        return {
            "scale": scale,
            "low_label": found["low_label"],
            "high_label": found["high_label"],
            "measure": found["measure"] or directive.argument,
            "license": directive.text("license"),
            "kinder": read_kinder(directive),
            "same": same,
            "from_file": "file" in directive.options,
        }

    @property
    def items(self) -> tuple[ScaleItem, ...]:
        """The items, in the order that they are asked in."""
        return self.scale.items

    @property
    def measures(self) -> frozenset[str]:
        """Its measure, and those of its subscales."""
        return frozenset({self.measure, *(f"{self.measure}: {name}" for name in self.scale.subscales())})

    @property
    def quoted_fields(self) -> frozenset[str]:
        """The scale of a file and its license: a scale's words stay as its makers wrote them."""
        return frozenset({"scale", "license"}) if self.from_file else frozenset()

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
            scale=first.scale,
            low_label=first.low_label,
            high_label=first.high_label,
            measure=first.measure,
            license=first.license,
            kinder=first.kinder,
            from_file=first.from_file,
            prompt=self.prompt or first.prompt,
        )

    @property
    def question_count(self) -> int:
        """Its items, and the score that is told after them."""
        return len(self.items) + 1

    @property
    def screen_count(self) -> int:
        """Its items, and the score on a screen of its own."""
        return ceil(len(self.items) / self.questions_per_screen) + 1

    def number_of(self, values: Sequence[AnswerValue]) -> float | None:
        """Return the score."""
        return self.scale.score(values)

    def field_names(self) -> tuple[str, ...]:
        """Return the ids of its items, and of its subscales."""
        return (*(item.id for item in self.items), *self.scale.subscale_ids())

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return the number of each item as it was given, and the score of each subscale."""
        numbers: dict[str, AnswerValue] = {
            item.id: value for item, value in zip(self.items, values, strict=False)
        }
        parts = self.scale.subscales(values)
        scores = {
            ident: parts[name][0].score(parts[name][1]) for ident, name in self.scale.subscale_ids().items()
        }
        return numbers | {ident: score for ident, score in scores.items() if score is not None}

    def range_of(self, name: str = "") -> NumberRange | None:
        """Return the range of the score, of an item or of a subscale; a score may have a fraction."""
        if not name:
            return self.scale.range
        subscale = self.scale.subscale_ids().get(name)
        if subscale is not None:
            return self.scale.subscales()[subscale][0].range
        return next((NumberRange(item.low, item.high) for item in self.items if item.id == name), None)

    def question(
        self, values: Sequence[AnswerValue], history: AnswerHistory
    ) -> ScaleQuestion | Message | None:
        """Return the next item, and after the last one the score."""
        at = len(values)
        if at < len(self.items):
            item = self.items[at]
            on_screen = at % self.questions_per_screen
            source = () if at else self._source_notice()
            sofar = [
                f"{value}  {one.text}"
                for value, one in zip(values[at - on_screen :], self.items[at - on_screen :], strict=False)
            ]
            answered = (OwnWords("\n".join(sofar)),) if sofar else ()
            return ScaleQuestion(
                # The statement is last: in a small window the end of a question stands beside its answer.
                body=(
                    *self.body(),
                    *source,
                    *answered,
                    MarkdownBlock(f"{at + 1} of {len(self.items)}: **{item.text}**"),
                ),
                low=item.low,
                high=item.high,
                low_label=self.low_label,
                high_label=self.high_label,
            )
        return self._result_message(values, history) if at == len(self.items) else None

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return the number of each item, and the scores as readings."""
        readings = self._readings(values)
        if not readings:
            return ActivityResult("", tuple(values))
        score, *parts = readings
        lines = [_on_scale(score)]
        lines += [f"{self._part_name(part)}: {format_reading(part)}" for part in parts]
        return ActivityResult("\n".join(lines), tuple(values), (score, *parts))

    def _source_notice(self) -> tuple[Block, ...]:
        return (Aside(self.license, "License"),) if self.license else ()

    def _result_message(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Message | None:
        readings = self._readings(values)
        if not readings:
            return None
        now, *parts = readings
        notes = (*self._draw_parts(parts), Aside(_NO_LABEL), *suggest_help(now, self.kinder))
        earlier = history.readings(self.measure, self.id)
        return Message(body=(*draw_score(now, earlier, self.kinder), *notes))

    def _draw_parts(self, parts: Sequence[Reading]) -> tuple[Drawing, ...]:
        bars = [(self._part_name(part), part) for part in parts]
        says = ", ".join(f"{name}: {format_reading(part)}" for name, part in bars)
        return (
            (draw_readings(bars, f"In parts, of which each says less than the whole: {says}."),)
            if bars
            else ()
        )

    def _part_name(self, part: Reading) -> str:
        return part.name.removeprefix(f"{self.measure}: ")

    def _readings(self, values: Sequence[AnswerValue]) -> list[Reading]:
        """Return the score, and that of each subscale; nothing where an item has no number."""
        scales = {self.measure: (self.scale, list(values))}
        scales |= {f"{self.measure}: {name}": part for name, part in self.scale.subscales(values).items()}
        readings = []
        for name, (scale, numbers) in scales.items():
            score = scale.score(numbers)
            if score is None:
                return []
            readings.append(Reading(name, round(score, 3), scale.range.low, scale.range.high))
        return readings


def _on_scale(reading: Reading) -> str:
    return f"{format_reading(reading)} on a scale from {reading.low:g} to {reading.high:g}"


_NO_LABEL = "This is a check-up, not a test. There is no score that you ought to have."
