from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.questions import CUT_SHORT, Message, Move, PacedCues
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.prompters.scripted import PartialInput, ScriptedPrompter, ScriptStep
from resilify_cli.session.activity_asker import ActivityAsker
from resilify_cli.session.practice import find_practice, practice_groups, practices, run_practice
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.store import Store
from tests.session.conftest import Sittings

_BODY = """## One

:::{note} plain
A word?
:::

## Letter {#letter}
:aim: Be kind.

:::{write} kind-letter
:practice: Compassionate letter
Write.
:::

:::{breathe} breath
:practice: Soothing rhythm breathing
:::
"""
_LATER = "## Two\n\n:::{record} log\n:practice: Self-critic log\nA log.\n- What: happened? {#what}\n:::\n"
_BOTH = {"session-1", "session-2"}


@pytest.fixture
def program(full_program: Callable[..., Path]) -> Program:
    return load_program(full_program(_BODY, _LATER))


def _practise(store: Store, program: Program, name: str, *acts: ScriptStep) -> tuple[bool, ScriptedPrompter]:
    enrollment = store.enrollments.latest(program.key) or store.enrollments.begin(
        program.key, program.slug, program.title, ""
    )
    practice = find_practice(practices(program, _BOTH, {}), name)
    assert practice
    prompter = ScriptedPrompter(acts)
    history = StoredAnswerHistory(store, enrollment, program)
    session = practice.session
    asking = ActivityAsker(store, prompter, enrollment, history, session.id, session.title, practice=True)
    return run_practice(program, practice, asking), prompter


@pytest.mark.parametrize(
    ("met", "names"),
    [
        (set(), []),
        ({"session-1"}, ["Compassionate letter", "Soothing rhythm breathing"]),
        (_BOTH, ["Compassionate letter", "Soothing rhythm breathing", "Self-critic log"]),
    ],
)
def test_practices_come_from_the_sessions_met(program: Program, met: set[str], names: list[str]) -> None:
    """What the author names as a practice is offered once its session was begun, and nothing else."""
    assert [practice.activity.name for practice in practices(program, met, {})] == names


def test_a_program_without_practices_offers_what_has_words(full_program: Callable[..., Path]) -> None:
    """Where the author named none, each activity that is answered in words is offered; a log is none."""
    body = "## One\n\n:::{note} plain\nA word?\n:::\n\n:::{rate} sting\nHow much?\n:::\n"
    body += "\n:::{log} diary\nHow was it?\n- What: What was it? {#what}\n:::\n"
    found = practices(load_program(full_program(body)), {"session-1"}, {"plain": 2})
    assert [(practice.activity.id, practice.times) for practice in found] == [("plain", 2)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("kind-letter", "kind-letter"),
        ("compassionate LETTER", "kind-letter"),
        ("breathing", "breath"),
        (" log ", "log"),
        ("nothing", None),
        ("", None),
    ],
)
def test_a_practice_is_found_by_its_names(program: Program, name: str, found: str | None) -> None:
    """An id, a name in any case, or a part of it names a practice."""
    practice = find_practice(practices(program, _BOTH, {}), name)
    assert (practice.activity.id if practice else None) == found


def test_a_practice_stands_beside_the_session(store: Store, program: Program, sit: Sittings) -> None:
    """Practising offers no earlier answer, adds one of its own each time, and moves nothing."""
    sit(program.path, None, "word", None, "then")
    place = (sit.enrollment.session_id, sit.enrollment.step_id)
    for text in ("first", "second"):
        done, prompter = _practise(store, program, "kind-letter", None, text)
        assert done
        assert getattr(prompter.asked[-1][0], "default", "") == ""
    assert sit.journal == ["word", "then", "first", "second"]
    assert store.entries.practice_counts(sit.enrollment) == {"kind-letter": 2}
    assert (sit.enrollment.session_id, sit.enrollment.step_id) == place


def test_a_practice_left_empty_is_not_counted(store: Store, full_program: Callable[..., Path]) -> None:
    """A record of which every field stays empty is no practice; with one word in it, it is."""
    fields = "- What: What is it? {#what}\n- When: When? {#when}\n"
    record = f":::{{record}} park\n:practice: Parking\nPark it.\n{fields}:::\n"
    program = load_program(full_program(f"## One\n\n{record}"))
    _practise(store, program, "park", "", "")
    (enrollment,) = store.enrollments.all()
    assert store.entries.practice_counts(enrollment) == {}
    _practise(store, program, "park", "", "at six")
    assert store.entries.practice_counts(enrollment) == {"park": 1}


def test_a_practice_is_no_answer_of_the_session(store: Store, program: Program, sit: Sittings) -> None:
    """What was practised first is not offered as the session's answer, nor replaced by it."""
    sit(program.path, None, "word", None)
    _practise(store, program, "kind-letter", None, "practised")
    sat = sit(program.path, "in the session")
    assert getattr(sat.prompter.asked[0][0], "default", None) == ""
    assert sorted(sit.journal) == ["in the session", "practised", "word"]


def test_what_is_said_before_an_exercise_comes_first(store: Store, program: Program) -> None:
    """A practice from an exercise shows its notes, and leaving there has done nothing."""
    done, prompter = _practise(store, program, "kind-letter")
    assert not done
    assert isinstance(prompter.asked[0][0], Message)
    assert "Be kind." in str(prompter.asked[0][0].body)
    assert _practise(store, program, "log", "rain")[1].asked[0][1].position == "Practice"


def test_a_practice_left_in_the_middle_waits(store: Store, program: Program) -> None:
    """What is half typed in a practice is there the next time."""
    done, _ = _practise(store, program, "kind-letter", None, PartialInput("Dear", Move.LEAVE))
    assert not done
    question, screen = _practise(store, program, "kind-letter", None)[1].asked[-1]
    assert (getattr(question, "default", ""), screen.resumed) == ("Dear", True)


def test_back_in_a_practice_leads_to_its_notes(store: Store, program: Program) -> None:
    """Going back from the first question shows the notes again, or the question where there are none."""
    done, prompter = _practise(store, program, "kind-letter", None, Move.BACK, None, "Dear me")
    assert done
    assert [isinstance(question, Message) for question, _ in prompter.asked] == [True, False, True, False]
    assert prompter.asked[1][1].can_go_back
    assert len(_practise(store, program, "log", Move.BACK, Move.LEAVE)[1].asked) == 2


def test_a_practice_says_what_it_is_above_each_question(store: Store, program: Program) -> None:
    """Program, practice and minutes stand above the notes, which have no way back, and above the question."""
    screens = [screen for _, screen in _practise(store, program, "kind-letter", None)[1].asked]
    assert [
        (screen.program, screen.session, screen.position, screen.minutes_left, screen.can_go_back)
        for screen in screens
    ] == [
        (program.title, "Compassionate letter", "Practice", 10, False),
        (program.title, "Compassionate letter", "Practice", 10, True),
    ]
    assert all(screen.citations == program.numbers for screen in screens)


def test_what_was_never_practised_was_practised_no_times(program: Program) -> None:
    """A practice that was not done yet has the count 0."""
    assert {practice.times for practice in practices(program, _BOTH, {})} == {0}


_INTENSE = """## One

:::{note} word
A word?
:::

## Rescue {#rescue}
:aim: Stay.
:intense: yes

:::{note} image
:practice: Rescue
What do you see?
:::
"""
_BACK = "\n## Back {#closing}\n:grounding: yes\n\n:::{guided} back\n[20s] Look at the door.\n:::\n"


@pytest.mark.parametrize(("closing", "cue"), [(_BACK, "Look at the door."), ("", "Look up from the words")])
def test_an_intense_practice_ends_with_grounding(
    store: Store, full_program: Callable[..., Path], closing: str, cue: str
) -> None:
    """Done or skipped, it leads back to the room, in its session's words or in ours; left, it does not."""
    program = load_program(full_program(_INTENSE + closing, _LATER))
    for act, grounded in (("a door", True), (Move.SKIP, True), (Move.LEAVE, False)):
        _, prompter = _practise(store, program, "Rescue", None, act, None)
        last, screen = prompter.asked[-1]
        assert isinstance(last, PacedCues) is grounded
        if isinstance(last, PacedCues):
            assert last.cues[0].text.startswith(cue)
            assert screen.session == "Back to the room"


def test_what_is_cut_short_is_not_counted(store: Store, program: Program) -> None:
    """A paced practice that ended early leaves no entry; one that came to its end does."""
    for answer, counts in ((CUT_SHORT, {}), (None, {"breath": 1})):
        done, _ = _practise(store, program, "breath", None, answer)
        enrollment = store.enrollments.latest(program.key)
        assert done
        assert enrollment
        assert store.entries.practice_counts(enrollment) == counts


def test_a_collection_is_open_before_any_session(full_program: Callable[..., Path]) -> None:
    """Each session of a collection is a group; a program is one, of the sessions that were met."""
    collection = load_program(full_program(_BODY, _LATER, extra="kind: practices\n"))
    groups = practice_groups(collection, set(), {"log": 2})
    assert [(group.title, [one.times for one in group.practices]) for group in groups] == [
        ("Session 1", [0, 0]),
        ("Session 2", [2]),
    ]
    walked = load_program(full_program(_BODY, _LATER))
    assert practice_groups(walked, set(), {}) == []
    assert [group.title for group in practice_groups(walked, _BOTH, {})] == [walked.title]
