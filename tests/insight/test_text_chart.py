from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth
from rich.cells import cell_len

from resilify_cli.insight.charts import Bar, BarChart, LineChart, Marker, Point, Remark
from resilify_cli.insight.text_chart import draw_text_chart

FIRST = date(2026, 9, 7)


def line(*values: float, apart: int = 7, markers: tuple[Marker, ...] = (), high: float = 5) -> LineChart:
    points = (Point(FIRST + timedelta(days=apart * at), value) for at, value in enumerate(values))
    return LineChart("k", "T", "S", tuple(points), 1, high, markers)


def bars(*rows: Bar, low: float = 1, high: float = 5) -> BarChart:
    return BarChart("k", "T", "S", rows, low, high)


def test_a_line_has_axes_with_numbers_and_days() -> None:
    """Each number of the scale stands beside its row, the first and last day under theirs."""
    drawn = draw_text_chart(line(1, 5, 3), 60)
    assert [row[0] for row in drawn[:9]] == ["5", " ", "4", " ", "3", " ", "2", " ", "1"]
    assert [row.index("●") for row in drawn if "●" in row] == [31, 59, 2]
    assert drawn[0][31] == drawn[8][2] == drawn[4][59] == "●"
    assert drawn[-1].split() == ["7", "Sep", "10", "Sep", "14", "Sep", "17", "Sep", "21", "Sep"]


@pytest.mark.parametrize(
    ("high", "ticks"),
    [
        (5, ["5", "4", "3", "2", "1"]),
        (7, ["7", "4", "1"]),
        (10, ["10", "1"]),
        (101, ["101", "76", "51", "26", "1"]),
    ],
)
def test_the_scale_is_divided_into_whole_numbers(high: float, ticks: list[str]) -> None:
    """The axis shows quarters of the scale, or halves, or its ends, whichever are whole."""
    drawn = draw_text_chart(line(1, high, high=high), 60)
    assert [row.partition("┤")[0].strip() for row in drawn if "┤" in row] == ticks


def test_years_are_named_on_a_long_axis() -> None:
    """Over more than a year the days under the axis tell their year."""
    assert draw_text_chart(line(1, 2, 3, apart=300), 60)[-1].split()[-2:] == ["Apr", "2028"]


def test_many_points_have_no_dots() -> None:
    """Where dots would run into each other there is only the line."""
    assert "●" in "".join(draw_text_chart(line(*[3] * 12), 40))
    assert "●" not in "".join(draw_text_chart(line(*[3] * 13), 40))


def test_marks_stand_under_their_days() -> None:
    """Each mark's sign is under its day, and one that has no room is left out."""
    markers = tuple(
        Marker(FIRST + timedelta(days=day), "s", symbol) for day, symbol in ((0, "1"), (0, "2"), (14, "3"))
    )
    *plot, signs, caption = draw_text_chart(line(1, 5, 3, markers=markers), 60)
    assert (signs.index("1"), signs.index("3"), "2" in signs) == (
        plot[8].index("●"),
        plot[4].index("●"),
        False,
    )
    assert caption.strip() == "(sessions finished)"


def test_the_axis_reaches_to_the_last_mark() -> None:
    """A mark after the last point, or before the first, lengthens the axis."""
    drawn = draw_text_chart(
        line(1, 5, markers=(Marker(FIRST - timedelta(days=7), "s"), Marker(FIRST + timedelta(14), "s"))), 60
    )
    assert "31 Aug" in drawn[-3]
    assert "21 Sep" in drawn[-3]
    assert (drawn[-2].index("▴"), drawn[-2].rindex("▴")) == (2, 59)


_FAMILY, _FLAG, _HEART = "👨\u200d👩\u200d👧\u200d👦", "🇩🇪", "❤\ufe0f"


@pytest.mark.parametrize("label", [_FAMILY, _FLAG, _HEART, "日本", "e\u0301e", "👍🏽"])
def test_bars_begin_below_each_other_whatever_their_labels_are_written_in(label: str) -> None:
    """An emoji of several people takes the columns of one, a wide letter two, and a mark on a letter none."""
    drawn = draw_text_chart(bars(Bar(label, 1), Bar("calm", 3)), 60)
    columns = {cell_len(row[: re.search("[━╌]", row).start()]) for row in drawn}  # type: ignore[union-attr]
    assert columns == {6}


@pytest.mark.parametrize("width", [20, 24, 40])
def test_a_label_without_end_is_cut_between_what_is_seen_as_one(width: int) -> None:
    """No line is wider than there is room, and no emoji is cut into its parts."""
    for row in draw_text_chart(bars(Bar(_FAMILY * 40, 1, _FLAG), Bar("日本" * 40, 3)), width):
        assert cell_len(row) <= width
        assert row.replace(_FAMILY, "").isascii() or not re.search(
            "[👨👩👧👦\u200d]", row.replace(_FAMILY, "")
        )


def test_marks_of_wide_signs_stand_under_their_days() -> None:
    """A sign that takes two columns moves none that follows."""
    markers = tuple(
        Marker(FIRST + timedelta(days=day), "s", symbol) for day, symbol in ((0, "日本"), (14, "3"))
    )
    *plot, signs, _ = draw_text_chart(line(1, 5, 3, markers=markers), 60)
    assert cell_len(signs[: signs.index("3")]) == plot[4].index("●")


def test_a_bar_is_as_long_as_its_share() -> None:
    """A bar begins at the scale's low end and is full at its high end."""
    drawn = draw_text_chart(bars(Bar("a", 1, "2 days"), Bar("bb", 3.04, "10 days"), Bar("c", 5)), 60)
    assert drawn == [
        f"a   {'╌' * 32}  1  2 days",
        f"bb  {'━' * 16}{'╌' * 16}  3  10 days",
        f"c   {'━' * 32}  5",
    ]


def test_counts_are_whole() -> None:
    """Numbers that are all whole are written without a point."""
    assert [
        row.split()[-1] for row in draw_text_chart(bars(Bar("a", 12), Bar("b", 3), low=0, high=12), 60)
    ] == [
        "12",
        "3",
    ]


def test_long_labels_stand_above_their_bars() -> None:
    """Where a label leaves no room beside it, the bar goes under it, and a label that is too long is cut."""
    drawn = draw_text_chart(bars(Bar("x" * 50, 5, "1 day"), Bar("y", 1, "1 day")), 40)
    assert drawn[0] == f"{'x' * 39}…"
    assert drawn[1].startswith("  ━━━")
    assert (drawn[2], drawn[3][:5]) == ("y", "  ╌╌╌")


def test_a_remark_has_no_drawing() -> None:
    """Words alone are drawn as nothing."""
    assert draw_text_chart(Remark("k", "T", "S"), 40) == []


def test_a_label_cannot_steer_the_terminal() -> None:
    """Escapes in a person's word are made harmless."""
    assert "\x1b" not in "".join(draw_text_chart(bars(Bar("\x1b[31mred\n", 2, "\x1b[0m")), 60))


_LABELS = st.text(alphabet="ab é中ー\u0301\x1b", max_size=40)
_BARS = st.lists(
    st.builds(Bar, _LABELS, st.floats(0, 100), st.sampled_from(["", "12 days"])), min_size=1, max_size=5
)


@settings(deadline=None)
@given(_BARS, st.integers(38, 74))
@example([Bar("中" * 30, 3, "1 day")], 38)
def test_no_bar_is_wider_than_the_screen(found: list[Bar], width: int) -> None:
    """Whatever the labels and numbers, also off the scale, no row is too wide."""
    assert max(map(get_cwidth, draw_text_chart(bars(*found, low=1, high=50), width))) <= width


_POINTS = st.lists(
    st.tuples(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.floats(1, 5)), min_size=1, max_size=80
)
_MARKS = st.lists(
    st.builds(Marker, st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.just("s"), st.sampled_from("12▴"))
)


@settings(deadline=None)
@given(_POINTS, _MARKS, st.integers(18, 74))
def test_any_line_fits_the_screen(
    points: list[tuple[date, float]], markers: list[Marker], width: int
) -> None:
    """Whatever the days and numbers, a line is drawn without escapes in the columns there are."""
    told = tuple(Point(day, value) for day, value in sorted(points))
    drawn = draw_text_chart(
        LineChart("k", "T", "S", told, 1, 5, tuple(sorted(markers, key=lambda marker: marker.day))), width
    )
    assert len(drawn) == (13 if markers else 11)
    assert all(len(row) <= width and "\x1b" not in row for row in drawn)
    assert any(0x2800 <= ord(character) <= 0x28FF or character == "●" for row in drawn for character in row)
