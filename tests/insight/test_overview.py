from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.content.models import Program
from resilify_cli.insight.chart_data import insight_data
from resilify_cli.insight.charts import BarChart, Insight, LineChart
from resilify_cli.insight.overview import all_insights
from resilify_cli.insight.phrases import format_number
from resilify_cli.insight.text_chart import draw_text_chart
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.series import DaySpan
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.insight.conftest import ALL, TODAY
from tests.stores_in_memory import passing_store

Answer = Callable[..., str]


def keys(
    store: Store, programs: dict[str, Program], only: str | None = None, span: DaySpan = ALL
) -> list[str]:
    return [insight.key for insight in all_insights(store, programs, span, only)]


def fill(store: Store, answer: Answer) -> None:
    for ago in range(30):
        at = datetime(2026, 11, 21, 12, tzinfo=UTC) - timedelta(days=ago)
        store.checkins.add(Checkin(3, ("calm",), ("walk",) if ago % 2 else ("work",)), at)
    for ago in (9, 2):
        answer(f"a{ago}", ago, ago=ago, reading=Reading("hope", ago, 0, 10))
    answer("trust-before", 70)
    answer("trust-after", 45)
    answer("breath", "x", practice=True)


def test_nothing_makes_no_pictures(store: Store, enrollment: Enrollment, program: Program) -> None:
    """With no data at all there is no picture and no remark, also where a program was begun."""
    assert all_insights(store, {program.key: program}, ALL) == []


def test_pictures_come_in_their_order(store: Store, program: Program, answer: Answer) -> None:
    """Check-ins first, then what belongs to programs."""
    fill(store, answer)
    assert keys(store, {program.key: program}) == [
        "mood",
        "weekdays",
        "feelings",
        "activities",
        "measure:a-program:hope",
        "belief:a-program:trust-after",
        "practice",
    ]


def test_one_program_alone(store: Store, program: Program, answer: Answer) -> None:
    """With a program named, only what belongs to it is there."""
    fill(store, answer)
    other = store.enrollments.begin("other", "other", "Other", "")
    answer("else", "x", practice=True, within=other)
    programs = {program.key: program}
    assert keys(store, programs, program.key) == [
        "measure:a-program:hope",
        "belief:a-program:trust-after",
        "practice",
    ]
    assert keys(store, programs, "other") == ["practice"]
    assert keys(store, programs, "unknown") == []


def test_a_missing_program_is_told_by_the_store(store: Store, answer: Answer) -> None:
    """Without the program's files, measures and practice are still there."""
    fill(store, answer)
    assert keys(store, {})[4:] == ["measure:a-program:hope", "practice"]


def test_a_span_without_checkins_says_so(store: Store, program: Program, answer: Answer) -> None:
    """Where a program has data and no check-in was made, one remark tells how to."""
    answer("breath", "x", practice=True)
    mood, practice = all_insights(store, {program.key: program}, ALL)
    assert "resilify checkin" in mood.description
    assert practice.key == "practice"


def test_a_span_leaves_out_what_was_before(store: Store, program: Program, answer: Answer) -> None:
    """Days before the span are in no picture."""
    fill(store, answer)
    tomorrow = DaySpan(TODAY, TODAY + timedelta(days=1))
    assert keys(store, {program.key: program}, span=tomorrow) == []


_ZONES = st.sampled_from(
    [UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-9, minutes=-30))]
)
# Around both changes of clocks of a year in Europe.
_TIMES = st.datetimes(datetime(2026, 3, 28), datetime(2026, 4, 20), timezones=_ZONES) | st.datetimes(
    datetime(2026, 10, 24), datetime(2026, 11, 20), timezones=_ZONES
)
_WORDS = st.lists(
    st.sampled_from(["walk", "work", "\x1b[1m", "中文", "a" * 120]) | st.text(max_size=5), max_size=3
)
_CHECKINS = st.lists(
    st.tuples(
        _TIMES, st.builds(Checkin, st.none() | st.integers(1, 5), _WORDS.map(tuple), _WORDS.map(tuple))
    ),
    max_size=40,
)


_ANYTHING = given(
    _CHECKINS, st.integers(0, 23), st.none() | st.dates(date(2026, 3, 1), TODAY), st.sampled_from([38, 74])
)


def _insights(checkins: list[tuple[datetime, Checkin]], start: int, since: date | None) -> list[Insight]:
    """The insights into some check-ins, where a day begins at an hour."""
    with passing_store(FixedClock()) as store:
        with store.transaction():
            for at, checkin in checkins:
                store.checkins.add(checkin, at)
        return all_insights(store, {}, DaySpan(TODAY, since, timedelta(hours=start)))


@settings(max_examples=40, deadline=None)
@_ANYTHING
def test_any_checkins_can_be_shown(
    checkins: list[tuple[datetime, Checkin]], start: int, since: date | None, width: int
) -> None:
    """Whatever was noted and when, each insight has a sentence, its data, and a drawing without escapes."""
    for insight in _insights(checkins, start, since):
        assert insight.description
        assert insight_data(insight)["key"] == insight.key
        assert all("\x1b" not in row for row in draw_text_chart(insight, width))


@settings(max_examples=40, deadline=None)
@_ANYTHING
def test_any_checkins_lie_on_their_scale(
    checkins: list[tuple[datetime, Checkin]], start: int, since: date | None, width: int
) -> None:
    """No point and no bar reaches beyond the ends of its scale."""
    for insight in _insights(checkins, start, since):
        if isinstance(insight, LineChart):
            assert all(insight.low <= point.value <= insight.high for point in insight.points)
        elif isinstance(insight, BarChart):
            assert all(insight.low <= bar.value <= insight.high for bar in insight.bars)


@settings(max_examples=40, deadline=None)
@_ANYTHING
def test_any_checkins_are_told_by_their_numbers(
    checkins: list[tuple[datetime, Checkin]], start: int, since: date | None, width: int
) -> None:
    """The sentence has the first number of a line, and every mean of bars with its days."""
    for insight in _insights(checkins, start, since):
        if isinstance(insight, LineChart):
            assert format_number(insight.points[0].value, 1, 5) in insight.description
        elif isinstance(insight, BarChart) and insight.key != "feelings":
            numbers = set(re.findall(r"\d+(?:\.\d)?", insight.description))
            means = {format_number(bar.value, 1, 5) for bar in insight.bars}
            means |= {str(bar.days) for bar in insight.bars}
            assert means <= numbers


def test_more_passes_take_no_more_queries(store: Store, program: Program, answer: Answer) -> None:
    """Whoever takes a program each year waits no longer for it: all passes are read together."""
    fill(store, answer)
    ran: list[str] = []

    def queries() -> int:
        ran.clear()
        all_insights(store, {program.key: program}, ALL)
        return len(ran)

    with store.transaction() as connection:
        connection.set_trace_callback(ran.append)
    once = queries()
    assert 0 < once < 30
    for _ in range(3):
        again = store.enrollments.begin(program.key, program.slug, program.title, "")
        answer("trust-before", 70, within=again)
        answer("trust-after", 45, within=again)
    assert queries() == once
