"""Insights as data: line charts, bar charts, tables and remarks, each with a sentence that says the same.

Whoever shows one draws it from its numbers, or shows its `description` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Point:
    """A number on a day.

    Attributes:
        day: The day; of a longer period, its first.
        value: The number.
        days: Of how many days it is the mean, if it is one.
    """

    day: date
    value: float
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """Something that happened on a day, such as the end of a session.

    Attributes:
        day: The day.
        label: What happened.
        symbol: A short sign of it for a drawing, such as the session's number.
    """

    day: date
    label: str
    symbol: str = "▴"


@dataclass(frozen=True, slots=True)
class LineChart:
    """A number over time.

    Attributes:
        key: Its stable name in JSON.
        title: Its heading.
        description: The sentence that says what is drawn.
        points: The numbers, oldest first.
        low: The low end of the scale.
        high: The high end of the scale.
        markers: What happened meanwhile.
    """

    key: str
    title: str
    description: str
    points: tuple[Point, ...]
    low: float
    high: float
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        label: What it stands for.
        value: Its length, on the scale of the chart.
        note: What the value rests on, such as "12 days".
        days: Of how many days it is the mean, if it is one.
    """

    label: str
    value: float
    note: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Numbers side by side.

    Attributes:
        key: Its stable name in JSON.
        title: Its heading.
        description: The sentence that says what is drawn.
        bars: The numbers, from top to bottom.
        low: Where each bar begins.
        high: The end of the scale.
    """

    key: str
    title: str
    description: str
    bars: tuple[Bar, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class MoodCalendar:
    """The mood of each day of a year; see `LineChart`.

    Attributes:
        key: Its stable name in JSON.
        title: Its heading.
        description: The sentence that says what is drawn.
        points: The mood of each day that has one, oldest first.
        first: The first day, a Monday.
        last: The last day.
    """

    key: str
    title: str
    description: str
    points: tuple[Point, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence without a chart, such as that there is too little to say yet; see `LineChart`."""

    key: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its day, and a cell for each column, empty where there is nothing."""

    day: date
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows by day; see `LineChart`.

    Attributes:
        key: Its stable name in JSON.
        title: Its heading.
        description: The sentence that says what is in it.
        columns: The headings of the cells behind the day.
        rows: The rows, oldest first.
    """

    key: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


Insight = LineChart | BarChart | MoodCalendar | DataTable | Remark
