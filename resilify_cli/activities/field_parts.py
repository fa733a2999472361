"""What the activity kinds with typed fields have in common: the parts of an answer, by the fields' ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from resilify_cli.activities.typed_fields import TypedField, named_values, shown_fields

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import NumberRange
    from resilify_cli.activities.questions import AnswerValue


class FieldParts:
    """The parts of an activity that asks for the fields of a row; a base class before `Activity`."""

    fields: tuple[TypedField, ...]

    def field_names(self) -> tuple[str, ...]:
        """Return the ids of its fields."""
        return tuple(field.id for field in self.fields)

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return the fields that were answered."""
        return named_values(self.fields, values)

    def shown_parts(self, values: Sequence[AnswerValue]) -> Mapping[str, str]:
        """Return the fields with the labels of choices and the units of numbers."""
        return shown_fields(self.fields, values)

    def range_of(self, name: str = "") -> NumberRange | None:
        """Return the range of numbers of a field."""
        return next((field.range for field in self.fields if field.id == name), None)

    def options_of(self, name: str = "") -> frozenset[str] | None:
        """Return the options of a field that is a choice without own words."""
        for field in self.fields:
            if field.id == name and field.options and not field.other:
                return frozenset(option.id for option in field.options)
        return None
