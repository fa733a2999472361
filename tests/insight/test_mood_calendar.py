"""The moods of a year, a square a day."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.insight.chart_data import insight_data
from resilify_cli.insight.mood_calendar import calendar_svg, draw_calendar, mood_calendar

# A Tuesday.
_TODAY = date(2026, 11, 3)
_MOODS = st.dictionaries(st.integers(0, 400), st.floats(1, 5), min_size=1)


def _days(moods: dict[int, float]) -> dict[date, float]:
    return {_TODAY - timedelta(days=ago): moods[ago] for ago in sorted(moods, reverse=True)}


def test_each_day_stands_in_its_week_and_weekday() -> None:
    """Today in the last column, a week ago beside it, and yesterday above; the days ahead are not there."""
    found = mood_calendar(_days({0: 5, 1: 1, 7: 3}), _TODAY)
    assert found is not None
    lines = draw_calendar(found, 60, ascii_only=True)
    monday, tuesday, wednesday = lines[1:4]
    assert (monday[:4], monday[-2:], tuesday[-2:]) == ("Mon ", ".1", "35")
    assert (len(monday), len(tuesday), len(wednesday)) == (57, 57, 56)
    assert lines[0].split()[:2] == ["Nov", "Dec"]
    assert lines[0].endswith("Oct")


def test_words_say_what_is_drawn() -> None:
    """How often each mood was, and the mean of each month; no day without one is counted."""
    found = mood_calendar(_days({0: 5, 1: 1, 40: 2.5}), _TODAY)
    assert found is not None
    assert found.description == (
        "Your mood from 24 September 2026 to 3 November 2026: very low on 1 day, okay on 1 day and very good"
        " on 1 day. Month by month, the mean from 1 (very low) to 5 (very good): September 2026 2.5"
        " and November 2026 3."
    )
    assert insight_data(found)["days"] == [
        {"day": "2026-09-24", "value": 2.5},
        {"day": "2026-11-02", "value": 1},
        {"day": "2026-11-03", "value": 5},
    ]


def test_a_single_day_is_named_once() -> None:
    """It is no span of days."""
    found = mood_calendar(_days({0: 4}), _TODAY)
    assert found is not None
    assert found.description.startswith("Your mood on 3 November 2026: good on 1 day. ")


def test_without_a_mood_there_is_none() -> None:
    """Nor where all of them are of years before."""
    assert mood_calendar({}, _TODAY) is None
    assert mood_calendar(_days({390: 3}), _TODAY) is None


@given(_MOODS, st.integers(20, 120), st.booleans())
def test_it_fits_and_shows_each_day_once(moods: dict[int, float], width: int, ascii_only: bool) -> None:
    """At any width; in plain lines it is ASCII, and else no two moods look alike without color."""
    found = mood_calendar(_days(moods), _TODAY)
    if found is None:
        return
    lines = draw_calendar(found, width, ascii_only=ascii_only)
    assert all(len(line) <= width for line in lines)
    rows = [line[4:] for line in lines[: lines.index("", len(lines) - 8)] if line[:3] in _ROWS]
    signs = "".join(rows)
    assert signs.isascii() is ascii_only
    wanted = "12345" if ascii_only else "▁▃▅▆█"
    assert sum(signs.count(sign) for sign in wanted) == len(found.points)
    assert sum(signs.count(sign) for sign in (*wanted, "." if ascii_only else "·")) == 52 * 7 + 2


_ROWS = {"Mon", "   ", "Wed", "Fri", "Sun"}


@pytest.mark.parametrize("mood", [1, 2, 3, 4, 5])
def test_the_drawing_of_a_page_tells_moods_by_size(mood: int) -> None:
    """The squares have one color and a side for each mood, and the words are inside for screen readers."""
    found = mood_calendar(_days({0: mood}), _TODAY)
    assert found is not None
    svg = ElementTree.fromstring(calendar_svg(found, "x"))
    (square,) = svg.iter("rect")
    assert (square.get("width"), square.get("fill")) == (str(1 + 2 * mood), "currentColor")
    assert len(list(svg.iter("circle"))) == 52 * 7 + 1
    assert svg.findtext("desc") == found.description
