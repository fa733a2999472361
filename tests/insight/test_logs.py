"""The numbers of logs, lists and experiments; what is private stays out of pictures and the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.insight.beliefs import belief_changes
from resilify_cli.insight.charts import BarChart, LineChart, Remark
from resilify_cli.insight.logs import logs_over_time, sums_over_rows
from resilify_cli.insight.measures import measures_over_time
from resilify_cli.insight.practice import practice_by_name
from resilify_cli.insight.program_history import ProgramHistory
from resilify_cli.insight.report import EntrySelection, ReportOptions, build_report
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from tests.insight.conftest import ALL

Answer = Callable[..., str]
_BODY = """## One

:::{log} nights
:name: sleep diary
:sum: asleep = woke - out
:sum: share = asleep / in-bed %
:sum: middle = out + 60
How was it?
- Lights out: When? {#out .time}
- Woke: When? {#woke .time}
- In bed: How long? {#in-bed .duration}
- Calm: How calm? {#calm .0-10}
:::

:::{experiment} guess
Which guess?
:::

:::{experiment} second
Which other?
:::

:::{list} ladder
:title: A ladder
:number: fear {0-100}
Which?
:::

:::{record} thoughts
:title: A thought
:before: sting
:after: left
What was it?
- Sting: Then? {#sting .0-10}
- Left: Now? {#left .0-10}
:::

:::{note} secret
:private: yes
What is for you alone?
:::
"""
_LATER = """## Two

:::{follow-up} guess
How did it go?
:::

:::{follow-up} second
How did it go?
:::

:::{list} again
:grow: ladder
And now?
:::
"""


@pytest.fixture
def program(full_program: Callable[..., Path]) -> Program:
    return load_program(full_program(_BODY, _LATER))


def _beliefs(store: Store, history: ProgramHistory) -> dict[str, BarChart]:
    found = list(belief_changes(store, history, ALL))
    assert all(isinstance(one, BarChart) for one in found)
    return {one.key.removeprefix("belief:a-program:"): one for one in found if isinstance(one, BarChart)}


def test_the_belief_before_a_test_stands_beside_the_one_after(
    store: Store, history: ProgramHistory, answer: Answer
) -> None:
    """All tests of a program are one picture; one that was not asked about, or not done yet, is left out."""
    answer("guess", "they laugh", 80, "ask", "", ago=3)
    answer("second", "nobody comes", 60, "invite", "", ago=3)
    answer("follow-up-guess", "done", "they smiled", 20, "ask more", ago=1)
    answer("follow-up-second", "not-yet", "keep", ago=1)
    chart = _beliefs(store, history)["experiments"]
    assert (chart.title, [bar.value for bar in chart.bars]) == (
        "What you expected, before and after",
        [80, 20],
    )
    answer("follow-up-second", "differently", "one came", 55, "", ago=0)
    chart = _beliefs(store, history)["experiments"]
    assert chart.description == (
        "On a scale from 0 to 100, the mean of 2 tests was 70 before and 38 after."
        " Afterward it was lower once and about the same once."
    )


def test_the_items_of_a_list_are_compared_with_those_of_the_one_that_grows_it(
    store: Store, history: ProgramHistory, answer: Answer
) -> None:
    """Item by item, whatever their order; new ones have nothing to be compared with."""
    answer("ladder", "a shop", "a call", "", 60, 30, ago=3)
    answer("again", ["a shop", "a call"], "a party", "", 40, 30, 90)
    chart = _beliefs(store, history)["again"]
    assert chart.title == "A ladder: fear, before and after"
    assert chart.description.startswith(
        "On a scale from 0 to 100, the mean of 2 items was 45 before and 35 after."
    )
    answer("again", ["a call"], "", 10)
    assert [bar.value for bar in _beliefs(store, history)["again"].bars] == [30, 10]


def test_the_fields_that_a_record_compares_are_a_pair(
    store: Store, history: ProgramHistory, answer: Answer
) -> None:
    """Named by `:before:` and `:after:`."""
    answer("thoughts", 8, 3)
    assert [bar.value for bar in _beliefs(store, history)["thoughts:sting"].bars] == [8, 3]


@pytest.fixture
def night_lines(store: Store, history: ProgramHistory, answer: Answer) -> dict[str, LineChart]:
    """The lines that are drawn of three nights in a sleep diary, by their labels."""
    answer("nights", "23:30", "7:00", "8 h", 7, ago=2)
    answer("nights", "0:30", "7:00", "7 h", 4, ago=1, practice=True)
    answer("nights", "?", "", "", 5, practice=True)
    charts = logs_over_time(store, history, ALL)
    return {one.key.rpartition(":")[2]: one for one in charts if isinstance(one, LineChart)}


def test_the_sums_and_scales_of_a_log_are_lines(night_lines: dict[str, LineChart]) -> None:
    """A time of day is none, and neither is what can't be read."""
    assert list(night_lines) == ["Asleep (hours)", "Share (%)", "Calm"]
    assert [point.value for point in night_lines["Calm"].points] == [7, 4, 5]


def test_a_duration_is_told_in_hours(night_lines: dict[str, LineChart]) -> None:
    """Its line goes from whole hours to whole hours."""
    asleep = night_lines["Asleep (hours)"]
    assert [(point.value, asleep.low, asleep.high) for point in asleep.points] == [(7.5, 6, 8), (6.5, 6, 8)]
    assert asleep.description.startswith(
        "Sleep diary: Asleep (hours) in A program, from 6 to 8: 7.5 on 19 November 2026 and 6.5 on 20"
    )


def test_a_share_is_told_in_percent(night_lines: dict[str, LineChart]) -> None:
    """Its line goes from none to all."""
    share = night_lines["Share (%)"]
    assert (share.low, share.high) == (0, 100)


def test_one_row_is_no_line(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """It is told that a change needs a second."""
    answer("nights", "23:30", "7:30", "8 h", 7)
    assert all(isinstance(one, Remark) for one in logs_over_time(store, history, ALL))


def test_a_row_of_a_log_is_no_practice(store: Store, history: ProgramHistory, enrollment: Enrollment) -> None:
    """However often it is filled."""
    for _ in range(3):
        kept = Response(
            session_id="session-1",
            session_title="Session 1",
            activity_id="nights",
            activity_kind="log",
            prompt="?",
            text="Calm: 3",
            values=("", "", "", 3),
            practice=True,
        )
        store.entries.answer(enrollment, kept)
    assert practice_by_name(store, [history], ALL) == []


def test_a_sum_over_no_row_is_none(program: Program) -> None:
    """Rows of which nothing can be worked out are left out."""
    _, log = program.activities["nights"]
    told = sums_over_rows(log, [("", "", "", 3), ("23:00", "7:00", "", 3)])  # type: ignore[arg-type]
    assert [one.description for one in told] == ["Asleep: 8 h, in one row."]


def test_what_is_private_is_not_in_the_report(store: Store, program: Program, enrollment: Enrollment) -> None:
    """Also where all entries are wanted; an experiment stands among the tests."""
    for activity_id, kind, text in (("secret", "note", "mine"), ("guess", "experiment", "I expect: a laugh")):
        kept = Response(
            session_id="session-1",
            session_title="Session 1",
            activity_id=activity_id,
            activity_kind=kind,
            prompt="?",
            text=text,
            values=(text,),
        )
        store.entries.answer(enrollment, kept)
    store.notes.add("a note")
    report = build_report(store, {program.key: program}, ALL, ReportOptions(EntrySelection.ALL))
    assert [entry.text for entry in report.entries] == ["a note"]
    assert [row.cells[0] for table in report.tests for row in table.rows] == ["I expect: a laugh"]
    assert list(report.plans) == []


def test_what_private_answers_give_to_a_measure_is_in_no_picture(
    full_program: Callable[..., Path], store: Store, history: ProgramHistory, answer: Answer
) -> None:
    """What an open activity gives to the same measure is shown, and what one gave that is gone."""
    rate = ":::{{rate}} {}\n:measure: {}\n:private: {}\nHow much?\n:::\n\n"
    body = rate.format("a", "both", "yes") + rate.format("b", "alone", "yes") + rate.format("c", "both", "no")
    program = load_program(full_program(f"## One\n\n{body}", slug="another", extra="renamed: {old-a: a}\n"))
    for name, measure, value in (("a", "both", 2), ("old-a", "both", 3), ("b", "alone", 4)):
        answer(name, value, reading=Reading(measure, value, 0, 10), practice=True)
    for name, measure in (("c", "both"), ("x", "gone")):
        answer(name, 7, reading=Reading(measure, 7, 0, 10), practice=True)
    found = measures_over_time(store, ProgramHistory(history.enrollments, program), ALL)
    told = {one.title: one.description for one in found}
    assert told.keys() == {"Both", "Gone"}
    assert "from 0 to 10: 7 on" in told["Both"]
