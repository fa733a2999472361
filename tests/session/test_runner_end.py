"""How sessions and whole programs come to their end, and are taken again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.questions import Message, Move, OwnWords
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.program_progress import next_session
from resilify_cli.session.runner import SessionEnd, SessionRunner
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.session.conftest import Sittings, words

_NOTE = "## One\n\n:::{{note}} {0}\nA word?\n:::\n"
_FIRST, _SECOND = _NOTE.format("first"), _NOTE.format("second")


@pytest.fixture
def two(full_program: Callable[..., Path]) -> Path:
    """A program of two sessions, each with one question."""
    return full_program(_FIRST, _SECOND)


def _next(sit: Sittings, folder: Path) -> str | None:
    session = next_session(load_program(folder), sit.enrollment, sit.store)
    return session.id if session else None


def test_the_end_tells_what_was_done_and_written(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """At the end of a session stand what was done, the plan, the words and when to go on."""
    program = full_program(_FIRST + "\n:::{plan} plan\nOne thing.\n:::\n", _SECOND)
    sat = sit(program, None, "tired", "noon", "walk", "", None)
    end = sat.prompter.asked[-1][0]
    assert isinstance(end, Message)
    assert [block for block in end.body if isinstance(block, OwnWords)] == [
        OwnWords("If noon, then I will walk."),
        OwnWords("tired", "A word?"),
    ]
    told = str(end.body)
    assert "You did 2 of its steps." in told
    assert "Next: **Session 2**" in told
    assert "around Tuesday 10 November" in told
    assert "resilify help-now" in told


def test_the_sources_of_a_session_come_at_its_end(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """References that the session cites are shown after its end, numbered as in the text, and no others."""
    references = (
        "references:\n  reference:\n"
        "    - {id: other2001, title: Not cited, finding: None.}\n"
        "    - {id: leary2007, title: On kindness, finding: Kindness *helps*.}\n"
    )
    program = full_program("## One {#one}\n\nPeople are kind [@leary2007].\n", extra=references)
    sat = sit(program, None, None, None)
    assert words(sat.prompter.asked[-2][0]).startswith("That was all of it.")
    sources = str(sat.prompter.asked[-1][0].body)
    assert "[2] On kindness" in sources.replace("\\", "")
    assert "Not cited" not in sources


def test_a_session_that_cites_nothing_shows_no_sources(sit: Sittings, two: Path) -> None:
    """Without a citation the end is the last screen."""
    sat = sit(two, None, "x", None)
    assert len(sat.prompter.asked) == 3
    assert "Next: **Session 2**" in str(sat.prompter.asked[-1][0].body)


@pytest.mark.parametrize("act", [Move.LEAVE, Move.BACK, Move.SKIP, None])
def test_the_end_is_the_end_however_it_is_left(sit: Sittings, two: Path, act: Move | None) -> None:
    """Once the last step is done the session is finished, whatever is pressed then."""
    assert sit(two, None, "x", act).ending is SessionEnd.FINISHED
    assert _next(sit, two) == "session-2"


def test_all_sessions_finished_is_the_program_finished(sit: Sittings, two: Path) -> None:
    """After its last open session a program has an end, and nothing to go on with."""
    sit(two, None, "x", None)
    assert sit.enrollment.finished_at is None
    sat = sit(two, None, "y", None)
    assert "That was the last session." in str(sat.prompter.asked[-1][0].body)
    assert sit.enrollment.finished_at
    assert _next(sit, two) is None


def test_a_session_passed_over_comes_after_the_last(sit: Sittings, two: Path) -> None:
    """Whoever begins with a later session is led back to the one left out."""
    sit(two, None, "y", None, number=2)
    assert sit.enrollment.finished_at is None
    assert _next(sit, two) == "session-1"


def test_a_session_can_be_taken_again(sit: Sittings, store: Store, two: Path) -> None:
    """Taken again, a session begins with its first step, offers the answers, and keeps the old ones."""
    sit(two, None, "then", None)
    sat = sit(two, "now", None, number=1)
    assert sat.asked[0] == "A word?"
    assert getattr(sat.prompter.asked[0][0], "default", "") == "then"
    assert sit.journal == ["now"]
    assert _next(sit, two) == "session-2"


def test_a_program_taken_again_begins_anew(sit: Sittings, store: Store, two: Path) -> None:
    """A new pass through a finished program knows nothing of the old one, which stays in the journal."""
    sit(two, None, "x", None)
    store.enrollments.begin(load_program(two).key, "a-program", "A program", "")
    sat = sit(two, None, "new")
    assert getattr(sat.prompter.asked[1][0], "default", "") == ""
    assert sit.journal == ["x", "new"]


def test_recall_brings_words_back_where_there_are_any(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """An earlier answer comes back in a later session, and is left out where it was skipped."""
    program = full_program(_FIRST, "## Two\n\n:::{recall} first\nYou wrote:\n:::\n\nThe end.\n")
    sit(program, None, Move.SKIP, None)
    assert sit(program, None).asked[1:] == ["The end."]
    sit(program, "tired", None, number=1)
    assert sit(program, None, number=2).asked[1:] == ["You wrote:"]


def test_a_session_of_which_nothing_is_shown_is_over(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """A session whose every step hangs on answers that were skipped is finished, and never comes again."""
    program = full_program(_FIRST, "## Two\n\n:::{recall} first\n:::\n", _SECOND)
    sit(program, None, Move.SKIP, None)
    assert sit(program, None, None).ending is SessionEnd.FINISHED
    assert _next(sit, program) == "session-3"
    sit(program, None, "x", None)
    assert _next(sit, program) is None


def test_the_welcome_comes_first(store: Store, clock: FixedClock, two: Path) -> None:
    """What everyone is told once stands before all else, and leaving there begins nothing."""
    program = load_program(two)
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
    prompter = ScriptedPrompter([])
    runner = SessionRunner(
        program,
        program.sessions[0],
        enrollment,
        store,
        prompter,
        clock,
        StoredAnswerHistory(store, enrollment, program),
    )
    welcome = Message(continue_label="begin")
    assert runner.run(welcome) is SessionEnd.LEFT
    assert [question for question, _ in prompter.asked] == [welcome]
    assert store.enrollments.all()[0].session_id == ""


@pytest.mark.parametrize(
    ("prompt", "label"),
    [
        ("What was it? Take your time.", "What was it?"),
        ("One? Two?", "One?"),
        ("Tell it:\nA second line.", "Tell it"),
        ("Tell it.", "Tell it"),
    ],
)
def test_words_at_the_end_are_named_by_their_question(
    sit: Sittings, full_program: Callable[..., Path], prompt: str, label: str
) -> None:
    """The words of an answer stand under the first sentence of its question."""
    program = full_program(f"## One\n\n:::{{reflect}} first\n{prompt}\n:::\n", _SECOND)
    end = sit(program, None, "tired", None).prompter.asked[-1][0]
    assert isinstance(end, Message)
    assert OwnWords("tired", label) in end.body


@pytest.mark.parametrize(("lines", "shown"), [(6, 6), (7, 6)])
def test_a_long_answer_is_cut_at_the_end(
    sit: Sittings, full_program: Callable[..., Path], lines: int, shown: int
) -> None:
    """Of an answer of many lines the first ones stand at the end, and a mark that there are more."""
    answer = [f"line {number}" for number in range(lines)]
    program = full_program("## One\n\n:::{reflect} first\nA word?\n:::\n", _SECOND)
    end = sit(program, None, "\n".join(answer), None).prompter.asked[-1][0]
    assert isinstance(end, Message)
    more = ["…"] if lines > shown else []
    assert OwnWords("\n".join([*answer[:shown], *more]), "A word?") in end.body
