"""How sessions and whole programs come to their end, and are taken again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from resilify_cli.activities.questions import LineQuestion, Message, Move, OwnWords
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.next_sitting import next_sitting
from resilify_cli.session.program_progress import next_session
from resilify_cli.session.runner import SessionEnd, SessionRunner
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.session.conftest import Sittings

_NOTE = "## One\n\n:::{{note}} {0}\nA word?\n:::\n"
_OTHER = ":::{reflect} other\nAnd another?\n:::\n"
_SECRET = ":::{note} secret\n:private: yes\nA secret?\n:::\n"
_FIRST, _SECOND = _NOTE.format("first"), _NOTE.format("second")


@pytest.fixture
def two(full_program: Callable[..., Path]) -> Path:
    """A program of two sessions, each with one question."""
    return full_program(_FIRST, _SECOND)


def _next(sit: Sittings, folder: Path) -> str | None:
    session = next_session(load_program(folder), sit.enrollment, sit.store)
    return session.id if session else None


@pytest.fixture
def end(sit: Sittings, full_program: Callable[..., Path]) -> LineQuestion:
    """The last screen of a sitting with a line to keep, other words and a plan."""
    kept = ":::{note} first\n:keep: yes\nA word?\n:::\n"
    program = full_program(f"## One\n\n{kept}\n{_OTHER}\n:::{{plan}} plan\nOne thing.\n:::\n", _SECOND)
    asked = sit(program, None, "tired", "what hurts", "noon", "walk", "", "").prompter.asked
    # Nothing is asked twice.
    assert len(asked) == 7
    question = asked[-1][0]
    assert isinstance(question, LineQuestion)
    return question


def test_the_end_shows_the_plan_and_the_line_to_keep(end: LineQuestion) -> None:
    """Whole, and no other words of the session."""
    assert [block for block in end.body if isinstance(block, OwnWords)] == [
        OwnWords("If noon, then I will walk.", "Your plan"),
        OwnWords("tired", "A line to keep"),
    ]
    assert "what hurts" not in str(end.body)


def test_the_end_can_keep_one_field_of_a_record(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """The field that the author named, in its words alone; the others are not gone through again."""
    fields = "- Harsh: what? {#harsh}\n- Kind: what? {#kind}\n"
    program = full_program(f"## One\n\n:::{{record}} pair\n:keep: kind\nTwo.\n{fields}:::\n", _SECOND)
    end, _ = sit(program, None, "useless", "it was late", "").prompter.asked[-1]
    assert [block for block in end.body if isinstance(block, OwnWords)] == [
        OwnWords("it was late", "A line to keep")
    ]
    program = full_program(f"## One\n\n:::{{record}} pair\n:keep: kind\nTwo.\n{fields}:::\n", _SECOND)
    end, _ = sit(program, "useless", "", "", number=1).prompter.asked[-1]
    assert not [block for block in end.body if isinstance(block, OwnWords)]


def test_the_end_says_when_to_go_on_and_where_help_is(end: LineQuestion) -> None:
    """And asks when and where that will be."""
    told = str(end.body)
    assert "Next: **Session 2**" in told
    assert "around Tuesday 10 November" in told
    assert "resilify help-now" in told
    assert "When and where would you like to go on?" in told


def test_words_and_sources_are_a_key_away(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Beside the end stand the words of the session, whole, and its sources: no others, nothing private."""
    references = (
        "references:\n  reference:\n"
        "    - {id: other2001, title: Not cited, finding: None.}\n"
        "    - {id: leary2007, title: On kindness, finding: Kindness *helps*.}\n"
    )
    body = f"## One {{#one}}\n\nPeople are kind [@leary2007].\n\n{_OTHER}\n{_SECRET}"
    program = full_program(body, _SECOND, extra=references)
    long = "\n".join(f"line {number}" for number in range(30))
    sat = sit(program, None, None, long, "hidden", "")
    _, screen = sat.prompter.asked[-1]
    words, sources = screen.notes
    assert (words.name, sources.name) == ("words", "sources")
    assert OwnWords(long, "And another?") in words.body
    assert "[2] On kindness" in str(sources.body).replace("\\", "")
    assert "Not cited" not in str(sources.body)
    assert "hidden" not in str(sat.prompter.asked[-1])


def test_what_is_not_there_stands_not_beside_the_end(sit: Sittings, two: Path) -> None:
    """Without words and citations nothing is offered to read."""
    assert sit(two, None, Move.SKIP, "").prompter.asked[-1][1].notes == ()


def test_when_to_go_on_is_kept_until_one_does(sit: Sittings, two: Path) -> None:
    """What was said is there until another session is begun, or for sixty days; left empty it is not."""
    sit(two, None, "x", "Sunday, at the table")
    today = date(2026, 11, 3)
    assert next_sitting(sit.store, sit.enrollment, today) == "Sunday, at the table"
    assert next_sitting(sit.store, sit.enrollment, date(2027, 1, 3)) == ""
    sit(two, None, Move.LEAVE)
    assert next_sitting(sit.store, sit.enrollment, today) == ""
    sit(two, "y", "")
    assert next_sitting(sit.store, sit.enrollment, today) == ""


@pytest.mark.parametrize("nothing", ["", "  ", Move.SKIP, Move.BACK, Move.LEAVE])
def test_when_to_go_on_may_stay_open(sit: Sittings, two: Path, nothing: str | Move) -> None:
    """Who says nothing of it has finished all the same, and nothing is kept."""
    assert sit(two, None, "x", nothing).ending is SessionEnd.FINISHED
    assert next_sitting(sit.store, sit.enrollment, date(2026, 11, 3)) == ""
    rows = sit.store.database.rows("SELECT count(*) FROM entries")
    assert rows[0][0] == 1


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
    _, screen = sit(program, None, "tired", "").prompter.asked[-1]
    assert OwnWords("tired", label) in screen.notes[0].body


_PAGE = ":::{gather} page\n:page: yes\nYour page.\n- first: One\n:::\n"


@pytest.mark.parametrize(
    ("acts", "named"),
    [
        (("tired", "My page", "yes"), True),
        (("tired", "My page", "no"), False),
        (("tired", Move.SKIP), False),
    ],
)
def test_the_end_names_the_page_that_was_filled(
    sit: Sittings, full_program: Callable[..., Path], acts: tuple[str | Move, ...], named: bool
) -> None:
    """Where the person let `resilify page` show it, and only there; the next session's end does not."""
    program = full_program(f"{_FIRST}\n{_PAGE}", _SECOND)
    end, _ = sit(program, None, *acts, None).prompter.asked[-1]
    assert ("resilify page" in str(end.body)) is named
    end, _ = sit(program, None, "x", None).prompter.asked[-1]
    assert "resilify page" not in str(end.body)
