"""Draws a line over time as SVG. Colors, fonts and widths are left to the style sheet of the page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from xml.etree.ElementTree import Element, SubElement, tostring

from resilify_cli.insight.ticks import day_ticks, number_ticks
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.insight.charts import LineChart, Marker

# All in pixels. The space around the plot: signs of marks above it, labels of days below it.
_TOP, _RIGHT, _BOTTOM = 22, 6, 28
# The widths of a digit in a label, and of a day's label with the space beside it.
_DIGIT, _DAY_LABEL = 9, 90
# Dots closer together than this would run into one thick line, and signs would lie on each other.
_DOT_ROOM, _SIGN_ROOM = 8, 22

_Number = TypeVar("_Number", int, float)
_Place = tuple[float, float]


class _Scale(NamedTuple):
    """A linear scale: the values from `low` to `high` lie between the pixels `begin` and `end`."""

    low: float
    high: float
    begin: float
    end: float

    def place(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.begin + (self.end - self.begin) * (value - self.low) / (self.high - self.low)


def line_chart_svg(line: LineChart, name: str, width: int, height: int) -> str:
    """Return a line as an `<svg>` element, with its title and its sentence inside for screen readers.

    Args:
        line: What is drawn. Its marks are upright lines, with their signs over them.
        name: What the ids in the element begin with; no other element of the page may have them.
        width: The width that it is drawn for, in pixels.
        height: The height that it is drawn for, in pixels.
    """
    markers = sorted(line.markers, key=attrgetter("day"))
    every_day = [*(point.day for point in line.points), *(marker.day for marker in markers)]
    first, last = _scale_ends([day.toordinal() for day in every_day])
    low, high = _scale_ends([line.low, line.high, *(point.value for point in line.points)])
    numbers = number_ticks(low, high)
    days = day_ticks(date.fromordinal(first), date.fromordinal(last), max(3, width // _DAY_LABEL))
    left = _DIGIT * (1.6 + max(map(len, numbers.values())))
    x, y = _Scale(first, last, left, width - _RIGHT), _Scale(low, high, height - _BOTTOM, _TOP)
    svg = Element("svg", {"class": "chart", "role": "img", "viewBox": f"0 0 {width} {height}"})
    svg.set("aria-labelledby", f"{name}-title {name}-says")
    SubElement(svg, "title", id=f"{name}-title").text = safe_line(line.title)
    SubElement(svg, "desc", id=f"{name}-says").text = safe_line(line.description)
    _draw_axes(svg, x, y, numbers, days)
    _draw_markers(svg, x, y, markers)
    places = [(x.place(point.day.toordinal()), y.place(point.value)) for point in line.points]
    path = " ".join(f"{across:.1f},{up:.1f}" for across, up in places)
    SubElement(svg, "polyline", {"points": path, "fill": "none", "stroke": "currentColor"})
    for across, up in places if len(places) * _DOT_ROOM < width else ():
        SubElement(svg, "circle", cx=f"{across:.1f}", cy=f"{up:.1f}", r="3", fill="currentColor")
    return tostring(svg, encoding="unicode")


def _scale_ends(values: Sequence[_Number]) -> tuple[_Number, _Number]:
    """Return the least and the greatest of some values, or those around them if they are the same."""
    low, high = min(values), max(values)
    return (low, high) if low < high else (low - 1, high + 1)


def _draw_axes(
    svg: Element, x: _Scale, y: _Scale, numbers: Mapping[float, str], days: Mapping[date, str]
) -> None:
    """Draw a line across the plot for each number, one up it for each day, and their labels."""
    group = SubElement(svg, "g", {"class": "axis numbers"})
    for value, label in numbers.items():
        up = y.place(value)
        _draw_line(group, (x.begin, up), (x.end, up))
        _draw_text(group, (x.begin - 0.7 * _DIGIT, up + _DIGIT / 2), label, "end")
    group = SubElement(svg, "g", {"class": "axis days"})
    for day, label in days.items():
        across = x.place(day.toordinal())
        _draw_line(group, (across, y.begin), (across, y.end))
        # A label near an end of the axis stays inside of the drawing.
        half = len(label) * _DIGIT / 2
        anchor = "start" if across < half else "end" if x.end - across < half else "middle"
        _draw_text(group, (across, y.begin + 2.3 * _DIGIT), label, anchor)


def _draw_markers(svg: Element, x: _Scale, y: _Scale, markers: Sequence[Marker]) -> None:
    """Draw a line for each mark, with its sign over it; signs that would overlap become one, as "1–3"."""
    group = SubElement(svg, "g", {"class": "marks"})
    first, at = "", -math.inf
    for marker in markers:
        across, symbol = x.place(marker.day.toordinal()), safe_line(marker.symbol)
        _draw_line(group, (across, y.begin), (across, y.end))
        if across - at >= _SIGN_ROOM:
            first, at = symbol, across
            text = _draw_text(group, (across, y.end - _DIGIT), symbol)
        elif symbol != first:
            text.text = f"{first}–{symbol}"


def _draw_line(group: Element, start: _Place, end: _Place) -> None:
    (x1, y1), (x2, y2) = start, end
    ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    SubElement(group, "line", {**ends, "stroke": "currentColor"})


def _draw_text(group: Element, place: _Place, text: str, anchor: str = "middle") -> Element:
    x, y = place
    look = {"fill": "currentColor", "text-anchor": anchor}
    drawn = SubElement(group, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", **look})
    drawn.text = text
    return drawn
