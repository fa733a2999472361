"""The numbers over time, as the store tells them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.days import day_of
from resilify_cli.store.checkin_numbers import ActivityMood, WordCount
from resilify_cli.store.database import Database
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.series import (
    AnswerValues,
    DaySpan,
    MeasureReading,
    PracticeCount,
    Series,
)
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.store.conftest import response
from tests.stores_in_memory import passing_store

TODAY = date(2026, 11, 21)
ALL = DaySpan(TODAY)


def at(day: int, hour: int = 12, offset: float = 1) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=timezone(timedelta(hours=offset)))


def note(store: Store, day: int, mood: int | None, *activities: str, feelings: Sequence[str] = ()) -> str:
    return store.checkins.add(Checkin(mood, tuple(feelings), activities), at(day))


def forget(store: Store, entry_id: str) -> None:
    with store.transaction() as connection:
        connection.execute("UPDATE entries SET deleted_at = 1 WHERE id = ?", (entry_id,))


def test_a_day_has_the_mean_of_its_moods(store: Store) -> None:
    """Several check-ins of one day are one mood; a day whose check-ins have none has none."""
    for day, mood in ((3, 2), (3, 5), (1, 4)):
        note(store, day, mood)
    note(store, 2, None, "work")
    moods = store.series.moods(ALL)
    assert list(moods.items()) == [(date(2026, 11, 1), 4), (date(2026, 11, 3), 3.5)]
    assert store.series.checkins(ALL).moods == {day.toordinal(): mood for day, mood in moods.items()}


def test_a_span_begins_with_its_first_day(store: Store) -> None:
    """The first moment of the first day counts, and the moment before it does not."""
    span = DaySpan(TODAY, since=date(2026, 11, 3))
    store.checkins.add(Checkin(1), at(2, 23) + timedelta(minutes=59, seconds=59))
    store.checkins.add(Checkin(5), at(3, 0))
    assert list(store.series.moods(span).values()) == [5]
    assert store.series.checkins(span).checkins == 1


@pytest.mark.parametrize("offset", [-12, -3.5, 0, 5.75, 14])
@pytest.mark.parametrize("hour", [0, 3, 4, 23])
def test_a_day_is_that_of_the_clock_on_the_wall(store: Store, hour: int, offset: float) -> None:
    """In whichever zone it was written, an entry belongs to the day that its own clock showed."""
    starts_at = timedelta(hours=4)
    store.checkins.add(Checkin(3), at(5, hour, offset))
    (day,) = store.series.moods(DaySpan(TODAY, starts_at=starts_at))
    assert day == date(2026, 11, 4 if hour < 4 else 5)
    assert store.series.moods(DaySpan(TODAY, day, starts_at)) == {day: 3}
    assert store.series.moods(DaySpan(TODAY, day + timedelta(days=1), starts_at)) == {}


def test_the_hour_that_comes_twice_is_one_day(store: Store) -> None:
    """Where clocks go back at night, both sides of the change are of the same day."""
    for offset, mood in ((2, 2), (1, 5)):
        store.checkins.add(
            Checkin(mood), datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=offset)))
        )
    assert store.series.moods(ALL) == {date(2026, 10, 25): 3.5}


def test_days_long_ago_are_told(store: Store) -> None:
    """A day before 1970 is no other day."""
    store.checkins.add(Checkin(3), datetime(1901, 1, 1, 0, 30, tzinfo=UTC))
    assert list(store.series.moods(DaySpan(TODAY, date.min))) == [date(1901, 1, 1)]


def test_feelings_are_counted_by_checkin(store: Store) -> None:
    """The most frequent comes first, those named as often by their letters."""
    note(store, 1, 3, feelings=("calm", "Sad"))
    note(store, 1, None, feelings=("sad",))
    note(store, 2, 3, "work", feelings=("angry",))
    note(store, 3, 3)
    found = store.series.checkins(ALL)
    assert found.feelings == [WordCount("sad", 2), WordCount("angry", 1), WordCount("calm", 1)]
    assert (found.checkins, found.naming_feelings) == (4, 3)


def test_a_tag_is_no_feeling(store: Store) -> None:
    """A #tag in a note, or an activity of the same word, is not counted as a feeling."""
    store.checkins.add(Checkin(3, (), ("calm",), "so #calm"), at(1))
    assert store.series.checkins(ALL).feelings == []


def test_activities_split_the_days(store: Store) -> None:
    """Days with an activity stand beside those with another, each with its mean mood."""
    note(store, 1, 5, "walk")
    note(store, 1, 3, "work")
    note(store, 2, 2, "work")
    note(store, 3, 1, "work", "walk")
    assert store.series.checkins(ALL).activities == [
        ActivityMood("work", 3, 7 / 3, 0, 0.0),
        ActivityMood("walk", 2, 2.5, 1, 2.0),
    ]


def test_days_of_which_nobody_knows_stand_on_neither_side(store: Store) -> None:
    """A day without a mood, or on which no activity was named, is no day without the activity."""
    note(store, 1, 4, "walk")
    note(store, 2, None, "work")
    note(store, 3, 1)
    assert store.series.checkins(ALL).activities == [ActivityMood("walk", 1, 4.0, 0, 0.0)]


def test_what_is_in_the_trash_is_not_counted(store: Store, enrollment: Enrollment) -> None:
    """A deleted entry is in no number."""
    forget(store, note(store, 1, 4, "walk", feelings=("calm",)))
    taken = response("4", readings=(Reading("hope", 4, 0, 10),), values=(4,), practice=True)
    forget(store, store.entries.answer(enrollment, taken))
    passes = [enrollment.id]
    assert store.series.moods(ALL) == {}
    assert store.series.checkins(ALL) == (0, {}, [], 0, [])
    assert store.series.measures(ALL, passes) == {}
    assert store.series.answers(ALL, passes, "moment") == []
    assert store.series.practices(ALL, passes, TODAY) == []


def test_measures_are_those_of_the_passes(store: Store, clock: FixedClock, enrollment: Enrollment) -> None:
    """Readings come by measure, oldest first, from the named passes alone, and from no check-in."""
    other = store.enrollments.begin("other", "other", "Other", "")
    note(store, 1, 4)
    readings = [Reading("hope", value, 0, 10) for value in (4, 6)]
    for number, reading in enumerate(readings):
        clock.time = at(3 + number)
        store.entries.answer(enrollment, response("x", activity_id=f"a{number}", readings=(reading,)))
    store.entries.answer(other, response("x", readings=(Reading("mood", 7, 0, 10),)))
    days = (date(2026, 11, 3), date(2026, 11, 4))
    assert store.series.measures(ALL, [enrollment.id]) == {
        "hope": [MeasureReading(day, reading) for day, reading in zip(days, readings, strict=True)]
    }
    assert set(store.series.measures(ALL, [enrollment.id, other.id])) == {"hope", "mood"}
    assert len(store.series.measures(DaySpan(TODAY, days[1]), [enrollment.id])["hope"]) == 1
    assert store.series.measures(ALL, []) == {}


def test_answers_are_told_as_values(store: Store, enrollment: Enrollment) -> None:
    """Answers come with their values, practice included; one that is damaged has none."""
    store.entries.answer(enrollment, response("7 of 10", values=(7,)))
    damaged = store.entries.answer(enrollment, response("8 of 10", values=(8,), practice=True))
    store.entries.answer(enrollment, response("9 of 10", values=(9,), activity_id="another"))
    with store.transaction() as connection:
        connection.execute("UPDATE entries SET answers = '[8' WHERE id = ?", (damaged,))
    found = store.series.answers(ALL, [enrollment.id], "moment")
    given = [(7,), ()]
    assert found == [AnswerValues(date(2026, 11, 3), values, enrollment.id) for values in given]


def test_practices_are_counted_by_activity(store: Store, clock: FixedClock, enrollment: Enrollment) -> None:
    """Each has a number, another of the last days, and its last day; what was done in the session is none."""
    store.entries.answer(enrollment, response("first"))
    for day, activity in ((4, "moment"), (4, "moment"), (4, "breath"), (5, "moment")):
        clock.time = at(day)
        store.entries.answer(enrollment, response("again", activity_id=activity, practice=True))
    assert store.series.practices(ALL, [enrollment.id], date(2026, 11, 5)) == [
        PracticeCount("breath", 1, 0, date(2026, 11, 4)),
        PracticeCount("moment", 3, 1, date(2026, 11, 5)),
    ]


_WORDS = st.lists(st.sampled_from(["walk", "work", "rest"]), unique=True, max_size=3)
_TIMES = st.datetimes(
    datetime(2026, 10, 20),
    datetime(2026, 11, 20),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9))]),
)
_CHECKINS = st.lists(st.tuples(_TIMES, st.none() | st.integers(1, 5), _WORDS), max_size=12)


@settings(max_examples=30, deadline=None)
@given(_CHECKINS, st.integers(0, 23), st.none() | st.dates(date(2026, 10, 15), date(2026, 11, 21)))
def test_the_numbers_are_those_of_the_checkins(
    checkins: list[tuple[datetime, int | None, list[str]]], start: int, since: date | None
) -> None:
    """For any check-ins, day's start and span, SQL tells what counting them one by one tells."""
    starts_at = timedelta(hours=start)
    moods: dict[date, list[int]] = {}
    did: dict[date, set[str]] = {}
    with passing_store(FixedClock()) as store:
        for time, mood, words in checkins:
            store.checkins.add(Checkin(mood, tuple(words), tuple(words)), time)
            day = day_of(time, starts_at)
            if since is None or day >= since:
                did.setdefault(day, set()).update(words)
                moods.setdefault(day, []).extend([mood] if mood else [])
        span = DaySpan(TODAY, since, starts_at)
        found = store.series.checkins(span)
    means = {day: sum(given) / len(given) for day, given in sorted(moods.items()) if given}
    assert found.moods == pytest.approx({day.toordinal(): mood for day, mood in means.items()})
    assert list(found.moods) == [day.toordinal() for day in means]
    kept = [words for time, _, words in checkins if since is None or day_of(time, starts_at) >= since]
    assert {one.word: one.times for one in found.feelings} == {
        word: sum(word in words for words in kept) for word in {word for words in kept for word in words}
    }
    assert (found.checkins, found.naming_feelings) == (len(kept), sum(map(bool, kept)))
    known = [day for day in means if did[day]]
    for one in found.activities:
        beside = [means[day] for day in known if one.word in did[day]]
        others = [means[day] for day in known if one.word not in did[day]]
        assert (one.days, one.other_days) == (len(beside), len(others))
        assert one.mood * one.days == pytest.approx(sum(beside))
        assert one.other_mood * one.other_days == pytest.approx(sum(others))


class Explaining(Database):
    """Asks for the plan of each query beside the query."""

    def __init__(self, database: Database) -> None:
        super().__init__(database.connection, database.path, database.clock, database.writable)
        self.plans: list[str] = []
        self.answers: list[list[Any]] = []

    def rows(self, sql: str, parameters: Any = ()) -> list[Any]:
        self.plans += [str(row["detail"]) for row in super().rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        self.answers.append(super().rows(sql, parameters))
        return self.answers[-1]


@pytest.mark.parametrize("since", [None, date(2026, 11, 1)])
def test_no_query_reads_the_whole_table(store: Store, enrollment: Enrollment, since: date | None) -> None:
    """Check-ins are found by their kind, answers by their pass, and labels and readings by their entry."""
    database = Explaining(store.database)
    series, span, passes = Series(database), DaySpan(TODAY, since), [enrollment.id, "other"]
    series.moods(span), series.checkins(span)
    (
        series.measures(span, passes),
        series.answers(span, passes, "moment"),
        series.practices(span, passes, TODAY),
    )
    searches = [plan for plan in database.plans if plan.split()[:2][-1] in ("e", "l", "r")]
    assert searches
    assert [plan for plan in searches if not plan.startswith("SEARCH")] == []
    entries = {plan for plan in searches if plan.startswith("SEARCH e")}
    assert {plan.split(" (")[1] for plan in entries} == {
        "kind=? AND seq>?)",
        "enrollment_id=?)",
        "enrollment_id=? AND activity_id=? AND seq>?)",
    }


@pytest.mark.parametrize("since", [None, date(2026, 11, 1)])
def test_what_is_counted_is_in_an_index(store: Store, enrollment: Enrollment, since: date | None) -> None:
    """No entry's text has to be gone past to count check-ins, readings and practices by the day."""
    database = Explaining(store.database)
    series, span, passes = Series(database), DaySpan(TODAY, since), [enrollment.id, "other"]
    series.checkins(span), series.measures(span, passes, ("private",)), series.practices(span, passes, TODAY)
    entries = {plan.split(" (")[0] for plan in database.plans if plan.startswith("SEARCH e ")}
    assert entries == {
        "SEARCH e USING COVERING INDEX checkins_by_time",
        "SEARCH e USING COVERING INDEX entries_by_activity",
    }


@pytest.mark.parametrize("span", [ALL, DaySpan(TODAY, date(2026, 11, 2))], ids=["all", "last"])
def test_what_check_ins_say_takes_two_queries(store: Store, span: DaySpan) -> None:
    """One reads all days and moods in a row, the other each word in one, and neither sorts or groups them."""
    for day in range(1, 9):
        note(store, day, 3, "walk", feelings=("calm",))
    database = Explaining(store.database)
    Series(database).checkins(span)
    assert [len(rows) for rows in database.answers] == [1, 2]
    assert [plan for plan in database.plans if "TEMP B-TREE" in plan] == []
    assert {plan.split(" (")[1] for plan in database.plans if plan.startswith("SEARCH l ")} == {
        "kind=?)",
        "kind=? AND label>?)",
        "kind=? AND label=? AND seq>?)",
    }


def test_words_of_a_few_days_are_looked_for_in_those_alone(store: Store) -> None:
    """The labels of earlier check-ins are not read for a span that has none of them."""
    note(store, 1, 3, "walk", feelings=("calm",))
    database = Explaining(store.database)
    Series(database).checkins(DaySpan(TODAY, TODAY))
    assert [tuple(row) for row in database.answers[1]] == [
        ("activity", "walk", None),
        ("feeling", "calm", None),
    ]


def test_a_word_of_what_is_no_check_in_is_not_counted(store: Store) -> None:
    """What is in the trash keeps its words; beside a check-in with the same ones they count once."""
    for day in (1, 2):
        note(store, day, 2 + day, "walk", feelings=("calm", "sad"))
    forget(store, note(store, 3, 1, "walk", "work", feelings=("calm", "angry")))
    found = store.series.checkins(ALL)
    assert found.feelings == [WordCount("calm", 2), WordCount("sad", 2)]
    assert (found.checkins, found.naming_feelings) == (2, 2)
    assert found.activities == [ActivityMood("walk", 2, 3.5, 0, 0.0)]


def test_an_empty_word_is_a_word(store: Store) -> None:
    """One that came from a file is found before all others."""
    note(store, 1, 3, "", "walk")
    assert [one.word for one in store.series.checkins(ALL).activities] == ["", "walk"]


@pytest.mark.parametrize("day", [3, 1])
def test_days_come_oldest_first(store: Store, day: int) -> None:
    """Also where a named day brings them out of the order of their times."""
    store.checkins.add(Checkin(2), at(2), date(2026, 11, day))
    store.checkins.add(Checkin(4), at(2) + timedelta(hours=1), date(2026, 11, 2))
    assert list(store.series.moods(ALL)) == sorted({date(2026, 11, 2), date(2026, 11, day)})


def test_a_mood_that_is_not_whole_stays_what_it_is(store: Store) -> None:
    """It is not cut to a whole one on its way out of the store."""
    store.checkins.add(Checkin(mood=3))
    with store.transaction() as connection:
        connection.execute("UPDATE readings SET value = 2.5")
    assert list(store.series.moods(DaySpan(date(2026, 11, 3))).values()) == [2.5]


@pytest.mark.parametrize(
    ("value", "low", "high", "read"),
    [
        (1e6, 1, 5, [5.0]),
        (-1e300, 1, 5, [1.0]),
        (3, 5, 1, []),
        (3, 3, 3, []),
        (3, -1e300, 1e300, []),
        (3, 1, 5, [3.0]),
    ],
)
def test_a_reading_that_no_scale_has_is_clamped_or_left_out(
    store: Store, enrollment: Enrollment, value: float, low: float, high: float, read: list[float]
) -> None:
    """Whatever lies in the store, what is drawn is on a scale."""
    store.entries.answer(enrollment, response("words", readings=(Reading("calm", value, low, high),)))
    span = DaySpan(date(2026, 11, 3))
    found = store.series.measures(span, [enrollment.id]).get("calm", [])
    assert [one.reading.value for one in found] == read
    assert [reading.value for _, reading in store.entries.readings(enrollment, "calm")] == read


def test_a_mood_off_its_scale_is_the_nearest_on_it(store: Store) -> None:
    """One that came from a file can be any number."""
    store.checkins.add(Checkin(mood=3))
    with store.transaction() as connection:
        connection.execute("UPDATE readings SET value = 1e6")
    assert list(store.series.moods(DaySpan(date(2026, 11, 3))).values()) == [5.0]


def test_a_check_in_without_a_mood_is_counted_by_itself(store: Store) -> None:
    """Also where no other one has a mood."""
    note(store, 1, None, feelings=("calm",))
    found = store.series.checkins(ALL)
    assert (found.checkins, found.moods, found.feelings) == (1, {}, [WordCount("calm", 1)])
