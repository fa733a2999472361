"""What check-ins say in numbers: moods by the day, words by how often, and the mood beside activities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from resilify_cli.store.engine import Row


class WordCount(NamedTuple):
    """A word, and how many check-ins have it."""

    word: str
    times: int


class ActivityMood(NamedTuple):
    """The days with an activity and their mean mood, compared with the days without it."""

    word: str
    days: int
    mood: float
    other_days: int
    other_mood: float


class CheckinNumbers(NamedTuple):
    """What some check-ins say in numbers.

    Attributes:
        checkins: How many there are.
        moods: The mean mood of each day that has one, oldest first.
        feelings: The feelings that were named, the most frequent first.
        naming_feelings: How many name any feeling.
        activities: The mood beside each activity, the one with most days first. A day without a mood, or on
            which no activity was named, stands on no side.
    """

    checkins: int
    moods: Mapping[date, float]
    feelings: Sequence[WordCount]
    naming_feelings: int
    activities: Sequence[ActivityMood]


def mean_moods(rows: Iterable[Row]) -> dict[int, float]:
    """Return the mean mood of each day of check-ins that has one, oldest first."""
    totals: dict[int, float] = {}
    times: dict[int, int] = {}
    for _, day, mood in rows:
        if mood is not None:
            totals[day] = totals.get(day, 0.0) + mood
            times[day] = times.get(day, 0) + 1
    return {day: totals[day] / times[day] for day in sorted(totals)}


def activity_moods(did: Mapping[str, Set[int]], moods: Mapping[int, float]) -> list[ActivityMood]:
    """Compare the days of each activity with those of the others.

    Args:
        did: The days with a mood on which each was named.
        moods: The mood of each day.
    """
    every = frozenset[int]().union(*did.values())
    # Whatever order the days come in, `fsum` adds them up to the same.
    total = fsum(map(moods.__getitem__, every))
    found = [
        _activity_mood(word, [moods[day] for day in days], total, len(every))
        for word, days in did.items()
        if days
    ]
    return sorted(found, key=lambda one: (-one.days, one.word))


def _activity_mood(word: str, moods: Sequence[float], total: float, every: int) -> ActivityMood:
    """Compare the days with an activity with the others.

    Args:
        word: The activity.
        moods: The mood of each day with it, one or more.
        total: The sum of the moods of all days.
        every: How many days there are.
    """
    own, others = fsum(moods), every - len(moods)
    return ActivityMood(word, len(moods), own / len(moods), others, (total - own) / others if others else 0.0)
