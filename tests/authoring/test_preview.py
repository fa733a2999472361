"""What a preview shows of each step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from resilify_cli.activities.questions import (
    LineQuestion,
    MarkdownBlock,
    MultipleChoice,
    PacedCues,
    Question,
    ScaleQuestion,
    TextQuestion,
)
from resilify_cli.authoring.given_answers import GivenAnswers
from resilify_cli.authoring.preview import session_of_step, session_screens, walk_to_step
from resilify_cli.authoring.trial_walk import TrialWalk, walk_program
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.still_screen import still_screen
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.stores_in_memory import store_in_memory

Write = Callable[..., Path]
BODY = """## Ways {#ways}
Read this.

:::{choose} way
How?
- A {#a}
- B {#b}
:::
:::{rate} sting
:when: way is b
How much?
:::

## Plans {#plans}
:::{plan} small
:when: sting above 7
One thing.
:::
"""


def walks(folder: Path, clock: FixedClock) -> Callable[[GivenAnswers], TrialWalk]:
    program = load_program(folder)
    return lambda given: walk_program(
        program, given, lambda now: Store(store_in_memory("p", now)), clock(), program.sessions
    )


def test_each_screen_is_there_and_what_is_not_shown_says_why(full_program: Write, clock: FixedClock) -> None:
    """The beginning, each step with each of its questions, and the end, in the reader's order."""
    walk = walks(full_program(BODY), clock)(GivenAnswers())
    shown = [(one.label, one.heading) for one in session_screens(walk, walk.sessions[0])]
    assert shown == [
        ("beginning", ""),
        ("#ways · lesson · on one screen with way", ""),
        ("1 of 3 · way · choose", "Ways"),
        ("sting · rate · not shown: when way is b", ""),
        ("small · plan · not shown: when sting above 7", ""),
        ("end", ""),
    ]


def test_a_step_that_is_named_is_led_to(full_program: Write, clock: FixedClock) -> None:
    """Its conditions, and those of what they ask for, are met; a given answer stays."""
    folder = full_program(BODY)
    walk, program = walks(folder, clock), load_program(folder)
    session = session_of_step(program, "small")
    assert session is not None
    found, added = walk_to_step(program, GivenAnswers(), "small", session, walk)
    labels = [one.label for one in session_screens(found, found.sessions[0], "small")]
    assert labels == [f"3 of 3 · small · plan · {number}" for number in (1, 2, 3)]
    assert list(added) == ["sting"]
    (text,) = session_screens(found, found.sessions[0], "ways")
    assert text.label == "1 of 3 · #ways · lesson"
    assert text.question is not None
    assert MarkdownBlock("Read this.") in text.question.body
    refused, _ = walk_to_step(program, GivenAnswers({"way": "a"}), "small", session, walk)
    assert [one.question for one in session_screens(refused, refused.sessions[0], "small")] == [None]


def drawn(question: Question) -> list[str]:
    console = Console(width=40, record=True, file=None, color_system=None)
    with console.capture() as captured:
        console.print(still_screen(question, Screen("A program", citations={})))
    return [line.strip() for line in captured.get().splitlines() if line.strip()]


def test_a_place_to_answer_stands_as_it_does_before_anything_is_typed() -> None:
    """Hints, labels, scales, options and cues are where the reader finds them."""
    assert drawn(TextQuestion(hint="e.g. a line", default="one\ntwo")) == ["e.g. a line", "›  one", "two"]
    assert drawn(LineQuestion(label="If")) == ["If  ›"]
    assert drawn(ScaleQuestion(low=0, high=10, low_label="no", high_label="yes")) == [
        "nothing chosen yet",
        "├──┼──┼──┼──┼──┼──┼──┼──┼──┼──┤",
        "0  1  2  3  4  5  6  7  8  9  10",
        "no                          yes",
    ]
    assert drawn(MultipleChoice(options=(), other=True)) == ["› [ ] Something else, in my own", "words"]
    assert drawn(PacedCues(cues=(), without_timing=("Look around.",))) == ["Look around."]
