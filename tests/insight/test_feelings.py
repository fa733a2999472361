from __future__ import annotations

import pytest

from resilify_cli.insight.charts import BarChart, Remark
from resilify_cli.insight.feelings import (
    FEWEST_CHECKINS,
    FEWEST_DAYS_EACH,
    MOST_ACTIVITIES,
    MOST_FEELINGS,
    feelings_by_count,
    mood_beside_activities,
)
from resilify_cli.store.checkin_numbers import ActivityMood, WordCount

FEELINGS = [WordCount(f"word{number}", 20 - number) for number in range(MOST_FEELINGS + 2)]


def test_feelings_come_by_how_often() -> None:
    """Each word stands with its count, and the check-ins behind them are told."""
    found = feelings_by_count([WordCount("calm", 5), WordCount("sad", 2), WordCount("proud", 1)], 6)
    assert isinstance(found, BarChart)
    assert [(bar.label, bar.value) for bar in found.bars] == [("calm", 5), ("sad", 2), ("proud", 1)]
    assert (
        found.description
        == "In 6 check-ins that name a feeling, you named calm 5 times, sad twice and proud once."
    )


def test_the_rest_of_the_feelings_is_a_number() -> None:
    """Beyond the ten most frequent it says how many others there are."""
    found = feelings_by_count(FEELINGS, 30)
    assert isinstance(found, BarChart)
    assert len(found.bars) == MOST_FEELINGS
    assert "2 others were named less often" in found.description
    assert "1 other was named" in feelings_by_count(FEELINGS[:-1], 30).description


@pytest.mark.parametrize(
    ("checkins", "told"), [(0, "there are none"), (1, "is 1 check-in"), (4, "are 4 check-ins")]
)
def test_few_checkins_are_too_few(checkins: int, told: str) -> None:
    """Fewer than five check-ins with a feeling say nothing yet."""
    found = feelings_by_count(FEELINGS[:checkins], checkins)
    assert isinstance(found, Remark)
    assert told in found.description
    assert isinstance(feelings_by_count(FEELINGS, FEWEST_CHECKINS), BarChart)


def test_activities_tell_both_sides_and_no_cause() -> None:
    """Each activity has the mean with it and without it, the days behind each, and no word on why."""
    found = mood_beside_activities([ActivityMood("walk", 12, 3.94, 30, 3.11)])
    assert isinstance(found, BarChart)
    assert [(bar.label, bar.value, bar.days, bar.note) for bar in found.bars] == [
        ("walk", 3.94, 12, "12 days"),
        ("without walk", 3.11, 30, "30 days"),
    ]
    assert "walk 3.9 on 12 days, 3.1 on 30 days without" in found.description
    assert "This says nothing about why." in found.description


@pytest.mark.parametrize(
    ("days", "others", "enough"),
    [
        (FEWEST_DAYS_EACH, FEWEST_DAYS_EACH, True),
        (FEWEST_DAYS_EACH - 1, 100, False),
        (100, FEWEST_DAYS_EACH - 1, False),
    ],
)
def test_activities_need_days_on_each_side(days: int, others: int, enough: bool) -> None:
    """One day short on either side is too little to say."""
    found = mood_beside_activities([ActivityMood("walk", days, 3, others, 3)])
    assert isinstance(found, BarChart if enough else Remark)
    if not enough:
        assert f"{days} days with walk, and {others} without" in found.description


def test_no_activity_is_too_little() -> None:
    """Where none was ever named it says what is needed."""
    assert "so far there are none" in mood_beside_activities([]).description


def test_activities_are_chosen_by_their_days() -> None:
    """The six with most days are shown, and never the ones that differ most."""
    every = [
        ActivityMood(f"a{number}", 40 - number, 1 + number % 5, 10, 3)
        for number in range(MOST_ACTIVITIES + 2)
    ]
    found = mood_beside_activities(every)
    assert isinstance(found, BarChart)
    assert [bar.label for bar in found.bars][::2] == [one.word for one in every[:MOST_ACTIVITIES]]
    assert "Shown are the 6 that you named on most days." in found.description
