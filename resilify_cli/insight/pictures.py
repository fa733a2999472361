"""Pictures of a person's data, as data: what is drawn, and the sentence that says the same.

Whoever shows a picture draws it from its numbers, or tells `says` alone; nothing is in the drawing that
is not in the words or in the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Point:
    """A number on a day; `days` is how many days stand behind it, where it is a mean of days."""

    day: date
    value: float
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day, such as the end of a session.

    `sign` is short enough to stand under a drawing, such as the session's number.
    """

    day: date
    label: str
    sign: str = "▴"


@dataclass(frozen=True, slots=True)
class Line:
    """A number over time, on a scale from `low` to `high`; `key` is its stable name in JSON."""

    key: str
    title: str
    says: str
    points: tuple[Point, ...]
    low: float
    high: float
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `note` says what stands behind it, such as "12 days".

    `days` is their number, where the value is a mean of days.
    """

    label: str
    value: float
    note: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Numbers side by side, each bar from `low`; `high` is the end of the scale."""

    key: str
    title: str
    says: str
    bars: tuple[Bar, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Remark:
    """Words without a picture: a count, or that there is too little to say yet."""

    key: str
    title: str
    says: str


Picture = Line | Bars | Remark
