"""The numbers of logs over their rows and over time, such as how long somebody slept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from statistics import fmean
from typing import TYPE_CHECKING

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.log import Log
from resilify_cli.activities.quantities import Quantity, Unit
from resilify_cli.activities.typed_fields import FieldType, TypedField
from resilify_cli.insight.charts import DataTable, Insight, Remark, TableRow
from resilify_cli.insight.measures import readings_over_time, sessions_finished
from resilify_cli.insight.phrases import counted, day_name
from resilify_cli.store.series import AnswerValues, DaySpan, MeasureReading

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.insight.program_history import ProgramHistory
    from resilify_cli.store.store import Store

_MINUTES_AN_HOUR = 60
_WORDS = frozenset({FieldType.LINE, FieldType.LONG})
_IN_WORDS = "in words"
_MOST_ROWS = 31


@dataclass(frozen=True, slots=True)
class SumOverRows:
    """A sum of a log over several rows.

    Attributes:
        label: Its name.
        rows: In how many rows it could be worked out.
        mean: The mean of those.
        least: The least of them.
        most: The most of them.
    """

    label: str
    rows: int
    mean: Quantity
    least: Quantity
    most: Quantity

    @property
    def description(self) -> str:
        """The sentence that tells it."""
        if self.rows == 1:
            return f"{self.label}: {self.mean}, in one row."
        return f"{self.label}: {self.mean} on average of {self.rows} rows, from {self.least} to {self.most}."


def sums_over_rows(log: Log, rows: Iterable[Sequence[AnswerValue]]) -> list[SumOverRows]:
    """Return each sum of a log over some rows; a time of day has no mean and is left out.

    Args:
        log: The log.
        rows: The values of each row.
    """
    found: dict[str, list[Quantity]] = {}
    for values in rows:
        for label, quantity in log.sums_of(values):
            if quantity.unit is not Unit.TIME:
                found.setdefault(label, []).append(quantity)
    return [_over_rows(label, quantities) for label, quantities in found.items()]


def _over_rows(label: str, quantities: Sequence[Quantity]) -> SumOverRows:
    numbers = [quantity.value for quantity in quantities]
    unit = quantities[-1].unit
    mean, least, most = (Quantity(number, unit) for number in (fmean(numbers), min(numbers), max(numbers)))
    return SumOverRows(label, len(numbers), mean, least, most)


def log_tables(store: Store, history: ProgramHistory, span: DaySpan) -> Iterator[Insight]:
    """Yield what is in each log of a program by day: its numbers, times and choices, and its sums.

    Words are left out, and a log that is never shown by itself; of one with words alone the rows are counted.
    """
    activities = history.program.activities if history.program else {}
    for log in (one for _, one in activities.values() if isinstance(one, Log) and not one.private):
        rows = history.answers(store, span, log.id)
        if rows:
            yield _log_table(log, rows, history)


def _log_table(log: Log, rows: Sequence[AnswerValues], history: ProgramHistory) -> Insight:
    key, name = f"log:{history.slug}:{log.id}", f"{log.name[:1].upper()}{log.name[1:]}"
    title = f"{name}, by day ({history.title})"
    days = [rows[0].day, rows[-1].day]
    span = (
        f" of {day_name(days[0])}" if days[0] == days[1] else f", {day_name(days[0])} to {day_name(days[1])}"
    )
    said = [f"{counted(len(rows), 'row')}{span}."]
    newest = rows[-_MOST_ROWS:]
    if len(newest) < len(rows):
        said.append(f"The newest {len(newest)} are shown.")
    said += [one.description for one in sums_over_rows(log, [row.values for row in rows])]
    columns = [field.label for field in log.fields if field.type not in _WORDS]
    labels = list(dict.fromkeys(label for row in rows for label, _ in log.sums_of(row.values)))
    if not columns and not labels:
        return Remark(key, title, " ".join([*said, "It holds words alone."]))
    told = tuple(TableRow(row.day, _cells_of(log, row.values, labels)) for row in newest)
    return DataTable(key, title, " ".join(said), (*columns, *labels), told)


def _cells_of(log: Log, values: Sequence[AnswerValue], labels: Sequence[str]) -> tuple[str, ...]:
    """Return a row's fields that are no words, then its sums."""
    padded = [*values, *([None] * (len(log.fields) - len(values)))]
    fields = [
        _cell_text(field, value)
        for field, value in zip(log.fields, padded, strict=False)
        if field.type not in _WORDS
    ]
    sums = dict(log.sums_of(values))
    return (*fields, *(str(sums[label]) if label in sums else "" for label in labels))


def _cell_text(field: TypedField, value: AnswerValue) -> str:
    """Return the cell of a field; words in the place of a number or a choice are told as that alone."""
    if value in (None, "", []):
        return ""
    is_choice = value in {option.id for option in field.options}
    is_date = field.type is FieldType.DATE and _is_date(value)
    return field.shown(value) if is_choice or is_date or field.quantity(value) is not None else _IN_WORDS


def _is_date(value: AnswerValue) -> bool:
    try:
        return bool(date.fromisoformat(str(value).strip()))
    except ValueError:
        return False


def logs_over_time(store: Store, history: ProgramHistory, span: DaySpan) -> Iterator[Insight]:
    """Yield a line chart for each sum of each log in a program, and for each field that is a scale.

    A sum that is a time of day is left out, and a log that is never shown by itself.
    """
    activities = history.program.activities if history.program else {}
    logs = [one for _, one in activities.values() if isinstance(one, Log) and not one.private]
    markers = sessions_finished(store, history, span) if logs else ()
    for log in logs:
        for name, readings in _all_readings(log, history.answers(store, span, log.id)).items():
            key = f"log:{history.slug}:{log.id}:{name}"
            title = f"{log.name[:1].upper()}{log.name[1:]}: {name}"
            yield readings_over_time(key, title, history.title, readings, markers)


def _all_readings(log: Log, rows: Sequence[AnswerValues]) -> dict[str, list[MeasureReading]]:
    """Return the numbers of a log by their names, each with the scale that all of one name have."""
    found: dict[str, list[tuple[AnswerValues, Quantity]]] = {}
    for row in rows:
        for label, quantity in log.sums_of(row.values):
            if quantity.unit is not Unit.TIME:
                found.setdefault(label, []).append((row, quantity))
    told = {}
    for label, pairs in found.items():
        unit = pairs[-1][1].unit
        hours = unit is Unit.DURATION
        numbers = [quantity.value / (_MINUTES_AN_HOUR if hours else 1) for _, quantity in pairs]
        low, high = (0, 100) if unit is Unit.PERCENT else (floor(min(numbers)), ceil(max(numbers)))
        name = f"{label} (hours)" if hours else f"{label} (%)" if unit is Unit.PERCENT else label
        points = zip(pairs, numbers, strict=True)
        told[name] = [
            _make_reading(name, row, number, low, max(high, low + 1)) for (row, _), number in points
        ]
    return told | _scale_readings(log, rows)


def _scale_readings(log: Log, rows: Sequence[AnswerValues]) -> dict[str, list[MeasureReading]]:
    """Return the numbers of the fields that are scales."""
    told: dict[str, list[MeasureReading]] = {}
    for row in rows:
        for field, value in zip(log.fields, row.values, strict=False):
            ends = field.range
            if ends is not None and ends.whole and isinstance(value, int) and ends.low <= value <= ends.high:
                told.setdefault(field.label, []).append(
                    _make_reading(field.label, row, value, ends.low, ends.high)
                )
    return told


def _make_reading(name: str, row: AnswerValues, number: float, low: float, high: float) -> MeasureReading:
    return MeasureReading(row.day, Reading(name, max(low, min(high, number)), low, high))
