from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.questions import (
    Answer,
    LineQuestion,
    Message,
    Move,
    Question,
    Reply,
    TextQuestion,
)
from resilify_cli.prompters.scripted import PartialInput
from resilify_cli.session.runner import SessionEnd
from resilify_cli.store.store import Store
from tests.session.conftest import Sittings

_BODY = """
## One {#one}

The first text.

:::{reflect} moment
What happened?
:::

:::{choose} way
Which way?
- Short {#short}
- Long {#long}
:::

:::{note} extra
:when: way is long
And what else?
:::

## End {#end}

The last text.
"""
_SHORT = (None, None, "It rained.", "short", None, None)
_LONG = (None, None, "It rained.", "long", "Snow.", None, None)


@pytest.fixture
def program(full_program: Callable[..., Path]) -> Path:
    return full_program(_BODY)


def test_a_session_goes_from_its_beginning_to_its_end(sit: Sittings, program: Path) -> None:
    """The steps come one after the other, after a beginning and before an end."""
    sat = sit(program, *_SHORT)
    assert sat.asked[1:-1] == ["The first text.", "What happened?", "Which way?", "The last text."]
    assert isinstance(sat.prompter.asked[0][0], Message)
    assert sat.ending is SessionEnd.FINISHED
    assert sit.states() == dict.fromkeys(("#one", "moment", "way", "#end"), "done")
    assert sit.journal == ["It rained.", "Short"]


def test_an_answer_is_on_disk_before_the_next_question(sit: Sittings, program: Path, home: Path) -> None:
    """While a question is asked, another program can read the answer before and the place."""
    seen: list[object] = []

    def look(_: Question) -> Reply:
        other = sqlite3.connect(home / "resilify.db")
        seen.append(other.execute("SELECT text FROM entries").fetchone()[0])
        seen.append(other.execute("SELECT step_id FROM enrollments").fetchone()[0])
        other.close()
        return Answer("short")

    sit(program, None, None, "It rained.", look)
    assert seen == ["It rained.", "way"]


def test_an_answer_is_one_transaction(sit: Sittings, program: Path, store: Store) -> None:
    """An answer, its draft's end, the step's state and the new place are one commit together."""
    commits: list[int] = []

    def count(reply: Reply) -> Callable[[Question], Reply]:
        def act(_: Question) -> Reply:
            commits.append(0)
            return reply

        return act

    def trace(statement: str) -> None:
        if commits and statement.startswith(("COMMIT", "END")):
            commits[-1] += 1

    store.database.connection.set_trace_callback(trace)
    sit(program, None, *(count(Answer(act)) for act in _LONG[1:]))
    # The end of the session is no step.
    assert commits == [1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("answered", range(len(_LONG) - 1))
def test_leaving_anywhere_comes_back_to_the_same_place(sit: Sittings, program: Path, answered: int) -> None:
    """Left at any question, a session goes on with that question, and ends with all that was answered."""
    left = sit(program, *_LONG[:answered])
    assert left.ending is SessionEnd.LEFT
    again = sit(program, *_LONG[answered:])
    assert again.asked[0] == left.asked[-1]
    assert again.ending is SessionEnd.FINISHED
    assert sit.journal == ["It rained.", "Long", "Snow."]
    assert set(sit.states().values()) == {"done"}


def test_what_was_half_typed_comes_back(sit: Sittings, program: Path) -> None:
    """Words that were typed and not finished are offered again in their place, and then are an answer."""
    sit(program, None, None, PartialInput("It rai", Move.LEAVE))
    assert sit.journal == []
    again = sit(program, "It rained.")
    question, screen = again.prompter.asked[0]
    assert isinstance(question, TextQuestion)
    assert (question.default, screen.resumed) == ("It rai", True)
    assert sit.journal == ["It rained."]
    later = sit(program, Move.BACK)
    assert not later.prompter.asked[1][1].resumed


def test_going_back_shows_the_answer_and_keeps_its_versions(
    sit: Sittings, program: Path, store: Store
) -> None:
    """Back at a question its answer is there to be changed, and a change keeps the words before."""
    sat = sit(program, None, None, "It rained.", Move.BACK, "It snowed.")
    question = sat.prompter.asked[-2][0]
    assert isinstance(question, TextQuestion)
    assert question.default == "It rained."
    assert sat.asked[-1] == "Which way?"
    assert sit.journal == ["It snowed."]
    entry = store.entries.kept(sit.enrollment, "moment")[0]
    assert entry.text == "It snowed."
    assert store.database.rows("SELECT text FROM entry_versions")[0][0] == "It rained."


def test_an_earlier_choice_is_offered_again(sit: Sittings, program: Path) -> None:
    """Back at a choice, what was chosen is marked."""
    sat = sit(program, None, None, "It rained.", "long", Move.BACK)
    assert getattr(sat.prompter.asked[-1][0], "default", None) == "long"


def test_the_first_step_has_nothing_before_it(sit: Sittings, program: Path) -> None:
    """Going back at the first step stays there, and the screen says that it can't."""
    sat = sit(program, None, Move.BACK, None)
    assert sat.asked[1:] == ["The first text.", "The first text.", "What happened?"]
    assert [screen.can_go_back for _, screen in sat.prompter.asked[1:]] == [False, False, True]


def test_anything_can_be_skipped(sit: Sittings, program: Path) -> None:
    """A session of which every step was skipped ends like any other, and keeps no answer."""
    sat = sit(program, None, *[Move.SKIP] * 4, None)
    assert sat.ending is SessionEnd.FINISHED
    assert set(sit.states().values()) == {"skipped"}
    assert sit.journal == []
    assert "That was all of it." in str(sat.prompter.asked[-1][0].body)


def test_skipping_what_was_answered_keeps_the_answer(sit: Sittings, program: Path) -> None:
    """Passing by a question that was answered before leaves its answer and its state."""
    sit(program, None, None, "It rained.", Move.BACK, Move.SKIP)
    assert sit.states()["moment"] == "done"
    assert sit.journal == ["It rained."]


@pytest.mark.parametrize("nothing", ["", "  \n "])
def test_an_empty_text_is_no_answer(sit: Sittings, program: Path, nothing: str) -> None:
    """Ending a longer text without a word passes it by, and no earlier answer is lost by it."""
    sit(program, None, None, nothing)
    assert sit.states()["moment"] == "skipped"
    sit(program, Move.BACK, "It rained.", Move.BACK, nothing)
    assert sit.journal == ["It rained."]


def test_conditions_bring_steps_in_and_out(sit: Sittings, program: Path) -> None:
    """A choice brings in the steps that ask for it, and changing it takes them out again."""
    sat = sit(program, None, None, "x", "long", Move.BACK, "short", Move.BACK, "long", "Snow.")
    assert sat.asked[3:] == [
        "Which way?",
        "And what else?",
        "Which way?",
        "The last text.",
        "Which way?",
        "And what else?",
        "The last text.",
    ]
    assert [screen.steps for _, screen in sat.prompter.asked[3:]] == [4, 4, 4, 3, 4, 4, 4]


def test_what_a_changed_choice_took_out_stays_in_the_journal(sit: Sittings, program: Path) -> None:
    """An answer to a step that is no longer shown is kept."""
    sit(program, None, None, "x", "long", "Snow.", Move.BACK, Move.BACK, "short")
    assert sit.journal == ["x", "Short", "Snow."]


def test_leaving_at_the_beginning_has_begun_nothing(sit: Sittings, program: Path) -> None:
    """Whoever leaves at the first screen meets it again."""
    first = sit(program)
    assert first.ending is SessionEnd.LEFT
    assert sit(program).asked == first.asked
    assert sit.states() == {}


def test_the_screen_says_how_far(sit: Sittings, program: Path) -> None:
    """Each screen has its step, the number of steps, the heading, and less and less time left."""
    sat = sit(program, *_SHORT)
    screens = [screen for _, screen in sat.prompter.asked[1:-1]]
    assert [(screen.step, screen.steps) for screen in screens] == [(1, 4), (1, 4), (2, 4), (3, 3)]
    assert [screen.heading for screen in screens] == ["One", "One", "One", "End"]
    assert {screen.position for screen in screens} == {"One sitting"}
    minutes = [screen.minutes_left for screen in screens]
    assert minutes == sorted(minutes, reverse=True)
    assert minutes[-1] < 1


def test_a_line_that_may_stay_empty_is_an_answer(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Leaving the last part of a plan empty keeps the plan."""
    program = full_program("## One\n\n:::{plan} plan\nOne small thing.\n:::\n")
    sat = sit(program, None, "it is noon", "walk", "")
    assert [getattr(q, "label", "") for q, _ in sat.prompter.asked[1:4]] == [
        "If",
        "then I will",
        "When and where",
    ]
    assert all(isinstance(q, LineQuestion) for q, _ in sat.prompter.asked[1:4])
    assert sit.journal == ["If it is noon, then I will walk."]


_CHECKUP = """
## One {#one}

:::{checkup} how
How much of the time?

- calm {#calm}
- tired {#tired .reversed}
- glad {#glad}
:::

## End {#end}

The last text.
"""


def test_a_check_up_skipped_at_its_last_item_is_kept_and_told(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """What was answered stays as a draft; the next screen says so, and coming back goes on behind it."""
    program = full_program(_CHECKUP)
    sat = sit(program, None, 4, 2, Move.SKIP, Move.BACK, 5)
    screens = [screen for _, screen in sat.prompter.asked]
    assert [bool(screen.notice) for screen in screens[:5]] == [False, False, False, False, True]
    assert "is kept" in screens[4].notice
    assert sat.asked[5] == "3 of 3: glad"
    assert sit.states()["how"] == "done"
    (kept,) = sit.store.entries.kept(sit.enrollment, "how")
    assert kept.values == (4, 2, 5)


def test_what_was_passed_over_untouched_is_not_spoken_of(sit: Sittings, program: Path) -> None:
    """Nobody is told of drafts where nothing was typed."""
    sat = sit(program, None, None, Move.SKIP, Move.SKIP, None)
    assert not any(screen.notice for _, screen in sat.prompter.asked)


_PAUSED = """## One {#one}

:::{note} task
:hint: e.g. the form
Which task?
:::

## Two {#two}
:pause: yes

You chose {task|a task}.

:::{note} how
How is {task|it} now?
:::
"""


def test_a_good_place_to_stop_is_said_once(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """On the first screen after it, and on no other."""
    sat = sit(full_program(_PAUSED), None, "the form", None, "light")
    notices = [screen.notice for _, screen in sat.prompter.asked]
    assert ["good place to stop" in notice for notice in notices] == [False, False, True, False, False]


def test_earlier_words_stand_in_lessons_questions_and_the_journal(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """A lesson and a question name what was chosen, and the question is kept as it was asked."""
    sat = sit(full_program(_PAUSED), None, "the form", None, "light")
    assert sat.asked[2:4] == ["You chose the form.", "How is the form now?"]
    (found,) = sit.store.database.rows("SELECT prompt FROM entries WHERE activity_id = 'how'")
    assert found["prompt"] == "How is the form now?"


def test_a_text_stands_without_the_words_of_a_skipped_step(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """What the author wrote for their absence stands in their place."""
    assert sit(full_program(_PAUSED), None, Move.SKIP, None, "light").asked[2] == "You chose a task."


def test_looking_back_does_not_lose_the_place(sit: Sittings, program: Path) -> None:
    """Whoever leaves on a step behind goes on at the furthest that they came to."""
    sit(program, None, None, "It rained.", Move.BACK, Move.BACK, Move.LEAVE)
    assert sit.enrollment.step_id == "way"
    assert sit(program, Move.LEAVE).asked == ["Which way?"]
    assert sit(program, Move.BACK, "It snowed.", Move.LEAVE).asked[-1] == "Which way?"


def test_what_is_half_written_on_a_step_behind_is_the_place(sit: Sittings, program: Path) -> None:
    """Words that were not sent are where one goes on."""
    sit(program, None, None, "It rained.", Move.BACK, PartialInput("It rained and", Move.LEAVE))
    assert sit.enrollment.step_id == "moment"
    assert getattr(sit(program, Move.LEAVE).prompter.asked[0][0], "default", "") == "It rained and"
