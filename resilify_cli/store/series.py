"""Reads what is counted and measured over time, for the pictures of `insight`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.stored_json import load_values
from resilify_cli.days import day_of, in_zone
from resilify_cli.store.checkin_numbers import (
    NO_MOOD,
    CheckinDays,
    CheckinNumbers,
    count_checkins,
    mean_moods,
    split_list,
)
from resilify_cli.store.checkins import MOOD
from resilify_cli.store.entry_days import day_sql, first_seq
from resilify_cli.store.entry_times import local_time

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Row

# The first condition alone is answered by an index; the second has to look at each row.
_CHECKINS = "e.kind = 'checkin' AND e.listed AND e.deleted_at IS NULL AND e.seq >= :first"

# A number with a point takes SQLite three times as long to write, and moods are whole.
_MOOD_SQL = f"""CASE CAST(r.value AS INTEGER) WHEN r.value THEN CAST(r.value AS INTEGER)
    ELSE coalesce(r.value, '{NO_MOOD}') END"""


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
    """How often an activity was practiced, how often of that from some day on, and the day it was last."""

    activity_id: str
    times: int
    lately: int
    last: date


class Series:
    """Reads the tables `entries`, `readings` and `labels` by the day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def moods(self, span: DaySpan) -> dict[date, float]:
        """Return the mean mood of each day that has one, oldest first."""
        return {date.fromordinal(day): mood for day, mood in mean_moods(self._checkin_days(span)).items()}

    def checkins(self, span: DaySpan) -> CheckinNumbers:
        """Count the check-ins of a span, their moods by day, their feelings and their activities."""
        return count_checkins(self._checkin_days(span), self._checkin_words(span))

    def _checkin_days(self, span: DaySpan) -> CheckinDays:
        """Return the check-ins of a span."""
        # A row that is fetched takes as long as four that SQLite looks at, so the numbers come as one text.
        (row,) = self._database.rows(
            f"""SELECT group_concat(e.seq), json_group_array({_day_sql(span)}), group_concat({_MOOD_SQL})
                FROM entries e LEFT JOIN readings r ON r.entry_id = e.id AND r.measure = '{MOOD}'
                WHERE {_checkins_sql(span)}""",
            _span_parameters(span),
        )
        rows, days, moods = row
        return CheckinDays(split_list(rows), json.loads(days), split_list(moods))

    def _checkin_words(self, span: DaySpan) -> Sequence[Row]:
        """Return each kind and word of check-ins, in their order, with a list of the rows that have it.

        Among them may be rows that are no check-ins of the span. To leave them out here, each label's row
        would be looked up: that takes longer than all the rest.
        """
        # To go from one word to the next takes less than to compare the words of all rows, as GROUP BY does.
        return self._database.rows(
            """WITH RECURSIVE words (kind, word) AS (
                    SELECT * FROM (
                        SELECT 'activity', min(l.label) FROM labels l WHERE l.kind = 'activity'
                        UNION ALL SELECT 'feeling', min(l.label) FROM labels l WHERE l.kind = 'feeling')
                    UNION ALL SELECT kind, (
                        SELECT min(l.label) FROM labels l WHERE l.kind = words.kind AND l.label > words.word)
                    FROM words WHERE word IS NOT NULL)
                SELECT kind, word, (SELECT group_concat(l.seq) FROM labels l
                    WHERE l.kind = words.kind AND l.label = words.word AND l.seq >= :first)
                FROM words WHERE word IS NOT NULL""",
            _span_parameters(span),
        )

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

    def practices(self, span: DaySpan, passes: Sequence[str], lately: date) -> list[PracticeCount]:
        """Return how often each activity was practiced in some enrollments.

        The row of a log is no practice.

        Args:
            span: The days.
            passes: The ids of the enrollments.
            lately: The day from which on practices are counted once more by themselves.
        """
        day = _day_sql(span)
        rows = self._database.rows(
            f"""SELECT e.activity_id, count(*), sum({day} >= :lately), max({day}) FROM entries e
                WHERE {_where_sql(span, passes)} AND e.practice AND e.activity_kind <> 'log'
                GROUP BY e.activity_id""",
            _span_parameters(span, passes) | {"lately": lately.toordinal()},
        )
        return [
            PracticeCount(activity, times, recent, date.fromordinal(last))
            for activity, times, recent, last in rows
        ]


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
    return f"{_CHECKINS} {_since_sql(span)}"


def _where_sql(span: DaySpan, passes: Sequence[str]) -> str:
    names = ", ".join(f":pass{at}" for at in range(len(passes)))
    return f"e.enrollment_id IN ({names}) AND e.deleted_at IS NULL AND e.seq >= :first {_since_sql(span)}"


def _since_sql(span: DaySpan) -> str:
    # Where all days are looked at, none has to be worked out for it.
    return f"AND {_day_sql(span)} >= :since" if span.since else ""


def _read_values(answers: str) -> tuple[AnswerValue, ...]:
    """Return kept values; none where the file is damaged, since a picture can do without."""
    return load_values(answers) or ()
