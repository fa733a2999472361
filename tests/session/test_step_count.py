"""How far a person is in a session, in screens and minutes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilify_cli.activities.questions import (
    Answer,
    AnswerValue,
    LineQuestion,
    Move,
    MultipleChoice,
    Question,
    Reply,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
)
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.runner import SessionEnd, SessionRunner
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.session.conftest import Sittings
from tests.stores_in_memory import store_in_memory

_EVERY_KIND = load_program(Path(__file__).parents[1] / "data" / "every-kind")
_FLAGSHIP = load_program(Path(__file__).parents[2] / "programs" / "cultivating-self-compassion")


def _reply(question: Question, data: st.DataObject) -> Reply:
    """Answer a question at random, or pass it by."""
    answer: st.SearchStrategy[AnswerValue]
    match question:
        case TextQuestion() | LineQuestion():
            answer = st.sampled_from(["words", "12", "", "7:30"])
        case ScaleQuestion(low=low, high=high):
            answer = st.integers(low, high)
        case SingleChoice(options=options):
            answer = st.sampled_from([option.id for option in options])
        case MultipleChoice(options=options):
            answer = st.lists(st.sampled_from([option.id for option in options]), unique=True)
        case _:
            return Answer(None)
    return data.draw(st.one_of(answer.map(Answer), st.just(Move.SKIP)))


def _screens_met(program: Program, data: st.DataObject, *, is_roomy: bool) -> list[list[Screen]]:
    """Walk through each session with answers at random; return the screens of each that have a place."""
    database = store_in_memory("here", clock := FixedClock())
    store = Store(database)
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
    met = []
    for session in program.sessions:
        prompter = ScriptedPrompter(iter(lambda: lambda q: _reply(q, data), None), is_roomy=is_roomy)
        history = StoredAnswerHistory(store, enrollment, program)
        runner = SessionRunner(program, session, enrollment, store, prompter, clock, history)
        assert runner.run() is SessionEnd.FINISHED
        met.append([screen for _, screen in prompter.asked if screen.steps])
    database.close()
    return met


def _check_counts(program: Program, data: st.DataObject, *, is_roomy: bool) -> None:
    for screens in _screens_met(program, data, is_roomy=is_roomy):
        totals = [screen.steps for screen in screens]
        assert totals == sorted(totals, reverse=True)
        numbers = [screen.step for screen in screens]
        assert numbers == sorted(numbers)
        assert all(screen.step <= screen.steps for screen in screens)
        minutes = [round(screen.minutes_left, 3) for screen in screens]
        assert minutes == sorted(minutes, reverse=True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), is_roomy=st.booleans())
def test_the_count_never_grows(data: st.DataObject, is_roomy: bool) -> None:
    """Whatever is answered or passed by, there are never more screens or minutes ahead than there were."""
    _check_counts(_EVERY_KIND, data, is_roomy=is_roomy)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), is_roomy=st.booleans())
def test_the_count_never_grows_in_a_real_program(data: st.DataObject, is_roomy: bool) -> None:
    """The same in each session of a program that takes weeks."""
    _check_counts(_FLAGSHIP, data, is_roomy=is_roomy)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), is_roomy=st.booleans())
def test_the_count_never_grows_in_many_walks(data: st.DataObject, is_roomy: bool) -> None:
    """The same, tried long enough to find what hides."""
    _check_counts(_FLAGSHIP, data, is_roomy=is_roomy)


def test_a_record_counts_its_fields(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Five fields stand on a screen; a check-up's score has one of its own, and a plan is one."""
    fields = "".join(f"- F{at}: What was it? {{#f{at}}}\n" for at in range(6))
    record = f":::{{record}} moment\nA moment.\n{fields}:::\n"
    checkup = ":::{checkup} week\nThis week ...\n- I rested. {#rested}\n- I ate. {#ate}\n:::\n"
    plan = ":::{plan} small\nOne thing.\n:::\n"
    folder = full_program(f"## One {{#one}}\n\n{record}\n{checkup}\n{plan}")
    sat = sit(folder, None, *"abcdef", 2, 3, None, "noon", "walk", "", None)
    places = [(screen.step, screen.steps) for _, screen in sat.prompter.asked[1:-1]]
    assert places == [(number, 5) for number in (1, 1, 1, 1, 1, 2, 3, 3, 4, 5, 5, 5)]


def test_another_row_does_not_count_on(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Whoever fills a second row stays at the last screen of the record."""
    record = ":::{record} moment\n:rows: 3\nA moment.\n- What: What was it? {#what}\n:::\n"
    sat = sit(
        full_program(f"## One\n\n{record}\n:::{{note}} end\nThe end?\n:::\n"), None, "a", "yes", "b", "no"
    )
    places = [screen.step for _, screen in sat.prompter.asked[1:]]
    assert places == [1, 1, 1, 1, 2]


def test_minutes_said_and_shown_agree(sit: Sittings) -> None:
    """The beginning says as many minutes as the first step shows, and the author's where all can come."""
    sat = sit(_FLAGSHIP.path, None)
    said, (_, first) = str(sat.prompter.asked[0][0].body), sat.prompter.asked[1]
    assert f"About {_FLAGSHIP.sessions[0].minutes:g} minutes." in said
    assert first.minutes_left == pytest.approx(_FLAGSHIP.sessions[0].minutes)


def test_what_can_no_longer_come_is_counted_out(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """A way that an answer closes takes its screens and minutes away, and the time said goes down with it."""
    way = ":::{choose} way\nWhich?\n- Short {#short}\n- Long {#long}\n:::\n"
    more = ":::{write} text\n:when: way is long\n:minutes: 10\nWrite.\n:::\n"
    end = ":::{note} end\nThe end?\n:::\n"
    sat = sit(full_program(f"## One\n\n{way}\n{more}\n{end}"), None, "short")
    first, last = sat.prompter.asked[1][1], sat.prompter.asked[-1][1]
    assert (first.step, first.steps, last.step, last.steps) == (1, 3, 2, 2)
    assert last.minutes_left < first.minutes_left / 5
