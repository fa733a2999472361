from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.insight.charts import LineChart, Remark
from resilify_cli.insight.measures import measures_over_time, sessions_finished
from resilify_cli.insight.program_history import ProgramHistory
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.series import DaySpan
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.insight.conftest import ALL, TODAY

Answer = Callable[..., str]


def hope(value: float, high: float = 10) -> Reading:
    return Reading("hope", value, 0, high)


def test_a_measure_is_a_line_with_its_sessions(
    store: Store, clock: FixedClock, history: ProgramHistory, enrollment: Enrollment, answer: Answer
) -> None:
    """Each reading is a point, each finished session a mark, and the sentence tells all of them."""
    clock.step = timedelta(0)
    answer("one", 4, ago=20, reading=hope(4))
    store.enrollments.finish_session(enrollment, "session-1")
    answer("two", 6, ago=10, reading=hope(6))
    store.enrollments.finish_session(enrollment, "gone")
    (found,) = measures_over_time(store, history, ALL)
    assert isinstance(found, LineChart)
    assert (found.key, found.title) == ("measure:a-program:hope", "Hope")
    assert [(point.day, point.value) for point in found.points] == [
        (date(2026, 11, 1), 4),
        (date(2026, 11, 11), 6),
    ]
    assert [(marker.day.day, marker.label, marker.symbol) for marker in found.markers] == [
        (1, "session 1", "1"),
        (11, "session gone", "▴"),
    ]
    assert found.description == (
        "Hope in A program, from 0 to 10: 4 on 1 November 2026 and 6 on 11 November 2026."
        " Compared with the first, the last is higher."
        " Sessions finished: 1 on 1 November 2026 and gone on 11 November 2026."
    )


def test_one_reading_is_told_without_a_line(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """A single number is told, with the word that it is too little for a change."""
    answer("one", 4, reading=hope(4))
    (found,) = measures_over_time(store, history, ALL)
    assert isinstance(found, Remark)
    assert "4 on 21 November 2026. Too little to say yet" in found.description


def test_many_readings_are_told_by_their_ends(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """Of more than four numbers the sentence tells first, last, lowest and highest."""
    for ago, value in enumerate((5, 2, 9, 4, 5)):
        answer(f"a{ago}", value, ago=10 - ago, reading=hope(value))
    (found,) = measures_over_time(store, history, ALL)
    assert (
        "5 numbers. The first was 5 on 11 November 2026, the last 5 on 15 November 2026" in found.description
    )
    assert "the lowest 2 on 12 November 2026, the highest 9 on 13 November 2026" in found.description
    assert "about the same" in found.description


def test_another_scale_is_left_out(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """Numbers from a scale that was changed since don't stand beside the newer ones."""
    answer("one", 90, ago=9, reading=hope(90, 100))
    for ago in (3, 2):
        answer(f"a{ago}", ago, ago=ago, reading=hope(ago))
    (found,) = measures_over_time(store, history, ALL)
    assert isinstance(found, LineChart)
    assert [point.value for point in found.points] == [3, 2]
    assert "1 number from another scale is left out." in found.description


def test_a_missing_program_keeps_its_numbers(store: Store, enrollment: Enrollment, answer: Answer) -> None:
    """Where the program is gone, its measures are told by what the store knows."""
    for ago in (3, 2):
        answer(f"a{ago}", ago, ago=ago, reading=hope(ago))
    store.enrollments.finish_session(enrollment, "session-1")
    (found,) = measures_over_time(store, ProgramHistory((enrollment,), None), ALL)
    assert isinstance(found, LineChart)
    assert found.title == "Hope"
    assert [marker.label for marker in found.markers] == ["session session-1"]


@pytest.mark.parametrize(("since", "count"), [(None, 1), (TODAY, 1), (TODAY + timedelta(days=1), 0)])
def test_sessions_are_those_of_the_span(
    store: Store,
    clock: FixedClock,
    history: ProgramHistory,
    enrollment: Enrollment,
    since: date | None,
    count: int,
) -> None:
    """A session that was finished before the span has no mark."""
    clock.time = clock.time.replace(month=11, day=21, hour=12)
    store.enrollments.finish_session(enrollment, "session-2")
    assert len(sessions_finished(store, history, DaySpan(TODAY, since))) == count


def test_a_session_is_of_the_day_on_the_persons_clock(
    store: Store, clock: FixedClock, history: ProgramHistory, enrollment: Enrollment
) -> None:
    """Its zone is not kept: the one that the person is in now decides which day it was."""
    clock.time = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    store.enrollments.finish_session(enrollment, "session-1")
    east = timezone(timedelta(hours=2))
    days = [sessions_finished(store, history, DaySpan(TODAY, zone=zone))[0].day.day for zone in (UTC, east)]
    assert days == [20, 21]
