"""Which steps stand together on one screen, and how the walk goes over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from resilify_cli.activities.questions import MarkdownBlock, Message, Move, OwnWords, Question
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import ScriptedPrompter, ScriptStep
from resilify_cli.session.runner import SessionEnd, SessionRunner
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.store import Store
from tests.conftest import FixedClock

Write = Callable[..., Path]
_BODY = """
## One {#one}

A first text.

---

A second text.

:::{note} word
One word?
:::

:::{recall} word
You wrote:
:::

:::{note} more
And more?
:::

## Two {#two}

A third text.

:::{guided} room
[2s] Look around.
:::
"""


@pytest.fixture
def walk(store: Store, clock: FixedClock) -> Callable[..., ScriptedPrompter]:
    """Walks through the first session of a program with room for everything."""

    def run(
        folder: Path, acts: Iterable[ScriptStep], end: SessionEnd = SessionEnd.FINISHED
    ) -> ScriptedPrompter:
        program = load_program(folder)
        enrollment = store.enrollments.latest(program.key) or store.enrollments.begin(
            program.key, program.slug, program.title, ""
        )
        prompter = ScriptedPrompter(acts, is_roomy=True)
        history = StoredAnswerHistory(store, enrollment, program)
        runner = SessionRunner(program, program.sessions[0], enrollment, store, prompter, clock, history)
        assert runner.run() is end
        return prompter

    return run


def _texts(question: Question) -> list[str]:
    return [
        block.markdown if isinstance(block, MarkdownBlock) else block.text
        for block in question.body
        if isinstance(block, MarkdownBlock | OwnWords)
    ]


def _states(store: Store) -> dict[str, str]:
    (enrollment,) = store.enrollments.all()
    found = store.enrollments.step_states(enrollment, enrollment.session_id)
    return {step: state.value for step, state in found.items()}


def test_an_introduction_stands_with_its_question(
    walk: Callable[..., ScriptedPrompter], store: Store, full_program: Write
) -> None:
    """Texts and earlier words of a section stand above the question after them, and above cues."""
    prompter = walk(full_program(_BODY), [None, "rain", "snow", None, None])
    assert [_texts(question) for question, _ in prompter.asked[1:-1]] == [
        ["A first text.", "A second text.", "One word?"],
        ["You wrote:", "rain", "And more?"],
        ["A third text."],
    ]
    assert [screen.joined for _, screen in prompter.asked[1:-1]] == [
        ("#one", "#one-2"),
        ("recall-word",),
        ("#two",),
    ]
    assert set(_states(store)) == {"#one", "#one-2", "word", "recall-word", "more", "#two", "room"}
    assert set(_states(store).values()) == {"done"}


def test_going_back_leads_to_the_whole_page(
    walk: Callable[..., ScriptedPrompter], full_program: Write
) -> None:
    """One step back is one screen back, with its texts and the answer in it."""
    prompter = walk(full_program(_BODY), [None, "rain", Move.BACK, Move.LEAVE], SessionEnd.LEFT)
    question, screen = prompter.asked[-1]
    assert _texts(question) == ["A first text.", "A second text.", "One word?"]
    assert getattr(question, "default", "") == "rain"
    assert not screen.can_go_back


def test_a_page_that_was_left_comes_again(walk: Callable[..., ScriptedPrompter], full_program: Write) -> None:
    """Whoever goes on later meets the texts with their question."""
    folder = full_program(_BODY)
    walk(folder, [None, "rain", Move.LEAVE], SessionEnd.LEFT)
    again = walk(folder, [Move.LEAVE], SessionEnd.LEFT)
    assert _texts(again.asked[0][0])[-3:] == ["You wrote:", "rain", "And more?"]


def test_skipping_a_page_skips_all_of_it(
    walk: Callable[..., ScriptedPrompter], store: Store, full_program: Write
) -> None:
    """What was passed by is not taken for done."""
    walk(full_program(_BODY), [None, Move.SKIP, Move.LEAVE], SessionEnd.LEFT)
    assert _states(store) == {"#one": "skipped", "#one-2": "skipped", "word": "skipped"}


def test_the_warning_of_an_intense_exercise_stands_alone(
    walk: Callable[..., ScriptedPrompter], full_program: Write
) -> None:
    """It is not passed by on the way to a box to write in; what every exercise says may stand above one."""
    exercise = ":aim: To see.\n:caution: Go slowly.\n:easier: Less.\n:stop: Page Down.\n{0}\n"
    note = ":::{note} word\nOne word?\n:::\n"
    calm = walk(full_program(f"## One {{#one}}\n{exercise.format('')}\n{note}"), [None, "x", None])
    assert [screen.joined for _, screen in calm.asked[1:-1]] == [("#one",)]


def test_an_intense_exercise_is_not_joined(
    walk: Callable[..., ScriptedPrompter], full_program: Write
) -> None:
    """The same exercise with a mark that it stirs up has its warning on a screen of its own."""
    exercise = ":aim: To see.\n:caution: Go slowly.\n:easier: Less.\n:stop: Page Down.\n:intense: yes\n"
    folder = full_program(f"## One {{#one}}\n{exercise}\n:::{{note}} word\nOne word?\n:::\n")
    prompter = walk(folder, [None, None, "x", None])
    assert isinstance(prompter.asked[1][0], Message)
    assert [screen.joined for _, screen in prompter.asked[1:-1]] == [(), ()]


def test_two_long_texts_are_two_screens(walk: Callable[..., ScriptedPrompter], full_program: Write) -> None:
    """However tall the window, no wall of text comes of it."""
    text = "word " * 100
    prompter = walk(full_program(f"## One {{#one}}\n\n{text}\n\n---\n\n{text}\n"), [None, None, None])
    assert [screen.joined for _, screen in prompter.asked[:-1]] == [(), ()]


def test_coming_back_says_where_one_was_and_what_one_wrote(
    walk: Callable[..., ScriptedPrompter], full_program: Write
) -> None:
    """The first screen after a break names the section, and shows the words before it, never private ones."""
    open_, secret = ":::{note} first\nOne?\n:::\n", ":::{note} secret\n:private: yes\nTwo?\n:::\n"
    folder = full_program(f"## A belief {{#one}}\n\n{open_}\n{secret}\n:::{{note}} third\nThree?\n:::\n")
    walk(folder, [None, "it is lazy", "hidden", Move.LEAVE], SessionEnd.LEFT)
    again = walk(folder, ["x", None])
    question, screen = again.asked[0]
    assert screen.notice == "You are back where you stopped: A belief"
    assert OwnWords("it is lazy", "One?") in question.body
    assert "hidden" not in str(again.asked)
    assert again.asked[1][1].notice == ""


def test_what_is_cited_can_be_read_beside_its_screen(
    walk: Callable[..., ScriptedPrompter], full_program: Write
) -> None:
    """Each screen has the sources that it cites, with what they found, and no others."""
    references = (
        "references:\n  reference:\n"
        "    - {id: a2001, title: On rain, finding: Forty people.}\n"
        "    - {id: b2002, title: On snow, finding: Two people.}\n"
    )
    body = "## One {#one}\n\nRain helps [@a2001].\n\n## Two {#two}\n\nSnow too [@b2002].\n\n## End\n\nDone.\n"
    prompter = walk(full_program(body, extra=references), [None, None, None, None])
    notes = [str([note.body for note in screen.notes]) for _, screen in prompter.asked[:3]]
    assert ["Forty people" in one for one in notes] == [True, False, False]
    assert ["Two people" in one for one in notes] == [False, True, False]


def _rate(name: str, extra: str = "") -> str:
    return f":::{{rate}} {name}\n{extra}How {name}?\n:::\n\n"


def test_brief_questions_share_a_screen(walk: Callable[..., ScriptedPrompter], full_program: Write) -> None:
    """Three that follow each other are one screen: each below the answers before it, with one number."""
    body = f"## One {{#one}}\n\nA text.\n\n{''.join(map(_rate, 'abcd'))}"
    asked = walk(full_program(body), [None, 1, Move.SKIP, 3, 4, None]).asked[1:-1]
    first, second, third, fourth = [screen for _, screen in asked]
    assert first.before == ()
    one = OwnWords("1 on a scale from 0 to 10", "How a?")
    assert second.before == third.before == (MarkdownBlock("A text."), one)
    assert first.page == second.page == third.page == "#one"
    assert (fourth.page, fourth.before) == ("d", ())
    assert [(screen.step, screen.steps) for _, screen in asked] == [(1, 2), (1, 2), (1, 2), (2, 2)]


def test_going_back_among_brief_questions_is_one_question_back(
    walk: Callable[..., ScriptedPrompter], full_program: Write
) -> None:
    """The question before comes with its text and its answer, to change."""
    body = f"## One {{#one}}\n\nA text.\n\n{_rate('a')}{_rate('b')}"
    question, screen = walk(full_program(body), [None, 1, Move.BACK, Move.LEAVE], SessionEnd.LEFT).asked[-1]
    assert (_texts(question), screen.before) == (["A text.", "How a?"], ())
    assert getattr(question, "default", None) == 1


@pytest.mark.parametrize("extra", [":private: yes\n", ":compare: z\n"])
def test_what_stands_alone_shares_no_screen(
    walk: Callable[..., ScriptedPrompter], full_program: Write, extra: str
) -> None:
    """A private number is in sight of no question after it, and one to compare has a screen for both."""
    body = f"## One\n\n{_rate('z')}A text.\n\n{_rate('a', extra)}{_rate('b')}"
    asked = walk(full_program(body), [None, 5, 1, *([None] if "compare" in extra else []), 2, None]).asked
    assert asked[-2][1].before == ()
    assert asked[-2][1].page == "b"


def test_the_beginning_stands_with_the_first_words(
    walk: Callable[..., ScriptedPrompter], full_program: Write
) -> None:
    """What the session is about, and its first text, are one screen; a question has one of its own."""
    question, screen = walk(full_program("## One {#one}\n\nA first text.\n"), [None, None]).asked[0]
    assert "Anything can be skipped" in str(question.body)
    assert _texts(question)[-1] == "A first text."
    assert (screen.step, screen.page) == (1, "#one")
