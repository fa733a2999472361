"""`record`: a small table that is filled row by row, such as a log or a thought record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resilify_cli.activities.answer_history import AnswerHistory
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.directive import Directive, ListItem
from resilify_cli.activities.limits import MOST_ROWS
from resilify_cli.activities.questions import (
    AnswerValue,
    ChoiceOption,
    LineQuestion,
    MarkdownBlock,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)

_SCALES = {"0-10": 10, "0-100": 100}
_SHAPES = frozenset({*_SCALES, "long"})


@dataclass(frozen=True, slots=True)
class RecordField:
    """One column of a record.

    Attributes:
        id: Its id.
        label: Its label.
        question: What it asks.
        top: The highest number if it is a scale from 0, else None.
        long: Whether it asks for several lines instead of one.
    """

    id: str
    label: str
    question: str
    top: int | None
    long: bool


@dataclass(frozen=True, kw_only=True)
class Record(Activity):
    """Asks for each field of a row, then whether to add another row, up to `rows`; `row` is its name."""

    kind = "record"
    options = frozenset({"rows", "row"})
    keeps_partial = True
    default_minutes = 5

    fields: tuple[RecordField, ...]
    rows: int
    row: str

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the fields."""
        fields = tuple(_field(directive, item) for item in directive.items())
        if not fields:
            directive.problems.add(
                directive.line, "a record needs a field", "list each as - Label: question {#id}"
            )
        return {
            "fields": fields,
            "rows": directive.integer("rows", 1, 1, MOST_ROWS),
            "row": directive.text("row", "row"),
        }

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Return the question for the next field, or whether to add another row."""
        row, at = divmod(len(values), len(self.fields) + 1)
        if row and at == 0 and values[-1] != "yes":
            return None
        if at < len(self.fields):
            return self._ask(self.fields[at], row)
        return self._another() if row + 1 < self.rows else None

    def _ask(self, field: RecordField, row: int) -> Question:
        place = f" ({self.row} {row + 1})" if self.rows > 1 else ""
        body = (*self.body(), MarkdownBlock(f"**{field.label}**{place}: {field.question}"))
        if field.top is not None:
            return ScaleQuestion(body=body, low=0, high=field.top)
        if field.long:
            return TextQuestion(body=body, optional=True)
        return LineQuestion(body=body, optional=True)

    def _another(self) -> SingleChoice:
        options = (ChoiceOption("no", "No, that is enough"), ChoiceOption("yes", f"Yes, another {self.row}"))
        return SingleChoice(
            body=(MarkdownBlock(f"Would you like to add another {self.row}?"),), options=options
        )

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return each row as lines of "Label: answer", without empty answers."""
        step = len(self.fields) + 1
        rows = []
        for start in range(0, len(values), step):
            row = zip(self.fields, values[start : start + step], strict=False)
            lines = [f"{field.label}: {value}" for field, value in row if value not in ("", None)]
            rows.append("\n".join(lines))
        return ActivityResult("\n\n".join(row for row in rows if row), tuple(values))


def _field(directive: Directive, item: ListItem) -> RecordField:
    label, colon, question = item.text.partition(":")
    if not colon or not question.strip():
        directive.problems.add(item.line, f"{item.text[:40]!r} asks nothing", "write - Label: question {#id}")
    if unknown := item.classes - _SHAPES:
        directive.problems.add(
            item.line, f"a field can't be .{min(unknown)[:40]}", "write .0-10, .0-100, .long or nothing"
        )
    top = next((_SCALES[name] for name in sorted(item.classes & _SCALES.keys())), None)
    return RecordField(item.id, label.strip(), question.strip(), top, "long" in item.classes)
