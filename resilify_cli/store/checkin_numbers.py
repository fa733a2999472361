"""What check-ins say in numbers: moods by the day, words by how often, and the mood beside activities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from math import fsum
from typing import NamedTuple

from resilify_cli.checkin.word_lists import MOODS

NO_MOOD = "-"
_LOWEST, _HIGHEST = float(min(MOODS)), float(max(MOODS))


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
        moods: The mean mood of each day that has one, as `date.toordinal` counts, oldest first.
        feelings: The feelings that were named, the most frequent first.
        naming_feelings: How many name any feeling.
        activities: The mood beside each activity, the one with most days first. A day without a mood, or on
            which no activity was named, stands on no side.
    """

    checkins: int
    moods: Mapping[int, float]
    feelings: Sequence[WordCount]
    naming_feelings: int
    activities: Sequence[ActivityMood]


class CheckinDays(NamedTuple):
    """Check-ins, oldest first: of each the number of its row, its day and its mood.

    Attributes:
        rows: The numbers of the rows. They stay text, since nothing is reckoned with them.
        days: The days, as `date.toordinal` counts.
        moods: The moods as text; `NO_MOOD` where there is none.
    """

    rows: Sequence[str]
    days: Sequence[int]
    moods: Sequence[str]


def split_list(text: str | None) -> list[str]:
    """Return the values that `group_concat` wrote in a row."""
    return text.split(",") if text else []


def mean_moods(checkins: CheckinDays) -> dict[int, float]:
    """Return the mean mood of each day of check-ins that has one, oldest first."""
    # There are few moods, and many check-ins.
    texts = set(checkins.moods) - {NO_MOOD}
    values = {text: max(_LOWEST, min(_HIGHEST, float(text))) for text in texts}
    means: dict[int, float] = {}
    times: dict[int, int] = {}
    for day, mood in zip(checkins.days, map(values.get, checkins.moods), strict=True):
        if mood is None:
            continue
        if day in means:
            means[day] += mood
            times[day] = times.get(day, 1) + 1
        else:
            means[day] = mood
    for day, how_many in times.items():
        means[day] /= how_many
    # Only a named day or another zone brings them out of their order.
    ordered = sorted(means)
    return means if ordered == list(means) else {day: means[day] for day in ordered}


def count_checkins(checkins: CheckinDays, words: Iterable[Sequence[str]]) -> CheckinNumbers:
    """Count check-ins, their feelings and their activities.

    Args:
        checkins: The check-ins.
        words: Each kind and word, those of a kind in the order of their letters, and the numbers of the rows
            that have it, among which may be others than these check-ins.
    """
    moods = mean_moods(checkins)
    days = dict(zip(checkins.rows, checkins.days, strict=True))
    rows: dict[str, dict[str, list[str]]] = {"feeling": {}, "activity": {}}
    for kind, word, listed in words:
        rows[kind][word] = split_list(listed)
    every = set[str]().union(*rows["feeling"].values())
    naming = every.intersection(days)
    # Where no other row has a feeling, and none has in most stores, nothing has to be looked up.
    counts = {
        word: len(found) if len(naming) == len(every) else len(naming.intersection(found))
        for word, found in rows["feeling"].items()
    }
    days_with_mood = set(moods)
    did = {word: days_with_mood & set(map(days.get, found)) for word, found in rows["activity"].items()}
    return CheckinNumbers(
        len(days),
        moods,
        # Those that are as frequent are in the order of their letters, in which they were read.
        sorted((WordCount(*one) for one in counts.items() if one[1]), key=lambda one: -one.times),
        len(naming),
        activity_moods(did, moods),
    )


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
        _activity_mood(word, list(map(moods.__getitem__, days)), total, len(every))
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
