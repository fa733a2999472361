"""What holds for all exercises is told once, and is at hand in each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from resilify_cli.activities.questions import Move
from tests.session.conftest import Sittings

_EXTRA = "caution: Choose a 3.\nstop: Page Down leaves it.\n"
_ONE = """## First {#first}
:aim: Be kind.

:::{note} a
:example: A line
A line?
:::

## Second {#second}
:aim: Be calm.

:::{note} b
Another?
:::
"""
_TWO = "## Third {#third}\n:aim: Be here.\n\n:::{note} c\nOne more?\n:::\n\n## After\n\nThe end.\n"


def test_it_is_told_before_the_first_exercise_alone(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """Also when one goes back to it; in the next session it is at hand, and not told again."""
    folder = full_program(_ONE, _TWO, extra=_EXTRA)
    first = sit(folder, None, None, Move.BACK, None, "x", None, "y", None, None)
    opened = [(question, screen) for question, screen in first.prompter.asked if "Be kind." in str(question)]
    assert [("Choose a 3." in str(question), screen.notes) for question, screen in opened] == [(True, ())] * 2
    second = next(question for question, _ in first.prompter.asked if "Be calm." in str(question))
    assert "Choose a 3." not in str(second)
    then = sit(folder, None, None, "z", None)
    third, screen = next(asked for asked in then.prompter.asked if "Be here." in str(asked[0]))
    assert "Choose a 3." not in str(third)
    assert [note.name for note in screen.notes] == ["care"]


def test_an_exercise_has_both_its_example_and_the_care_beside_it(
    sit: Sittings, full_program: Callable[..., Path]
) -> None:
    """Outside of an exercise there is nothing beside the text."""
    folder = full_program(_ONE + "## After\n\nThe end.\n", extra=_EXTRA)
    sat = sit(folder, None, None, "x", None, "y", None)
    beside = [[note.name for note in screen.notes] for _, screen in sat.prompter.asked]
    assert beside[2:6] == [["example", "care"], ["care"], ["care"], []]


def test_a_private_answer_stays_closed(sit: Sittings, full_program: Callable[..., Path]) -> None:
    """It is there for whoever goes back, and in the journal; it is not told at the end or offered later."""
    body = "## One\n\n:::{note} secret\n:private: yes\nWhat is it?\n:::\n\n:::{note} open\nAnd now?\n:::\n"
    folder = full_program(body)
    sat = sit(folder, None, "hidden words", Move.BACK, "hidden words", "plain words", None)
    assert getattr(sat.prompter.asked[3][0], "default", None) == "hidden words"
    end, screen = sat.prompter.asked[-1]
    assert "hidden words" not in str((end, screen))
    assert "plain words" in str(screen.notes)
    assert sit.journal == ["hidden words", "plain words"]
    again = sit(folder, None, number=1)
    offered = [getattr(question, "default", "") for question, _ in again.prompter.asked]
    assert "hidden words" not in offered
