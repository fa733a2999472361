"""Reads what is counted and measured over time, for the pictures of `insight`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, timedelta, tzinfo
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.stored_json import load_values
from resilify_cli.checkin.word_lists import MOODS
from resilify_cli.days import day_of, in_zone
from resilify_cli.store.checkins import MOOD
from resilify_cli.store.entry_days import day_sql, first_seq
from resilify_cli.store.entry_times import local_time

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.store.database import Database

# The first condition alone is answered by an index; the second has to look at each row.
_CHECKINS = "e.kind = 'checkin' AND e.listed AND e.deleted_at IS NULL AND e.seq >= :first"


class DaySpan(NamedTuple):
    """The days to look at.

    Attributes:
        today: the last day.
        since: the first day; None for all of them.
        starts_at: how long after midnight a day begins.
        zone: the zone of the person's clock, for times that are kept without one.
    """

    today: date
    since: date | None = None
    starts_at: timedelta = timedelta()
    zone: tzinfo = UTC

    def day_at(self, at: int) -> date:
        """Return the day of a time in Unix milliseconds."""
        return day_of(in_zone(local_time(at, 0), self.zone), self.starts_at)


class DayMood(NamedTuple):
    """The mean mood of a day's check-ins, and how many there were."""

    day: date
    mood: float
    times: int


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


class MeasureReading(NamedTuple):
    """A measure's reading on a day."""

    day: date
    reading: Reading


class AnswerValues(NamedTuple):
    """The values of an answer, its day, and the id of the enrollment that it was given in."""

    day: date
    values: tuple[AnswerValue, ...]
    enrollment_id: str


class PracticeCount(NamedTuple):
    """How often an activity was practiced on a day."""

    day: date
    activity_id: str
    times: int


class Series:
    """Reads the tables `entries`, `readings` and `labels` by the day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def moods(self, span: DaySpan) -> list[DayMood]:
        """Return the mood of each day that has one, oldest first."""
        rows = self._database.rows(
            f"""SELECT {_day_sql(span)} AS day, avg(max({min(MOODS)}, min({max(MOODS)}, r.value))), count(*)
                FROM entries e CROSS JOIN readings r ON r.entry_id = e.id AND r.measure = '{MOOD}'
                WHERE {_checkins_sql(span)} GROUP BY day ORDER BY day""",
            _span_parameters(span),
        )
        return [DayMood(date.fromordinal(day), mood, times) for day, mood, times in rows]

    def checkins(self, span: DaySpan, kind: str = "") -> int:
        """Return how many check-ins there are; with a `kind`, how many have a label of it."""
        has = "AND EXISTS (SELECT 1 FROM labels l WHERE l.seq = e.seq AND l.kind = :kind)" if kind else ""
        rows = self._database.rows(
            f"SELECT count(*) FROM entries e WHERE {_checkins_sql(span)} {has}",
            {**_span_parameters(span), "kind": kind},
        )
        return int(rows[0][0])

    def feelings(self, span: DaySpan) -> list[WordCount]:
        """Return the feelings that were named, the most frequent first."""
        rows = self._database.rows(
            f"""SELECT l.label, count(*) AS times
                FROM entries e CROSS JOIN labels l ON l.seq = e.seq AND l.kind = 'feeling'
                WHERE {_checkins_sql(span)} GROUP BY l.label ORDER BY times DESC, l.label""",
            _span_parameters(span),
        )
        return [WordCount(*row) for row in rows]

    def activities(self, span: DaySpan, moods: Sequence[DayMood]) -> list[ActivityMood]:
        """Return the mood beside each activity, the one with most days first.

        Args:
            span: The days.
            moods: The moods of those days; a day without one stands on no side.
        """
        rows = self._database.rows(
            f"""SELECT l.label, json_group_array({_day_sql(span)})
                FROM entries e CROSS JOIN labels l ON l.seq = e.seq AND l.kind = 'activity'
                WHERE {_checkins_sql(span)} GROUP BY l.label""",
            _span_parameters(span),
        )
        mood_of = {day.day.toordinal(): day.mood for day in moods}
        did = {word: mood_of.keys() & json.loads(days) for word, days in rows}
        every = frozenset[int]().union(*did.values())
        # Whatever order the days come in, `fsum` adds them up to the same.
        total = fsum(map(mood_of.__getitem__, every))
        found = [
            _activity_mood(word, [mood_of[day] for day in days], total, len(every))
            for word, days in did.items()
            if days
        ]
        return sorted(found, key=lambda one: (-one.days, one.word))

    def measures(
        self, span: DaySpan, passes: Sequence[str], except_by: Sequence[str] = ()
    ) -> dict[str, list[MeasureReading]]:
        """Return the readings taken in some enrollments, by measure, oldest first.

        Args:
            span: The days.
            passes: The ids of the enrollments.
            except_by: The ids of activities whose readings are left out.
        """
        names = {f"activity{at}": one for at, one in enumerate(except_by)}
        rows = self._database.rows(
            f"""SELECT r.measure, {_day_sql(span)} AS day, r.value, r.low, r.high
                FROM entries e CROSS JOIN readings r ON r.entry_id = e.id
                WHERE {_where_sql(span, passes)}
                AND e.activity_id NOT IN ({", ".join(f":{name}" for name in names)}) ORDER BY e.seq""",
            _span_parameters(span, passes) | names,
        )
        found: dict[str, list[MeasureReading]] = {}
        for measure, day, value, low, high in rows:
            if reading := Reading.from_store(measure, value, low, high):
                found.setdefault(measure, []).append(MeasureReading(date.fromordinal(day), reading))
        return found

    def answers(self, span: DaySpan, passes: Sequence[str], *activity_ids: str) -> list[AnswerValues]:
        """Return the values of all answers to an activity that are kept as values, oldest first.

        Args:
            span: The days.
            passes: The ids of the enrollments.
            activity_ids: The ids that the activity has and had.
        """
        names = {f"activity{at}": one for at, one in enumerate(activity_ids)}
        rows = self._database.rows(
            f"""SELECT {_day_sql(span)} AS day, e.answers, e.enrollment_id FROM entries e
                WHERE {_where_sql(span, passes)} AND e.answers IS NOT NULL
                AND e.activity_id IN ({", ".join(f":{name}" for name in names)})
                ORDER BY e.seq""",
            _span_parameters(span, passes) | names,
        )
        return [
            AnswerValues(date.fromordinal(day), _read_values(answers), enrollment_id)
            for day, answers, enrollment_id in rows
        ]

    def practices(self, span: DaySpan, passes: Sequence[str]) -> list[PracticeCount]:
        """Return the practices of some enrollments, by day and activity, oldest first.

        The row of a log is no practice.
        """
        rows = self._database.rows(
            f"""SELECT {_day_sql(span)} AS day, e.activity_id, count(*) FROM entries e
                WHERE {_where_sql(span, passes)} AND e.practice AND e.activity_kind <> 'log'
                GROUP BY day, e.activity_id ORDER BY day""",
            _span_parameters(span, passes),
        )
        return [PracticeCount(date.fromordinal(day), activity, times) for day, activity, times in rows]


def _day_sql(span: DaySpan) -> str:
    return day_sql(span.starts_at)


def _span_parameters(span: DaySpan, passes: Sequence[str] = ()) -> dict[str, object]:
    """Return the parameters that a query about a span takes."""
    since = span.since or date.min
    return {
        "since": since.toordinal(),
        "first": first_seq(since),
        **{f"pass{at}": one for at, one in enumerate(passes)},
    }


def _checkins_sql(span: DaySpan) -> str:
    return f"{_CHECKINS} AND {_day_sql(span)} >= :since" if span.since else _CHECKINS


def _where_sql(span: DaySpan, passes: Sequence[str]) -> str:
    names = ", ".join(f":pass{at}" for at in range(len(passes)))
    return (
        f"e.enrollment_id IN ({names}) AND e.deleted_at IS NULL AND e.seq >= :first"
        f" AND {_day_sql(span)} >= :since"
    )


def _read_values(answers: str) -> tuple[AnswerValue, ...]:
    """Return kept values; none where the file is damaged, since a picture can do without."""
    return load_values(answers) or ()


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
