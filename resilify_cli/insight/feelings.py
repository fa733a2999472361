"""The feelings that were named, and the mood beside what the person was doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resilify_cli.insight.charts import Bar, BarChart, Insight
from resilify_cli.insight.moods import HIGH, LOW, SCALE
from resilify_cli.insight.phrases import (
    counted,
    counted_times,
    format_number,
    is_or_are,
    join_with_and,
    too_little_data,
)

if TYPE_CHECKING:
    from resilify_cli.store.checkin_numbers import ActivityMood, WordCount

# With fewer check-ins, how often a word comes is mostly chance.
FEWEST_CHECKINS = 5
# Fewer days on either side, and one odd day makes the whole difference.
FEWEST_DAYS_EACH = 5
# What fits on a screen with its neighbors.
MOST_FEELINGS = 10
MOST_ACTIVITIES = 6

_FEELINGS, _ACTIVITIES = "Feelings, by how often", "Mood beside what you were doing"


def feelings_by_count(feelings: Sequence[WordCount], checkins: int) -> Insight:
    """Return a bar chart of how often each feeling was named, or a remark if that is too seldom.

    Args:
        feelings: The feelings, the most frequent first.
        checkins: How many check-ins name any feeling.
    """
    if checkins < FEWEST_CHECKINS:
        needed = f"at least {FEWEST_CHECKINS} check-ins that name a feeling"
        return too_little_data("feelings", _FEELINGS, needed, is_or_are(checkins, "check-in"))
    shown, rest = feelings[:MOST_FEELINGS], len(feelings) - MOST_FEELINGS
    told = join_with_and([f"{feeling.word} {counted_times(feeling.times)}" for feeling in shown])
    description = f"In {checkins} check-ins that name a feeling, you named {told}."
    if rest > 0:
        description += (
            f" {counted(rest, 'other was', 'others were')} named less often, or as often as the last."
        )
    bars = tuple(Bar(feeling.word, feeling.times) for feeling in shown)
    return BarChart("feelings", _FEELINGS, description, bars, 0, max(bar.value for bar in bars))


def mood_beside_activities(activities: Sequence[ActivityMood]) -> Insight:
    """Return a bar chart of the mean mood on days with an activity and without, for those most often named.

    They are chosen by their days and never by the difference, which would pick out chance.

    Args:
        activities: The activities, the one with the most days first.
    """
    known = [one for one in activities if min(one.days, one.other_days) >= FEWEST_DAYS_EACH]
    if not known:
        needed = f"at least {FEWEST_DAYS_EACH} days with an activity and {FEWEST_DAYS_EACH} without it"
        return too_little_data("activities", _ACTIVITIES, needed, _nearest_text(activities))
    shown = known[:MOST_ACTIVITIES]
    told = "; ".join(f"{one.word} {_mean_text(one.mood, one.days)}, {_without_text(one)}" for one in shown)
    description = (
        f"The mean mood of the days on which you named something, {SCALE}: {told}."
        " This says nothing about why. Days on which you named no activity are left out."
    )
    if len(known) > len(shown):
        description += f" Shown are the {len(shown)} that you named on most days."
    bars = [bar for one in shown for bar in _bars_of(one)]
    return BarChart("activities", _ACTIVITIES, description, tuple(bars), LOW, HIGH)


def _bars_of(one: ActivityMood) -> tuple[Bar, Bar]:
    return (
        Bar(one.word, one.mood, counted(one.days, "day"), one.days),
        Bar(f"without {one.word}", one.other_mood, counted(one.other_days, "day"), one.other_days),
    )


def _mean_text(mood: float, days: int) -> str:
    return f"{format_number(mood, LOW, HIGH)} on {counted(days, 'day')}"


def _without_text(one: ActivityMood) -> str:
    return f"{_mean_text(one.other_mood, one.other_days)} without"


def _nearest_text(activities: Sequence[ActivityMood]) -> str:
    if not activities:
        return "are none"
    nearest = max(activities, key=lambda one: min(one.days, one.other_days))
    return f"{is_or_are(nearest.days, 'day')} with {nearest.word}, and {nearest.other_days} without"
