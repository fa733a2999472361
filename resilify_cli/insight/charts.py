"""Insights as data: line charts, bar charts and remarks, each with a sentence that says the same.

Whoever shows one draws it from its numbers, or shows its `description` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Point:
    """A number on a day.

    Attributes:
        day: the day; of a longer period, its first.
        value: the number.
        days: of how many days it is the mean, if it is one.
    """

    day: date
    value: float
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """Something that happened on a day, such as the end of a session.

    Attributes:
        day: the day.
        label: what happened.
        symbol: a short sign of it for a drawing, such as the session's number.
    """

    day: date
    label: str
    symbol: str = "▴"


@dataclass(frozen=True, slots=True)
class LineChart:
    """A number over time.

    Attributes:
        key: its stable name in JSON.
        title: its heading.
        description: the sentence that says what is drawn.
        points: the numbers, oldest first.
        low: the low end of the scale.
        high: the high end of the scale.
        markers: what happened meanwhile.
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
        label: what it stands for.
        value: its length, on the scale of the chart.
        note: what the value rests on, such as "12 days".
        days: of how many days it is the mean, if it is one.
    """

    label: str
    value: float
    note: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Numbers side by side.

    Attributes:
        key: its stable name in JSON.
        title: its heading.
        description: the sentence that says what is drawn.
        bars: the numbers, from top to bottom.
        low: where each bar begins.
        high: the end of the scale.
    """

    key: str
    title: str
    description: str
    bars: tuple[Bar, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence without a chart, such as that there is too little to say yet; see `LineChart`."""

    key: str
    title: str
    description: str


Insight = LineChart | BarChart | Remark
