"""The fields of a record, a log or a grid: what each asks, and what its answer counts as.

An author writes one as `- Label: question {#id .class key="value"}`; the class says its type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from resilify_cli.activities.answer_history import NumberRange
from resilify_cli.activities.base import Activity
from resilify_cli.activities.ids import suggest
from resilify_cli.activities.limits import LARGEST_NUMBER
from resilify_cli.activities.quantities import (
    LineFormat,
    Quantity,
    Unit,
    parse_duration,
    parse_number,
    parse_time,
    parse_yes_no,
)
from resilify_cli.activities.questions import (
    AnswerValue,
    Block,
    ChoiceOption,
    LineQuestion,
    MarkdownBlock,
    OwnWords,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive, ListItem


class FieldType(Enum):
    """What a field takes; its value is the class that an author writes."""

    LINE = "line"
    LONG = "long"
    SCALE_10 = "0-10"
    SCALE_100 = "0-100"
    NUMBER = "number"
    TIME = "time"
    DURATION = "duration"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"


_TOPS = {FieldType.SCALE_10: 10, FieldType.SCALE_100: 100}
_HINTS = {
    FieldType.TIME: "e.g. 23:40",
    FieldType.DURATION: "e.g. 1 h 20, or 15 min",
    FieldType.DATE: "e.g. 2026-11-03",
}
_CLASSES = {kind.value: kind for kind in FieldType}
# Which attributes a type takes beside its class.
_ATTRIBUTES = {
    FieldType.NUMBER: frozenset({"unit", "min", "max", "hint"}),
    FieldType.CHOICE: frozenset({"options", "other"}),
    FieldType.YES_NO: frozenset[str](),
    FieldType.SCALE_10: frozenset({"low", "high"}),
    FieldType.SCALE_100: frozenset({"low", "high"}),
}
_UNITS = {
    FieldType.NUMBER: Unit.NUMBER,
    FieldType.TIME: Unit.TIME,
    FieldType.DURATION: Unit.DURATION,
    FieldType.DATE: Unit.DATE,
}
_EMPTY = ChoiceOption("", "Leave it empty")


@dataclass(frozen=True, slots=True)
class TypedField:
    """One field. `unit` is what a number counts; `options` are the ids and labels of a choice."""

    id: str
    label: str
    question: str
    type: FieldType = FieldType.LINE
    unit: str = ""
    hint: str = ""
    options: tuple[ChoiceOption, ...] = ()
    other: bool = False
    low_label: str = ""
    high_label: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def range(self) -> NumberRange | None:
        """The numbers that it can be, or None where it is no number, or any."""
        top = _TOPS.get(self.type)
        if top is not None:
            return NumberRange(0, top)
        if self.low is None or self.high is None:
            return None
        return NumberRange(self.low, self.high, whole=False)

    def ask(self, body: tuple[Block, ...]) -> Question:
        """Return its question, below the blocks of `body`. All but a scale can be left empty."""
        if self.type in _TOPS:
            return ScaleQuestion(
                body=body, low=0, high=_TOPS[self.type], low_label=self.low_label, high_label=self.high_label
            )
        if self.type is FieldType.LONG:
            return TextQuestion(body=body, hint=self.hint, optional=True)
        if self.type in (FieldType.CHOICE, FieldType.YES_NO):
            return SingleChoice(body=body, options=(*self.options, _EMPTY), other=self.other)
        hint = self.hint or _HINTS.get(self.type, f"a number of {self.unit}" if self.unit else "")
        return LineQuestion(body=body, hint=hint, optional=True, format=self._line_format())

    def _line_format(self) -> LineFormat | None:
        """Return what a line of this field should read as; None where any words will do."""
        unit = _UNITS.get(self.type)
        return LineFormat(unit, self.low, self.high, self.unit) if unit else None

    def quantity(self, value: AnswerValue) -> Quantity | None:
        """Return an answer as a quantity, or None where it is none."""
        if isinstance(value, int | float):
            return Quantity(value, Unit.NUMBER)
        if not isinstance(value, str):
            return None
        if self.type is FieldType.TIME:
            minutes = parse_time(value)
            return None if minutes is None else Quantity(minutes, Unit.TIME)
        if self.type is FieldType.DURATION:
            duration = parse_duration(value)
            return None if duration is None else Quantity(duration, Unit.DURATION)
        if self.type is FieldType.YES_NO:
            says = parse_yes_no(value)
            return None if says is None else Quantity(int(says), Unit.NUMBER)
        number = parse_number(value, self.unit) if self.type is FieldType.NUMBER else None
        return None if number is None else Quantity(number, Unit.NUMBER)

    def shown(self, value: AnswerValue) -> str:
        """Return an answer as it is shown: a choice by its label, a number with its unit."""
        if isinstance(value, list) or value is None:
            return ", ".join(value or ())
        text = next((option.label for option in self.options if option.id == value), str(value))
        if self.type is FieldType.NUMBER and self.unit and parse_number(text) is not None:
            return f"{text.strip()} {self.unit}"
        return text


def shown_fields(fields: Sequence[TypedField], values: Sequence[AnswerValue]) -> Mapping[str, str]:
    """Return the fields that have a value, as they are shown."""
    pairs = zip(fields, values, strict=False)
    return {field.id: field.shown(value) for field, value in pairs if value not in ("", None)}


def read_fields(directive: Directive) -> tuple[TypedField, ...]:
    """Read the list of a directive as fields, noting what is wrong in its problems."""
    return tuple(read_field(directive, item) for item in directive.items())


def read_field(directive: Directive, item: ListItem) -> TypedField:
    """Read one list item as a field, noting what is wrong in the problems of its directive."""
    label, colon, question = item.text.partition(":")
    if not colon or not question.strip():
        directive.problems.add(item.line, f"{item.text[:40]!r} asks nothing", "write - Label: question {#id}")
    types = [_CLASSES[name] for name in sorted(item.classes) if name in _CLASSES]
    for name in sorted(item.classes - _CLASSES.keys()):
        directive.problems.add(item.line, f"a field can't be .{name[:40]}", suggest(name, _CLASSES))
    if len(types) > 1:
        directive.problems.add(item.line, "a field has one type", f"keep .{types[0].value} alone")
    kind = types[0] if types else FieldType.LINE
    known = _ATTRIBUTES.get(kind, frozenset({"hint"}))
    for name in sorted(item.attributes.keys() - known):
        directive.problems.add(
            item.line, f"a field that is .{kind.value} has no {name[:40]}=", suggest(name, known)
        )
    return TypedField(
        item.id,
        label.strip(),
        question.strip(),
        kind,
        unit=item.attributes.get("unit", ""),
        hint=item.attributes.get("hint", ""),
        options=_read_options(directive, item, kind),
        other=item.attributes.get("other", "no").lower() in ("yes", "true"),
        low_label=item.attributes.get("low", ""),
        high_label=item.attributes.get("high", ""),
        low=_read_end(directive, item, "min"),
        high=_read_end(directive, item, "max"),
    )


def row_lines(fields: Sequence[TypedField], values: Sequence[AnswerValue]) -> list[str]:
    """Return the answered fields of a row as lines of "Label: answer"."""
    pairs = zip(fields, values, strict=False)
    return [f"{field.label}: {field.shown(value)}" for field, value in pairs if value not in ("", None)]


def ask_next_field(
    fields: Sequence[TypedField], values: Sequence[AnswerValue], body: tuple[Block, ...], place: str = ""
) -> Question:
    """Return the question for the field after those answered, with what was answered in sight.

    Args:
        fields: The fields of the row.
        values: The values of those answered so far.
        body: What stands above the first question, and above those on the same screen.
        place: What stands behind the label, such as which row it is.
    """
    field = fields[len(values)]
    known = row_lines(fields, values)
    sofar = (OwnWords("\n".join(known), "So far"),) if known else ()
    above = body if len(values) < Activity.questions_per_screen else ()
    return field.ask((*above, *sofar, MarkdownBlock(f"**{field.label}**{place}: {field.question}")))


def named_values(fields: Sequence[TypedField], values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
    """Return the answered fields of a row by their ids; numbers that were typed as numbers."""
    found: dict[str, AnswerValue] = {}
    for field, value in zip(fields, values, strict=False):
        if value in ("", None):
            continue
        quantity = field.quantity(value) if field.type is FieldType.NUMBER else None
        found[field.id] = quantity.value if quantity else value
    return found


def _read_options(directive: Directive, item: ListItem, kind: FieldType) -> tuple[ChoiceOption, ...]:
    from resilify_cli.activities.ids import slugify

    if kind is FieldType.YES_NO:
        return ChoiceOption("yes", "Yes"), ChoiceOption("no", "No")
    if kind is not FieldType.CHOICE:
        return ()
    labels = [label.strip() for label in item.attributes.get("options", "").split("|") if label.strip()]
    if len(labels) < 2:
        directive.problems.add(
            item.line, "a choice needs two options or more", 'write options="one | another"'
        )
    if len({slugify(label) for label in labels}) < len(labels):
        directive.problems.add(
            item.line, "two options of this choice read the same", "give each its own words"
        )
    return tuple(ChoiceOption(slugify(label), label) for label in labels)


def _read_end(directive: Directive, item: ListItem, name: str) -> float | None:
    text = item.attributes.get(name)
    if text is None:
        return None
    number = parse_number(text)
    if number is None or abs(number) > LARGEST_NUMBER:
        directive.problems.add(
            item.line, f"{name}={text[:40]!r} is no number", f"write one up to {LARGEST_NUMBER}"
        )
        return None
    return number
