"""Makes up an answer to any question, for trial walks and previews."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import (
    AnswerValue,
    LineQuestion,
    MultipleChoice,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.activities.typed_fields import FieldType, TypedField

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity

_WORDS = "a few words"
_TYPED = {
    FieldType.TIME: "22:30",
    FieldType.DURATION: "20 min",
    FieldType.DATE: "2026-11-03",
}


def sample_answer(question: Question, field: TypedField | None = None) -> AnswerValue:
    """Return an answer that fits the question: what it offers already, its example, or the first option.

    Args:
        question: The question.
        field: The field that it asks for, if it is one with a type.
    """
    match question:
        case TextQuestion() | LineQuestion():
            return question.default or _sample_of_field(field) or _first_example(question.hint) or _WORDS
        case ScaleQuestion(low=low, high=high):
            return question.default if question.default is not None else (low + high) // 2
        case SingleChoice():
            return question.default or (question.options[0].id if question.options else _WORDS)
        case MultipleChoice():
            return list(question.default) or [option.id for option in question.options[:1]]
        case _:
            return None


def possible_values(question: Question) -> Iterator[AnswerValue]:
    """Yield a few values that fit the question, each unlike the others."""
    match question:
        case TextQuestion() | LineQuestion():
            yield from ("17", "18")
        case ScaleQuestion(low=low, high=high):
            yield from (low, high)
        case SingleChoice(options=options):
            yield from (option.id for option in options)
        case MultipleChoice(options=options):
            yield from ([option.id] for option in options)
        case _:
            yield None


def part_name(activity: Activity, values: list[AnswerValue], question: Question) -> str:
    """Return the name of the part of an answer that a question asks for; an empty text if it has none.

    Args:
        activity: The activity that asks.
        values: The values of the parts answered so far.
        question: Its next question.
    """
    before = activity.fields_of(values)
    for value in possible_values(question):
        after = activity.fields_of([*values, value])
        changed = [name for name, now in after.items() if now != before.get(name)]
        if changed:
            return changed[0]
    return ""


def field_named(activity: Activity, name: str) -> TypedField | None:
    """Return the typed field of an activity by its id; None where it has none of that name."""
    fields = getattr(activity, "fields", ())
    return next((field for field in fields if isinstance(field, TypedField) and field.id == name), None)


def _sample_of_field(field: TypedField | None) -> str:
    if field is None:
        return ""
    if field.type is FieldType.NUMBER:
        return f"{field.low if field.low is not None else 1:g}"
    return _TYPED.get(field.type, "")


def _first_example(hint: str) -> str:
    return hint.removeprefix("e.g.").strip()
