"""A line as SVG: with its words inside, and no looks of its own."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.insight.charts import LineChart, Marker, Point
from resilify_cli.insight.svg_chart import line_chart_svg

DAY = date(2026, 11, 3)


def line(*values: float, markers: tuple[Marker, ...] = (), **changes: str) -> LineChart:
    words = {"key": "mood", "title": "Mood", "description": "It went up.", **changes}
    points = tuple(Point(DAY + timedelta(days=n), value) for n, value in enumerate(values))
    return LineChart(**words, points=points, low=0, high=10, markers=markers)


def drawn(insight: LineChart, width: int = 660) -> ElementTree.Element:
    return ElementTree.fromstring(line_chart_svg(insight, "one", width, 290))


def texts(svg: ElementTree.Element, within: str) -> list[str]:
    return [text.text or "" for text in svg.iterfind(f".//g[@class='{within}']//text")]


def places(svg: ElementTree.Element) -> tuple[list[float], list[float]]:
    """Return how far right the points of the line are, and how far down."""
    (line,) = svg.findall(".//polyline")
    pairs = [place.split(",") for place in str(line.get("points")).split()]
    return [float(x) for x, _ in pairs], [float(y) for _, y in pairs]


def test_its_words_are_inside() -> None:
    """A screen reader is told the title and the sentence, by ids that begin with the name given."""
    svg = drawn(line(1, 2, title="a < b & c", description="\x1b]0;x\x07 it\nwent up"))
    assert svg.get("role") == "img"
    ids = {one.get("id"): one.text for one in svg if one.get("id")}
    assert [ids[name] for name in str(svg.get("aria-labelledby")).split()] == [
        "a < b & c",
        "\ufffd]0;x\ufffd it went up",
    ]
    assert all(str(name).startswith("one-") for name in ids)


def test_it_has_no_looks_of_its_own() -> None:
    """Colors and fonts are the page's: all that is left is the color of the text around it."""
    markers = (Marker(DAY, "session 1", "1"),)
    svg = drawn(line(1, 2, markers=markers))
    looks = {one.get(name) for one in svg.iter() for name in ("fill", "stroke") if one.get(name)}
    assert looks == {"none", "currentColor"}
    assert not {"style", "font-size", "font-family"} & {name for one in svg.iter() for name in one.attrib}


def test_it_runs_and_loads_nothing() -> None:
    """No script is in it, no link and no picture, whatever the words are."""
    svg = drawn(line(1, 2, title="<script>x</script>", markers=(Marker(DAY, "", "<image href='x'/>"),)))
    assert {one.tag for one in svg.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "line",
        "text",
        "polyline",
        "circle",
    }


def test_each_point_is_as_high_as_its_number() -> None:
    """The top of the drawing is the end of the scale, and half of it is half as high."""
    svg = drawn(line(0, 5, 10))
    _, (low, half, high) = places(svg)
    tops = [float(axis.get("y1", 0)) for axis in svg.iterfind(".//g[@class='axis numbers']/line")]
    assert [low, high] == [max(tops), min(tops)]
    assert half == pytest.approx((low + high) / 2, abs=0.1)


def test_each_point_is_as_far_right_as_its_day() -> None:
    """As many pixels are between two days everywhere."""
    (first, second, third), _ = places(drawn(line(0, 5, 10)))
    assert 0 < second - first == pytest.approx(third - second, abs=0.2)


def test_few_points_have_a_dot_each() -> None:
    """A dot lies on each point of the line."""
    svg = drawn(line(0, 5, 10))
    dots = [(float(dot.get("cx", 0)), float(dot.get("cy", 0))) for dot in svg.iterfind(".//circle")]
    assert dots == list(zip(*places(svg), strict=True))


def test_its_axes_are_labeled() -> None:
    """Days stand below it and the scale to its left."""
    svg = drawn(line(0, 5, 10))
    assert texts(svg, "axis days") == ["3 Nov", "4 Nov", "5 Nov"]
    assert texts(svg, "axis numbers") == ["0", "2", "4", "6", "8", "10"]


@pytest.mark.parametrize("width", [360, 660])
@pytest.mark.parametrize("days", [2, 30, 61])
def test_labels_of_days_stay_inside(width: int, days: int) -> None:
    """A label stands in the middle below its day if it has room there; else it begins or ends at it."""
    first = date(2026, 11, 1)
    points = (Point(first, 1), Point(first + timedelta(days=days), 5))
    svg = drawn(LineChart("mood", "Mood", "Up.", points, 1, 5), width)
    assert texts(svg, "axis days")
    for label in svg.iterfind(".//g[@class='axis days']/text"):
        x, half = float(label.get("x", 0)), len(label.text or "") * 3.7
        overhang = {"start": 0, "middle": half, "end": 2 * half}[label.get("text-anchor", "start")]
        assert overhang <= x <= width - (2 * half - overhang)


def test_marks_carry_their_signs_in_the_order_of_their_days() -> None:
    """Each mark has its sign over it."""
    markers = tuple(
        Marker(DAY + timedelta(days=day), "", str(symbol)) for symbol, day in ((3, 9), (1, 0), (2, 8))
    )
    svg = drawn(line(*range(10), markers=markers))
    assert texts(svg, "marks") == ["1", "2", "3"]
    assert len(svg.findall(".//g[@class='marks']/line")) == 3


@pytest.mark.parametrize(("signs", "shown"), [(("1", "2", "3"), "1–3"), (("▴", "▴"), "▴")])
def test_signs_that_would_overlap_share_a_place(signs: tuple[str, ...], shown: str) -> None:
    """The first and the last sign stand there, or the one that all of them have."""
    markers = tuple(Marker(DAY, "", symbol) for symbol in signs)
    assert texts(drawn(line(1, 2, markers=markers)), "marks") == [shown]


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
    """Whatever the numbers, days and words, what comes is well formed."""
    markers = tuple(Marker(day, words, words) for day in days)
    drawn(line(*values, markers=markers, title=words, description=words), width)
