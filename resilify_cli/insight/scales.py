"""The scales of a drawn line: days from left to right, numbers from the bottom up, and their labels."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# How much room a day's label needs, in pixels.
_LABEL_ROOM = 90
_STEPS_IN_DAYS = (1, 2, 7, 14)
_STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_MOST_NUMBERS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """What leather asks of a scale. Unlike leather's own, it ends where the numbers end.

    `labels` are the words to write beside some values.
    """

    low: float
    high: float
    labels: dict[float, str]

    def contains(self, value: float) -> bool:
        """Whether a value is on it."""
        return self.low <= value <= self.high

    def project(self, value: float, begin: float, end: float) -> float:
        """Return where a value lies between two places."""
        return begin + (end - begin) * (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Return the values that have a label."""
        return list(self.labels)

    def format_tick(self, value: float, index: int, count: int) -> str:
        """Return the label of a value."""
        return self.labels[value]


def numbers_scale(values: Sequence[float]) -> Scale:
    """Return the scale from the least of the values to the greatest, labeled in even steps."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    steps = next(
        (n for n in (high - low, 5, 4, 3, 2) if n <= _MOST_NUMBERS and ((high - low) / n).is_integer()), 2
    )
    steps = max(1, int(steps))
    marks = [low + (high - low) * step / steps for step in range(steps + 1)]
    return Scale(low, high, {value: f"{value:.4g}" for value in marks})


def days_scale(days: Sequence[float], width: int) -> Scale:
    """Return the scale over these days, as ordinals, with as many labels as `width` pixels have room for."""
    low, high = min(days), max(days)
    if low == high:
        low, high = low - 1, high + 1
    first, last = date.fromordinal(int(low)), date.fromordinal(int(high))
    most = max(2, width // _LABEL_ROOM)
    for step in _STEPS_IN_DAYS:
        if (last - first).days // step < most:
            dated = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
            return Scale(low, high, {float(day.toordinal()): _day(day) for day in dated})
    for step in _STEPS_IN_MONTHS:
        dated = list(_months(first, last, step))
        if len(dated) <= most:
            break
    # Only centuries have more.
    dated = dated[:: -(-len(dated) // most)]
    return Scale(low, high, {float(day.toordinal()): _month(day, step) for day in dated})


def _months(first: date, last: date, step: int) -> Iterator[date]:
    """Yield every so many months' first day, counted from the year 0 so that years begin with January."""
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(month // 12, month % 12 + 1, 1)
        if month % step == 0 and first <= day <= last:
            yield day


def _day(day: date) -> str:
    return f"{day.day} {month_abbr[day.month]}"


def _month(day: date, step: int) -> str:
    return str(day.year) if step >= 12 else f"{month_abbr[day.month]} {day.year}"
