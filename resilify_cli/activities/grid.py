"""`grid`: named rows by columns, such as costs and gains, or areas of life now and wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.answer_history import AnswerHistory, NumberRange, Reading
from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.ids import slugify
from resilify_cli.activities.limits import MOST_ITEMS
from resilify_cli.activities.questions import (
    AnswerValue,
    Block,
    LineQuestion,
    MarkdownBlock,
    Message,
    OwnWords,
    Question,
    ScaleQuestion,
)
from resilify_cli.activities.reading_comparison import draw_readings

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive

_NUMBERED = re.compile(r"(?P<label>.*?)\s*\{0-(?P<top>10|100)\}\s*\Z")


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its label, and the greatest number that it takes, or 0 where it takes words."""

    label: str
    top: int = 0


@dataclass(frozen=True, kw_only=True)
class Grid(Activity):
    """Asks for each box, row by row; any box of words can stay empty.

    `draws` is whether the numbers are shown at the end.
    """

    kind = "grid"
    options = frozenset({"rows", "columns", "draw"})
    has_labelled_parts = True
    keeps_partial = True
    default_minutes = 5

    rows: tuple[str, ...]
    columns: tuple[GridColumn, ...]
    draws: bool

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read rows and columns, each parted by `|`."""
        super().read_own_fields(directive)
        rows = _split_labels(directive, "rows")
        columns = tuple(map(_parse_column, _split_labels(directive, "columns")))
        if len(rows) * len(columns) > MOST_ITEMS:
            directive.problems.add(
                directive.line, f"a grid has at most {MOST_ITEMS} boxes", "take fewer rows or columns"
            )
        return {"rows": rows, "columns": columns, "draws": directive.flag("draw")}

    @property
    def question_count(self) -> int:
        """Its cells."""
        return len(self.rows) * len(self.columns)

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask the next box, or show the numbers once all are filled."""
        if len(values) >= len(self.rows) * len(self.columns):
            drawn = self._draw(values) if self.draws else ()
            return (
                Message(body=drawn) if drawn and len(values) == len(self.rows) * len(self.columns) else None
            )
        row, at = divmod(len(values), len(self.columns))
        column = self.columns[at]
        known = self._row_text(row, values)
        body = (*(() if row else self.body()), *((OwnWords(known),) if known else ()))
        asked = MarkdownBlock(f"**{self.rows[row]}**: {column.label}")
        if column.top:
            return ScaleQuestion(body=(*body, asked), low=0, high=column.top)
        return LineQuestion(body=(*body, asked), hint=self.hint, optional=True)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Keep each row that has something in it as a line, its boxes by their columns."""
        rows = [(name, self._row_text(at, values)) for at, name in enumerate(self.rows)]
        return ActivityResult("\n".join(f"{name}: {text}" for name, text in rows if text), tuple(values))

    def field_names(self) -> tuple[str, ...]:
        """Return the names of the boxes: that of the row and that of the column."""
        return tuple(f"{slugify(row)}-{slugify(c.label)}" for row in self.rows for c in self.columns)

    def fields_of(self, values: Sequence[AnswerValue]) -> Mapping[str, AnswerValue]:
        """Return the boxes that are filled."""
        pairs = zip(self.field_names(), values, strict=False)
        return {name: value for name, value in pairs if value not in ("", None)}

    def range_of(self, name: str = "") -> NumberRange | None:
        """Return the scale of a box of numbers."""
        if name not in self.field_names():
            return None
        column = self.columns[self.field_names().index(name) % len(self.columns)]
        return NumberRange(0, column.top) if column.top else None

    def _row_text(self, row: int, values: Sequence[AnswerValue]) -> str:
        boxes = values[row * len(self.columns) : (row + 1) * len(self.columns)]
        pairs = zip(self.columns, boxes, strict=False)
        return "; ".join(f"{column.label}: {value}" for column, value in pairs if value not in ("", None))

    def _draw(self, values: Sequence[AnswerValue]) -> tuple[Block, ...]:
        readings = []
        for at, value in enumerate(values):
            row, column = divmod(at, len(self.columns))
            if self.columns[column].top and isinstance(value, int):
                label = f"{self.rows[row]}, {self.columns[column].label}"
                readings.append((label, Reading("", value, 0, self.columns[column].top)))
        says = "; ".join(f"{label}: {reading.value:g}" for label, reading in readings)
        return (draw_readings(readings, f"{says}."),) if readings else ()


def _split_labels(directive: Directive, option: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in directive.text(option).split("|") if part.strip())
    if not parts:
        directive.problems.add(directive.line, f"a grid needs :{option}:", f"write :{option}: one | another")
    if len({slugify(part) for part in parts}) < len(parts):
        directive.problems.add(
            directive.options[option].line, f"two of the {option} read the same", "give each its own words"
        )
    return parts


def _parse_column(text: str) -> GridColumn:
    found = _NUMBERED.match(text)
    return GridColumn(found["label"], int(found["top"])) if found else GridColumn(text)
