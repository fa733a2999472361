"""Mood over time, and by weekday.

A day's mood is the mean of its check-ins, and everything else the mean of days: three check-ins on one
hard day weigh no more than one on an easy day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import fmean

from resilify_cli.checkin.word_lists import MOODS
from resilify_cli.days import WEEKDAYS
from resilify_cli.insight.charts import Bar, BarChart, Insight, LineChart, Point
from resilify_cli.insight.periods import DAY, Period, choose_period
from resilify_cli.insight.phrases import counted, format_number, is_or_are, join_with_and, too_little_data

LOW, HIGH = min(MOODS), max(MOODS)
SCALE = f"from {LOW} ({MOODS[LOW]}) to {HIGH} ({MOODS[HIGH]})"
# Two points make a straight line, whatever happened between them.
FEWEST_POINTS = 3
# As many as two weeks have: each weekday could have come twice.
FEWEST_DAYS = 14
# A single Monday says nothing about Mondays.
FEWEST_OF_A_WEEKDAY = 2

_WEEKS, _BY_WEEKDAY = "Mood over time", "Mood by weekday"


def mood_over_time(moods: Mapping[int, float]) -> Insight:
    """Return a line chart of the mean mood of each day, week, month or quarter, whichever fits a screen.

    Args:
        moods: The mood of each day that has one, as `date.toordinal` counts, oldest first.
    """
    if len(moods) < FEWEST_POINTS:
        needed = f"a mood on at least {FEWEST_POINTS} days"
        return too_little_data("mood", _WEEKS, needed, is_or_are(len(moods), "day"))
    days = list(moods)
    period = choose_period(date.fromordinal(days[0]), date.fromordinal(days[-1]))
    points = tuple(_points_of(days, list(moods.values()), period))
    if len(points) < FEWEST_POINTS:
        needed = f"moods in at least {FEWEST_POINTS} {period.name}s"
        return too_little_data("mood", _WEEKS, needed, is_or_are(len(points), period.name))
    return LineChart(
        "mood", f"Mood, {period.name} by {period.name}", _describe(points, period), points, LOW, HIGH
    )


def _points_of(days: Sequence[int], moods: Sequence[float], period: Period) -> Iterator[Point]:
    """Yield a point for each period that has a day."""
    begin = 0
    while begin < len(days):
        number = period.number(date.fromordinal(days[begin]))
        # A period's days lie together, so where the next one begins is looked for, and not asked of each day.
        end = bisect_left(days, period.first_day(number + 1).toordinal(), begin)
        yield Point(period.first_day(number), fmean(moods[begin:end]), end - begin)
        begin = end


def _describe(points: Sequence[Point], period: Period) -> str:
    days = sum(point.days or 0 for point in points)
    description = (
        f"Your mean mood of each {period.name}, {SCALE}, over {counted(days, 'day')} with a check-in. "
    )
    description += (
        f"The first is {_describe_point(points[0], period)}, the last {_describe_point(points[-1], period)}."
    )
    lowest, highest = min(points, key=_value_of), max(points, key=_value_of)
    if format_number(lowest.value, LOW, HIGH) != format_number(highest.value, LOW, HIGH):
        ends = [_describe_point(point, period) for point in (lowest, highest)]
        description += f" The lowest is {ends[0]}, the highest {ends[1]}."
    empty = period.number(points[-1].day) - period.number(points[0].day) + 1 - len(points)
    if empty:
        description += f" {counted(empty, period.name)} in between {'has' if empty == 1 else 'have'} no mood."
    return description


def _value_of(point: Point) -> float:
    return point.value


def _describe_point(point: Point, period: Period) -> str:
    behind = "" if period is DAY else f" ({counted(point.days or 0, 'day')})"
    return f"{format_number(point.value, LOW, HIGH)}{behind}, {period.in_words(point.day)}"


def mood_by_weekday(moods: Mapping[int, float]) -> Insight:
    """Return a bar chart of the mean mood of all Mondays, all Tuesdays, and so on.

    Args:
        moods: The mood of each day that has one, as `date.toordinal` counts.
    """
    by_weekday: list[list[float]] = [[] for _ in WEEKDAYS]
    for day, mood in moods.items():
        # The first day of the calendar was a Monday.
        by_weekday[(day - 1) % 7].append(mood)
    shown = [
        Bar(name, fmean(every), counted(len(every), "day"), len(every))
        for name, every in zip(WEEKDAYS, by_weekday, strict=True)
        if len(every) >= FEWEST_OF_A_WEEKDAY
    ]
    if len(moods) < FEWEST_DAYS or len(shown) < 2:
        needed = f"a mood on at least {FEWEST_DAYS} days, on different weekdays"
        return too_little_data("weekdays", _BY_WEEKDAY, needed, is_or_are(len(moods), "day"))
    told = join_with_and([f"{bar.label} {format_number(bar.value, LOW, HIGH)} ({bar.note})" for bar in shown])
    description = f"Your mean mood by weekday, {SCALE}: {told}."
    if missing := [name for name in WEEKDAYS if name not in {bar.label for bar in shown}]:
        description += f" Too few days yet: {join_with_and(missing)}."
    description += " Small differences can be chance."
    return BarChart("weekdays", _BY_WEEKDAY, description, tuple(shown), LOW, HIGH)
