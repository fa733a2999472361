from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.insight.charts import BarChart, LineChart, Remark
from resilify_cli.insight.moods import FEWEST_DAYS, FEWEST_POINTS, mood_by_weekday, mood_over_time

MONDAY = date(2026, 9, 7)


def days(*moods: float | None, apart: int = 1) -> dict[int, float]:
    """Days in a row from a Monday on, each with its mood; None for a day without."""
    first = MONDAY.toordinal()
    return {first + apart * at: mood for at, mood in enumerate(moods) if mood is not None}


@pytest.mark.parametrize("moods", [[], [3], [3, 4]])
def test_few_moods_are_too_few(moods: list[float]) -> None:
    """Fewer than three days make no line; what is needed and what there is are told."""
    found = mood_over_time(days(*moods))
    assert isinstance(found, Remark)
    assert "Too little to say yet" in found.description
    assert f"at least {FEWEST_POINTS} days" in found.description


def test_single_days_stand_for_themselves() -> None:
    """Within a month each point is a day."""
    found = mood_over_time(days(1, 4.5, 3))
    assert isinstance(found, LineChart)
    assert found.title == "Mood, day by day"
    assert [(point.value, point.days) for point in found.points] == [(1, 1), (4.5, 1), (3, 1)]


def test_a_week_has_the_mean_of_its_days() -> None:
    """A point of a week stands on its Monday and tells how many days are behind it."""
    found = mood_over_time(days(*[2.0] * 7, *[4.0, None, 3.0], *[None] * 25, 5.0))
    assert isinstance(found, LineChart)
    assert [(str(point.day), point.value, point.days) for point in found.points] == [
        ("2026-09-07", 2.0, 7),
        ("2026-09-14", 3.5, 2),
        ("2026-10-12", 5.0, 1),
    ]
    assert found.description == (
        "Your mean mood of each week, from 1 (very low) to 5 (very good), over 10 days with a check-in."
        " The first is 2 (7 days), in the week of 7 September 2026,"
        " the last 5 (1 day), in the week of 12 October 2026."
        " The lowest is 2 (7 days), in the week of 7 September 2026,"
        " the highest 5 (1 day), in the week of 12 October 2026."
        " 3 weeks in between have no mood."
    )


def test_a_mood_that_stays_has_no_lowest() -> None:
    """Where all points read the same, none is called the lowest."""
    assert "lowest" not in mood_over_time(days(3, 3.04, 3)).description


@pytest.mark.parametrize(
    ("length", "name"),
    [(30, "day"), (60, "week"), (400, "week"), (500, "month"), (1800, "month"), (3650, "quarter")],
)
def test_years_are_thinned_to_what_a_screen_shows(length: int, name: str) -> None:
    """However long the time, there are at most about sixty points, and the title says of what."""
    found = mood_over_time(days(*[3.0] * length))
    assert isinstance(found, LineChart)
    assert found.title == f"Mood, {name} by {name}"
    assert len(found.points) <= 61
    assert sum(point.days or 0 for point in found.points) == length


def test_weekdays_need_two_weeks() -> None:
    """One day short of two weeks is too little, and two weeks are enough."""
    assert isinstance(mood_by_weekday(days(*[3] * (FEWEST_DAYS - 1))), Remark)
    assert isinstance(mood_by_weekday(days(*[3] * FEWEST_DAYS)), BarChart)


@pytest.fixture
def weekdays() -> BarChart:
    """The weekdays of a bit more than two weeks, in which only one Sunday has a mood."""
    found = mood_by_weekday(days(*[2, 3, 3, 3, 3, 3, 5], *[4, 3, 3, 3, 3, 3, None], *[3, 3]))
    assert isinstance(found, BarChart)
    return found


def test_weekdays_have_the_mean_of_their_days(weekdays: BarChart) -> None:
    """Each weekday has a bar with its mean and its days, and the sentence says the same."""
    monday = weekdays.bars[0]
    assert (monday.label, monday.value, monday.days) == ("Monday", 3, 3)
    assert "Monday 3 (3 days), Tuesday 3 (3 days)" in weekdays.description


def test_a_weekday_that_came_once_has_no_bar(weekdays: BarChart) -> None:
    """It is named as one with too few days."""
    assert [bar.label for bar in weekdays.bars][-1] == "Saturday"
    assert "Too few days yet: Sunday." in weekdays.description


def test_weekdays_are_not_made_too_much_of(weekdays: BarChart) -> None:
    """The sentence ends with a warning."""
    assert weekdays.description.endswith(" Small differences can be chance.")


def test_mondays_alone_are_no_week() -> None:
    """Where only one weekday ever came, there is nothing to put beside it."""
    assert isinstance(mood_by_weekday(days(*[3] * 20, apart=7)), Remark)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.floats(1, 5), min_size=FEWEST_POINTS, max_size=80
    )
)
def test_any_days_make_a_picture(moods: dict[date, float]) -> None:
    """Whatever the days, every point lies on the scale and all days are behind the points."""
    found = mood_over_time({day.toordinal(): moods[day] for day in sorted(moods)})
    if isinstance(found, LineChart):
        assert all(found.low <= point.value <= found.high + 1e-9 for point in found.points)
        assert sum(point.days or 0 for point in found.points) == len(moods)
        assert [point.day for point in found.points] == sorted({point.day for point in found.points})
        assert f"over {len(moods)} days" in found.description
    else:
        assert "Too little" in found.description
