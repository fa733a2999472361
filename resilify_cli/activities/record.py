"""`record`: a small table, filled row by row and field by field, such as a thought record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.answer_history import AnswerHistory, Reading
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.field_parts import FieldParts
from resilify_cli.activities.ids import suggest
from resilify_cli.activities.limits import MOST_ROWS
from resilify_cli.activities.questions import (
    AnswerValue,
    Block,
    ChoiceOption,
    Drawing,
    MarkdownBlock,
    Message,
    OwnWords,
    Question,
    SingleChoice,
)
from resilify_cli.activities.reading_comparison import draw_readings
from resilify_cli.activities.typed_fields import (
    TypedField,
    ask_next_field,
    named_values,
    read_fields,
    row_lines,
    shown_fields,
)

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive


@dataclass(frozen=True, kw_only=True)
class Record(FieldParts, Activity):
    """Asks for each field of a row, then whether to add another, up to `rows`.

    The fields that are answered stay in sight while later ones are asked. `before` and `after` name two
    numbers that are shown side by side once a row is filled.
    """

    kind = "record"
    options = frozenset({"rows", "row", "before", "after"})
    has_labelled_parts = True
    keeps_partial = True
    default_minutes = 5

    fields: tuple[TypedField, ...]
    rows: int
    row: str
    before: str
    after: str

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the fields."""
        fields = read_fields(directive)
        if not fields:
            directive.problems.add(
                directive.line, "a record needs a field", "list each as - Label: question {#id}"
            )
        before, after = _read_change(directive, fields)
        return {
            "fields": fields,
            "rows": directive.integer("rows", 1, 1, MOST_ROWS),
            "row": directive.text("row", "row"),
            "before": before,
            "after": after,
        }

    @property
    def question_count(self) -> int:
        """Its fields, and whether to fill another row."""
        return len(self.fields) + (self.rows > 1)

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask the next field, or whether to go on with another row, or show the change at the end."""
        step = len(self.fields) + 1
        row, at = divmod(len(values), step)
        ended = row > 0 and at == 0 and values[-1] != "yes"
        filled = values[(row - ended) * step :]
        if ended:
            return None
        if at < len(self.fields):
            place = f" ({self.row} {row + 1})" if self.rows > 1 else ""
            return ask_next_field(self.fields, filled, self.body(), place)
        if row + 1 < self.rows:
            return self._another_question(self._change_drawing(filled))
        change = self._change_drawing(filled)
        if not change:
            return None
        return Message(body=(OwnWords("\n".join(row_lines(self.fields, filled)), "You wrote"), *change))

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep each row as lines of "Label: answer"; what was left empty is left out."""
        rows = [row_lines(self.fields, row) for row in self._split_rows(values)]
        return ActivityResult("\n\n".join("\n".join(lines) for lines in rows if lines), tuple(values))

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return the fields of the last row that was filled."""
        rows = [row for row in self._split_rows(values) if row_lines(self.fields, row)]
        return named_values(self.fields, rows[-1]) if rows else {}

    def shown_parts(self, values: Sequence[AnswerValue]) -> Mapping[str, str]:
        """Return the fields with the labels of choices and the units of numbers."""
        rows = [row for row in self._split_rows(values) if row_lines(self.fields, row)]
        return shown_fields(self.fields, rows[-1]) if rows else {}

    def _split_rows(self, values: Sequence[AnswerValue]) -> list[Sequence[AnswerValue]]:
        step = len(self.fields) + 1
        return [values[start : start + len(self.fields)] for start in range(0, len(values), step)]

    def _change_drawing(self, filled: Sequence[AnswerValue]) -> tuple[Drawing, ...]:
        """Return the two numbers of a row that are to be compared, drawn; nothing where one is missing."""
        numbers = named_values(self.fields, filled)
        readings = []
        for label, name in (("before", self.before), ("after", self.after)):
            ends, number = self.range_of(name), numbers.get(name)
            if ends is None or not isinstance(number, int | float):
                return ()
            readings.append((label, Reading(name, number, ends.low, ends.high)))
        (_, before), (_, after) = readings
        says = f"From {before.value:g} to {after.value:g}."
        return (draw_readings(readings, says),)

    def _another_question(self, change: tuple[Block, ...]) -> SingleChoice:
        options = (ChoiceOption("no", "No, that is enough"), ChoiceOption("yes", f"Yes, another {self.row}"))
        asked = MarkdownBlock(f"Would you like to add another {self.row}?")
        return SingleChoice(body=(*change, asked), options=options)


def _read_change(directive: Directive, fields: Sequence[TypedField]) -> tuple[str, str]:
    """Read which two fields are compared, or two empty texts."""
    names = directive.text("before"), directive.text("after")
    if names == ("", ""):
        return names
    ranges = {field.id for field in fields if field.range}
    for option, name in zip(("before", "after"), names, strict=True):
        if name not in ranges:
            found = directive.options.get(option)
            directive.problems.add(
                found.line if found else directive.line,
                f":{option}: names no field with a range of numbers",
                suggest(name, ranges),
            )
            return "", ""
    return names
