"""Draws a line over time as SVG for a page: axes and line are leather's work, the looks are the page's.

leather writes fixed colors and a fixed font. All of that is taken out, so that the page's style sheet
decides; what stays are `currentColor` and class names, which read well on any ground.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from resilify_cli.insight.pictures import Line
from resilify_cli.insight.scales import days_scale, numbers_scale
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Dots closer together than this, in pixels, would run into one thick line.
_DOT_ROOM = 8
# Signs closer together than this would lie on each other.
_SIGN_ROOM = 22
# How much of leather's margin stays around the drawing, in pixels.
_EDGE = 8
# About half of a day's label.
_HALF_LABEL = 30
_day = attrgetter("day")


def line_svg(line: Line, name: str, width: int, height: int) -> str:
    """Return a line as an `<svg>` element drawn for these pixels, with its title and sentence inside.

    `name` begins the ids in it, and must be one of its own on the page. Marks are upright lines of class
    `marks`, with their signs over them.
    """
    from xml.etree.ElementTree import Element, SubElement, tostring

    group: Element = _drawn(line, width, height)
    _without_looks(group)
    _end_inside(group)
    _sign_marks(group, [safe_line(mark.sign) for mark in sorted(line.marks, key=_day)])
    margin = width * 0.05 - _EDGE
    root = Element("svg")
    root.attrib = {
        "class": "chart",
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-says",
        "viewBox": f"{margin:g} {margin:g} {width - 2 * margin:g} {height - 2 * margin:g}",
    }
    SubElement(root, "title", id=f"{name}-title").text = safe_line(line.title)
    SubElement(root, "desc", id=f"{name}-says").text = safe_line(line.says)
    root.append(group)
    return tostring(root, encoding="unicode")


def _drawn(line: Line, width: int, height: int) -> Element:
    """Return what leather draws, without its background and its legend."""
    import leather

    points = [(float(point.day.toordinal()), float(point.value)) for point in line.points]
    marks = [float(mark.day.toordinal()) for mark in sorted(line.marks, key=_day)]
    across = days_scale([*(x for x, _ in points), *marks], width)
    upward = numbers_scale([line.low, line.high, *(y for _, y in points)])
    chart = leather.Chart()
    chart.set_x_scale(across)
    chart.set_y_scale(upward)
    # One series for all marks, with a gap after each: for every series leather keeps room for a legend.
    upright = [place for x in marks for place in ((x, upward.low), (x, upward.high), (None, None))]
    if upright:
        chart.add_line(upright, name="")
    chart.add_line(points, name="")
    if len(points) * _DOT_ROOM < width:
        chart.add_dots(points, name="")
    group: Element = chart.to_svg_group(width, height)
    background, frame = group
    group.remove(background)
    frame.remove(frame[0])
    if upright:
        next(one for one in group.iter("g") if one.get("class") == "series lines").set("class", "marks")
    return group


def _without_looks(group: Element) -> None:
    """Take out colors, fonts and needless digits; what is drawn takes the color of the text around it."""
    for element in group.iter():
        for look in ("fill", "stroke", "stroke-width", "font-family", "font-size"):
            element.attrib.pop(look, None)
        for name, value in element.attrib.items():
            element.set(name, re.sub(r"\d+\.\d+", lambda found: f"{float(found[0]):.1f}", value))
        if element.tag in ("line", "path"):
            element.attrib |= {"fill": "none", "stroke": "currentColor"}
        elif element.tag in ("circle", "text"):
            element.set("fill", "currentColor")


def _end_inside(group: Element) -> None:
    """Let a day's label that would run out of the drawing end where the axis ends."""
    end = max(float(line.get("x2", 0)) for line in group.iterfind(".//g[@class='axis left']/g/line"))
    for label in group.iterfind(".//g[@class='axis bottom']/g/text"):
        if end - float(label.get("x", 0)) < _HALF_LABEL:
            label.attrib |= {"x": f"{end:g}", "text-anchor": "end"}


def _sign_marks(group: Element, signs: Sequence[str]) -> None:
    """Write each mark's sign over it; those that would lie on each other share one place."""
    from xml.etree.ElementTree import Element

    written: list[Element] = []
    first = ""
    for sign, path in zip(signs, group.findall(".//g[@class='marks']/path"), strict=True):
        x = str(path.get("d")).split()[1]
        if written and float(x) - float(written[-1].get("x", 0)) < _SIGN_ROOM:
            written[-1].text = sign if sign == first else f"{first}–{sign}"
            continue
        first = sign
        written.append(Element("text", {"x": x, "y": "-8", "fill": "currentColor", "text-anchor": "middle"}))
        written[-1].text = sign
    for marks in group.findall(".//g[@class='marks']"):
        marks.extend(written)
