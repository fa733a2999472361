"""Hands out one given answer part by part, and knows what of it was never asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.questions import (
    AnswerValue,
    LineQuestion,
    MultipleChoice,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)

if TYPE_CHECKING:
    from resilify_cli.authoring.given_answers import GivenAnswer

# Stands for "nothing is given for this question".
MISSING = object()


@dataclass(slots=True)
class GivenParts:
    """The parts of one given answer that were not handed out yet.

    Attributes:
        rows: The named parts, a row after the other; one row for an answer of parts by name.
        ordered: The parts in the order that they are asked in, where they are not named.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    ordered: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, given: GivenAnswer) -> GivenParts:
        """Take an answer apart."""
        if isinstance(given, dict):
            return cls(rows=[dict(given)])
        rows = [dict(row) for row in given if isinstance(row, dict)] if isinstance(given, list) else []
        if isinstance(given, list) and rows and len(rows) == len(given):
            return cls(rows=rows)
        return cls(ordered=list(given) if isinstance(given, list) else [given])

    def take(self, name: str, question: Question, index: int) -> Any:
        """Return the given answer to a question, or `MISSING`.

        Args:
            name: The name of the part that it asks for; its first or last word will do.
            question: The question.
            index: How many questions were asked before it.
        """
        if self.rows:
            return self._pop_named(name, question)
        if isinstance(question, MultipleChoice) and index == 0 and not _holds_lists(self.ordered):
            # A list of options is the whole answer to a question of that kind.
            whole, self.ordered = self.ordered, []
            return whole
        return self.ordered.pop(0) if self.ordered else MISSING

    def left_over(self) -> list[str]:
        """Return the given answers that nothing asked for."""
        named = [name for row in self.rows for name, value in row.items() if value != []]
        return [*named, *(str(one)[:40] for one in self.ordered)]

    def _pop_named(self, name: str, question: Question) -> Any:
        row = self.rows[0]
        words = name.split("-")
        key = next((one for one in (name, words[0], words[-1]) if one and one in row), None)
        if key is not None:
            return self._pop_key(row, key, question)
        if (
            not name
            and isinstance(question, SingleChoice)
            and {o.id for o in question.options} == {"no", "yes"}
        ):
            # Whether to add another row.
            if len(self.rows) > 1 and not row:
                self.rows.pop(0)
                return "yes"
            return "no"
        return MISSING

    def _pop_key(self, row: dict[str, Any], key: str, question: Question) -> Any:
        value = row[key]
        if not isinstance(value, list):
            return row.pop(key)
        if isinstance(question, MultipleChoice):
            offered = {word for option in question.options for word in (option.id, option.label)}
            row[key] = [one for one in value if one not in offered]
            return [one for one in value if one in offered]
        if not value:
            # The list has come to its end.
            return ""
        return value.pop(0)


def _holds_lists(values: list[Any]) -> bool:
    return any(isinstance(one, list) for one in values)


def fitted(question: Question, given: Any) -> AnswerValue:
    """Return a given value as the question takes it; an option may be named by its label.

    Raises:
        ValueError: It does not fit; the error says what would.
    """
    match question:
        case TextQuestion() | LineQuestion():
            if not isinstance(given, str | int | float):
                raise ValueError("it takes words")
            if isinstance(question, LineQuestion) and question.format:
                problem = question.format.problem(str(given))
                if problem:
                    raise ValueError(f"{problem[:1].lower()}{problem[1:]}".rstrip("."))
            return str(given)
        case ScaleQuestion(low=low, high=high):
            # In this order: neither inf nor nan has a whole part.
            if isinstance(given, int | float) and low <= given <= high and given == int(given):
                return int(given)
            raise ValueError(f"it takes a whole number from {low} to {high}")
        case SingleChoice():
            return _find_option(question, given)
        case MultipleChoice():
            chosen = given if isinstance(given, list) else [given]
            return [_find_option(question, one) for one in chosen]
        case _:
            return None


def _find_option(question: SingleChoice | MultipleChoice, given: Any) -> str:
    for option in question.options:
        if str(given) in (option.id, option.label):
            return option.id
    if question.other and isinstance(given, str):
        return given
    raise ValueError(f"it takes one of {', '.join(option.id for option in question.options if option.id)}")
