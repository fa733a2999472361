"""What check-ins say in numbers: moods by the day, words by how often, and the mood beside activities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    texts = set(checkins.moods)
    values = {text: max(_LOWEST, min(_HIGHEST, float(text))) for text in texts - {NO_MOOD}}
    if NO_MOOD in texts or len(set(checkins.days)) < len(checkins.days):
        means = _means_by_day(checkins, values)
    else:
        means = dict(zip(checkins.days, map(values.__getitem__, checkins.moods), strict=True))
    # Only a named day or another zone brings them out of their order.
    ordered = sorted(means)
    return means if ordered == list(means) else {day: means[day] for day in ordered}


def _means_by_day(checkins: CheckinDays, values: Mapping[str, float]) -> dict[int, float]:
    """Return the mean mood of each day that has one, where a day may come more than once.

    Args:
        checkins: The check-ins.
        values: The number that each of their moods is.
    """
    moods: dict[int, list[float]] = {}
    for day, text in zip(checkins.days, checkins.moods, strict=True):
        if text != NO_MOOD:
            moods.setdefault(day, []).append(values[text])
    return {day: fsum(every) / len(every) for day, every in moods.items()}


def count_checkins(checkins: CheckinDays, words: Sequence[Sequence[str]]) -> CheckinNumbers:
    """Count check-ins, their feelings and their activities.

    Args:
        checkins: The check-ins.
        words: Each kind and word, those of a kind in the order of their letters, and the numbers of the rows
            that have it, among which may be others than these check-ins.
    """
    moods = mean_moods(checkins)
    feelings, naming_feelings = _count_feelings(_rows_by_word(words, "feeling"), checkins.rows)
    activities = _compare_activities(_rows_by_word(words, "activity"), checkins, moods)
    return CheckinNumbers(len(checkins.rows), moods, feelings, naming_feelings, activities)


def _rows_by_word(words: Sequence[Sequence[str]], kind: str) -> dict[str, str | None]:
    return {word: rows for of_kind, word, rows in words if of_kind == kind}


def _count_feelings(
    feelings: Mapping[str, str | None], checkins: Sequence[str]
) -> tuple[list[WordCount], int]:
    """Return how many check-ins have each feeling, the most frequent first, and how many have any."""
    # One list is gone before the next one comes: fifty at once would take longer to make, in more memory.
    rows: set[str] = set()
    for listed in feelings.values():
        rows.update(split_list(listed))
    naming = rows.intersection(checkins)
    # Where no other row has a feeling, and none has in most stores, nothing has to be looked up.
    if len(naming) == len(rows):
        counts = {word: listed.count(",") + 1 for word, listed in feelings.items() if listed}
    else:
        counts = {word: len(naming.intersection(split_list(listed))) for word, listed in feelings.items()}
    # Those that are as frequent are in the order of their letters, in which they were read.
    ordered = sorted((WordCount(*one) for one in counts.items() if one[1]), key=lambda one: -one.times)
    return ordered, len(naming)


def _compare_activities(
    activities: Mapping[str, str | None], checkins: CheckinDays, moods: Mapping[int, float]
) -> list[ActivityMood]:
    """Compare the moods of the days with each activity with those of the other days."""
    of_days = _day_moods(checkins, moods)
    rows: set[str] = set()
    own: dict[str, list[float]] = {}
    for word, listed in activities.items():
        found = split_list(listed)
        rows.update(found)
        own[word] = of_days(found)
    every = of_days(rows)
    # Whatever order the days come in, `fsum` adds them up to the same.
    total = fsum(every)
    compared = [_activity_mood(word, found, total, len(every)) for word, found in own.items() if found]
    return sorted(compared, key=lambda one: (-one.days, one.word))


def _day_moods(checkins: CheckinDays, moods: Mapping[int, float]) -> Callable[[Iterable[str]], list[float]]:
    """Return a function that returns the moods of the days that some rows are of, each day's once.

    It leaves out days without a mood, and rows that are none of these check-ins.
    """
    # No mood and no day is 0, so only None is filtered out.
    by_row = dict(zip(checkins.rows, map(moods.get, checkins.days), strict=True))
    if len(by_row) - list(by_row.values()).count(None) == len(moods):
        # No day comes twice.
        return lambda rows: list(filter(None, map(by_row.get, rows)))
    days = dict(zip(checkins.rows, checkins.days, strict=True))
    return lambda rows: list(filter(None, map(moods.get, set(filter(None, map(days.get, rows))))))


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
