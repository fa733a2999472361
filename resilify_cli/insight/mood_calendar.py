"""The moods of a year, a square a day: one column a week, one row a weekday.

A mood is told by the form of its square, never by color alone; a day without one is a dot, and not counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean
from xml.etree.ElementTree import Element, SubElement, tostring

from resilify_cli.checkin.word_lists import MOODS
from resilify_cli.insight.charts import MoodCalendar, Point
from resilify_cli.insight.moods import HIGH, LOW, SCALE
from resilify_cli.insight.phrases import counted, day_name, format_number, join_with_and
from resilify_cli.safe import safe_line

_WEEK = 7
_DAYS = 52 * _WEEK
_BARS = {0: "·", 1: "▁", 2: "▃", 3: "▅", 4: "▆", 5: "█"}
_DIGITS = {0: ".", **{mood: str(mood) for mood in MOODS}}
_MARGIN = 4
_ROW_NAMES = {0: "Mon", 2: "Wed", 4: "Fri", 6: "Sun"}
# In pixels: a week's room, the room of the names of months, and of those of weekdays.
_CELL, _TOP, _LEFT = 12, 18, 34
_SIDES = {1: 3, 2: 5, 3: 7, 4: 9, 5: 11}


def calendar_start(today: date) -> date:
    """Return the first day of the calendar, a Monday.

    Args:
        today: The person's day.
    """
    return today - timedelta(days=today.weekday() + _DAYS)


def mood_calendar(moods: Mapping[date, float], today: date) -> MoodCalendar | None:
    """Return the calendar of the 53 weeks that end with today's; None where they have no mood.

    Args:
        moods: The mood of each day that has one, oldest first.
        today: The person's day.
    """
    first = calendar_start(today)
    points = tuple(Point(day, mood, 1) for day, mood in moods.items() if first <= day <= today)
    if not points:
        return None
    return MoodCalendar("calendar", "Your year", _describe(points), points, first, today)


def _describe(points: Sequence[Point]) -> str:
    levels = [_mood_level(point) for point in points]
    often = [
        f"{MOODS[mood]} on {counted(levels.count(mood), 'day')}" for mood in sorted(MOODS) if mood in levels
    ]
    months: dict[str, list[float]] = {}
    for point in points:
        months.setdefault(f"{point.day:%B} {point.day.year}", []).append(point.value)
    means = [f"{name} {format_number(fmean(moods), LOW, HIGH)}" for name, moods in months.items()]
    first, last = day_name(points[0].day), day_name(points[-1].day)
    span = f"on {last}" if first == last else f"from {first} to {last}"
    return (
        f"Your mood {span}: {join_with_and(often)}. Month by month, the mean {SCALE}: {join_with_and(means)}."
    )


def _mood_level(point: Point) -> int:
    # Halves go up: the kinder way.
    return max(LOW, min(HIGH, int(point.value + 0.5)))


def draw_calendar(calendar: MoodCalendar, width: int, *, ascii_only: bool) -> list[str]:
    """Return the calendar as lines of at most `width` columns, the newest weeks last, and a legend.

    Args:
        calendar: The calendar.
        width: How many columns there are, at least 20. A year that does not fit stands in several blocks.
        ascii_only: Whether moods are digits, for plain lines.
    """
    signs = _DIGITS if ascii_only else _BARS
    weeks = _moods_by_week(calendar)
    room = max(1, width - _MARGIN)
    blocks = -(-len(weeks) // room)
    size = -(-len(weeks) // blocks)
    lines: list[str] = []
    for at in range(0, len(weeks), size):
        block = weeks[at : at + size]
        lines += [*([""] if lines else []), _month_line([week[0][0] for week in block])]
        for row in range(_WEEK):
            name = _ROW_NAMES.get(row, "").ljust(_MARGIN)
            cells = "".join(
                signs[level] if day <= calendar.last else " " for day, level in _weekday_row(block, row)
            )
            lines.append(f"{name}{cells}".rstrip())
    legend = [f"{signs[mood]} {word}" for mood, word in MOODS.items()]
    return [*lines, "", *_join_parts([*legend, f"{signs[0]} no mood"], width)]


def _moods_by_week(calendar: MoodCalendar) -> list[list[tuple[date, int]]]:
    """Return each week's days, each with its mood as a whole number, or 0."""
    levels = {point.day: _mood_level(point) for point in calendar.points}
    count = (calendar.last - calendar.first).days // _WEEK + 1
    days = [calendar.first + timedelta(days=number) for number in range(count * _WEEK)]
    return [[(day, levels.get(day, 0)) for day in days[at : at + _WEEK]] for at in range(0, len(days), _WEEK)]


def _weekday_row(weeks: Sequence[Sequence[tuple[date, int]]], row: int) -> list[tuple[date, int]]:
    return [week[row] for week in weeks]


def _month_starts(mondays: Sequence[date]) -> list[tuple[int, str]]:
    """Return the weeks in which a month begins, each with its short name."""
    return [
        (at, f"{day:%b}") for at, day in enumerate(mondays) if at == 0 or day.month != mondays[at - 1].month
    ]


def _month_line(mondays: Sequence[date]) -> str:
    line = " " * _MARGIN
    for at, name in _month_starts(mondays):
        column = _MARGIN + at
        # A month that began in the week before has no room for its name.
        if len(line) <= column and column + len(name) <= _MARGIN + max(len(mondays), len(name)):
            line = f"{line.ljust(column)}{name} "
    return line.rstrip()


def _join_parts(parts: Sequence[str], width: int) -> list[str]:
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]}  {part}" if lines[-1] else part
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def calendar_svg(calendar: MoodCalendar, name: str) -> str:
    """Return the calendar as an `<svg>` element: the larger a square, the better the mood.

    Args:
        calendar: What is drawn.
        name: What the ids in the element begin with; no other element of the page may have them.
    """
    weeks = _moods_by_week(calendar)
    # In two halves, one below the other, the letters can be read on a phone too.
    half = -(-len(weeks) // 2)
    width, height = _LEFT + _CELL * half, 2 * (_TOP + _CELL * _WEEK) + 2
    svg = Element("svg", {"class": "chart calendar", "role": "img", "viewBox": f"0 0 {width} {height}"})
    svg.set("aria-labelledby", f"{name}-title {name}-says")
    SubElement(svg, "title", id=f"{name}-title").text = safe_line(calendar.title)
    SubElement(svg, "desc", id=f"{name}-says").text = safe_line(calendar.description)
    for number, block in enumerate((weeks[:half], weeks[half:])):
        _draw_weeks(svg, block, number * (_TOP + _CELL * _WEEK) + _TOP, calendar.last)
    return tostring(svg, encoding="unicode")


def _draw_weeks(svg: Element, weeks: Sequence[Sequence[tuple[date, int]]], top: int, until: date) -> None:
    """Draw weeks beside each other, with the names of months above and of days before them."""
    last = -3
    for at, month in _month_starts([week[0][0] for week in weeks]):
        if at - last >= 3:
            _draw_text(svg, _LEFT + at * _CELL, top - 6, month)
            last = at
    for row, day in _ROW_NAMES.items():
        _draw_text(svg, 0, top + row * _CELL + 10, day)
    for at, week in enumerate(weeks):
        for row, (day_of, level) in enumerate(week):
            if day_of <= until:
                _draw_square(svg, _LEFT + at * _CELL, top + row * _CELL, _SIDES.get(level, 0))


def _draw_square(svg: Element, x: int, y: int, side: int) -> None:
    middle = _CELL / 2
    if not side:
        SubElement(svg, "circle", cx=f"{x + middle}", cy=f"{y + middle}", r="0.7", fill="currentColor")
        return
    place = {"x": f"{x + middle - side / 2}", "y": f"{y + middle - side / 2}"}
    SubElement(svg, "rect", {**place, "width": f"{side}", "height": f"{side}", "fill": "currentColor"})


def _draw_text(svg: Element, x: int, y: int, text: str) -> None:
    look = {"x": f"{x}", "y": f"{y}", "fill": "currentColor", "font-size": "10"}
    SubElement(svg, "text", look).text = text
