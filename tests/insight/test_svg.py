"""A line as SVG: with its words inside, and no looks of its own."""

from __future__ import annotations

import re
import warnings
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.insight.pictures import Line, Mark, Point
from resilify_cli.insight.svg import line_svg

DAY = date(2026, 11, 3)


def line(*values: float, marks: tuple[Mark, ...] = (), **changes: str) -> Line:
    words = {"key": "mood", "title": "Mood", "says": "It went up.", **changes}
    points = tuple(Point(DAY + timedelta(days=n), value) for n, value in enumerate(values))
    return Line(**words, points=points, low=0, high=10, marks=marks)


def drawn(picture: Line, width: int = 660) -> ElementTree.Element:
    return ElementTree.fromstring(line_svg(picture, "one", width, 290))


def texts(svg: ElementTree.Element, within: str) -> list[str]:
    return [text.text or "" for text in svg.iterfind(f".//g[@class='{within}']//text")]


def test_its_words_are_inside() -> None:
    """A screen reader is told the title and the sentence, by ids that begin with the name given."""
    svg = drawn(line(1, 2, title="a < b & c", says="\x1b]0;x\x07 it\nwent up"))
    assert svg.get("role") == "img"
    ids = {one.get("id"): one.text for one in svg if one.get("id")}
    assert [ids[name] for name in str(svg.get("aria-labelledby")).split()] == [
        "a < b & c",
        "\ufffd]0;x\ufffd it went up",
    ]
    assert all(str(name).startswith("one-") for name in ids)


def test_it_has_no_looks_of_its_own() -> None:
    """Colors and fonts are the page's: all that is left is the color of the text around it."""
    marks = (Mark(DAY, "session 1", "1"),)
    svg = drawn(line(1, 2, marks=marks))
    looks = {one.get(name) for one in svg.iter() for name in ("fill", "stroke") if one.get(name)}
    assert looks == {"none", "currentColor"}
    text = ElementTree.tostring(svg, encoding="unicode")
    assert not re.search(r"#[0-9a-f]{3}|font|Monaco|Unnamed|http|<rect", text)


def test_each_point_is_where_its_number_is() -> None:
    """The line goes from the lowest place to the highest, left to right."""
    svg = drawn(line(0, 5, 10))
    (path,) = svg.iterfind(".//g[@class='series lines']/path")
    numbers = [float(part) for part in str(path.get("d")).split() if part not in "ML"]
    xs, ys = numbers[::2], numbers[1::2]
    assert xs == sorted(xs)
    assert ys == sorted(ys, reverse=True)
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1], abs=0.2)
    assert ys[1] == pytest.approx(ys[0] / 2, abs=0.1)
    assert ys[2] == 0
    assert len(svg.findall(".//circle")) == 3


def test_its_axes_are_labeled() -> None:
    """Days stand below it and the scale to its left."""
    svg = drawn(line(0, 5, 10))
    assert texts(svg, "axis bottom") == ["3 Nov", "4 Nov", "5 Nov"]
    assert sorted(texts(svg, "axis left"), key=int) == ["0", "2", "4", "6", "8", "10"]


def test_marks_carry_their_signs() -> None:
    """Each mark has its sign over it, and those too close to each other share one place."""
    marks = tuple(Mark(DAY + timedelta(days=day), "", str(sign)) for sign, day in ((3, 9), (1, 0), (2, 8)))
    svg = drawn(line(*range(10), marks=marks))
    assert texts(svg, "marks") == ["1", "2", "3"]
    crowded = tuple(Mark(DAY, "", sign) for sign in ("1", "2", "3"))
    assert texts(drawn(line(1, 2, marks=crowded)), "marks") == ["1–3"]
    alike = tuple(Mark(DAY, "") for _ in range(2))
    assert texts(drawn(line(1, 2, marks=alike)), "marks") == ["▴"]


def test_many_points_have_no_dots() -> None:
    """Where dots would run together, there is only the line."""
    assert not drawn(line(*[1.0] * 200)).findall(".//circle")


@settings(deadline=None)
@given(
    st.lists(st.floats(-100, 100), min_size=1, max_size=30),
    st.lists(st.dates(date(1000, 1, 2), date(2247, 1, 1)), max_size=5),
    st.text(),
    st.sampled_from([360, 660]),
)
def test_anything_can_be_drawn(values: list[float], days: list[date], words: str, width: int) -> None:
    """Whatever the numbers, days and words, what comes is well formed, and nothing warns."""
    marks = tuple(Mark(day, words, words) for day in days)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn(line(*values, marks=marks, title=words, says=words), width)
