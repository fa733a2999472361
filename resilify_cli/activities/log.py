"""`log`: a small record that is filled many times over days, such as a sleep diary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.field_parts import FieldParts
from resilify_cli.activities.formula import FORM, Formula, FormulaError, parse_formula
from resilify_cli.activities.ids import suggest
from resilify_cli.activities.questions import AnswerValue, Message, OwnWords, Question
from resilify_cli.activities.typed_fields import (
    TypedField,
    ask_next_field,
    read_fields,
    row_lines,
)

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.directive import Directive
    from resilify_cli.activities.quantities import Quantity


@dataclass(frozen=True, kw_only=True)
class Log(FieldParts, Activity):
    """Asks for each field of one row; further rows are filled outside of the session, by its name.

    `by` is the id of the field that its rows are shown by, empty where that is the day. `sums` are worked out
    for each row, from its fields and from the sums before.
    """

    kind = "log"
    options = frozenset({"name", "by", "sum"})
    repeatable_options = frozenset({"sum"})
    has_labelled_parts = True
    keeps_partial = True
    default_minutes = 2

    fields: tuple[TypedField, ...]
    log_name: str
    by: str
    sums: tuple[Formula, ...]

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the fields, and what is worked out of them."""
        fields = read_fields(directive)
        if not fields:
            directive.problems.add(
                directive.line, "a log needs a field", "list each as - Label: question {#id}"
            )
        known = [field.id for field in fields]
        by = directive.text("by")
        if by and by != "day" and by not in known:
            line = directive.options["by"].line
            directive.problems.add(line, f":by: names no field {by[:40]!r}", suggest(by, [*known, "day"]))
        return {
            "fields": fields,
            "log_name": directive.text("name"),
            "by": by if by in known else "",
            "sums": _read_sums(directive, known),
        }

    @property
    def name(self) -> str:
        """The name that it is filled by: its own, or that of any activity."""
        return self.log_name or super().name

    @property
    def question_count(self) -> int:
        """Its fields."""
        return len(self.fields)

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask the next field, and tell what was worked out at the end."""
        if len(values) < len(self.fields):
            return ask_next_field(self.fields, values, self.body())
        sums = self._sum_lines(values)
        if len(values) == len(self.fields) and sums:
            return Message(body=(OwnWords("\n".join(sums), "This comes of it"),))
        return None

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult | None:
        """Keep the answered fields and the sums as lines; a row with nothing in it is not kept."""
        lines = row_lines(self.fields, values)
        return ActivityResult("\n".join([*lines, *self._sum_lines(values)]), tuple(values)) if lines else None

    def sums_of(self, values: Sequence[AnswerValue]) -> tuple[tuple[str, Quantity], ...]:
        """Return the label and the result of each sum that can be worked out for a row."""
        row = {
            field.id: quantity
            for field, value in zip(self.fields, values, strict=False)
            if (quantity := field.quantity(value)) is not None
        }
        found = []
        for formula in self.sums:
            result = formula.result(row)
            if result is not None:
                row[formula.name] = result
                found.append((formula.name.replace("-", " ").capitalize(), result))
        return tuple(found)

    def group_of(self, values: Sequence[AnswerValue]) -> str:
        """Return a row's value in the field that rows are shown by; empty where it has none."""
        pairs = zip(self.fields, values, strict=False)
        return next((field.shown(value) for field, value in pairs if field.id == self.by), "")

    def _sum_lines(self, values: Sequence[AnswerValue]) -> list[str]:
        return [f"{label}: {quantity}" for label, quantity in self.sums_of(values)]


def _read_sums(directive: Directive, fields: Sequence[str]) -> tuple[Formula, ...]:
    """Read each `:sum:`; it may use the fields, and the sums before it."""
    known = list(fields)
    sums = []
    for found in directive.all_of("sum"):
        try:
            formula = parse_formula(found.text)
        except FormulaError as error:
            directive.problems.add(found.line, f":sum: can't be worked out: {error}", f"write {FORM}")
            continue
        unknown = [name for name in formula.fields if name not in known]
        if formula.name in known:
            wrong = f"{formula.name[:40]!r} is a field or a sum already"
            directive.problems.add(found.line, wrong, "give the sum another name")
        elif unknown:
            wrong = f":sum: names no field {unknown[0][:40]!r}"
            directive.problems.add(found.line, wrong, suggest(unknown[0], known))
        else:
            known.append(formula.name)
            sums.append(formula)
    return tuple(sums)
