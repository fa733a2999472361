"""What a person keeps private stays on its own screen, all through a program."""

from __future__ import annotations

import pytest

from resilify_cli.app.paths import find_paths
from resilify_cli.authoring.given_answers import GivenAnswers
from resilify_cli.authoring.trial_walk import walk_program
from resilify_cli.content.loader import load_program
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.stores_in_memory import store_in_memory

_FOLDER = find_paths({"RESILIFY_HOME": "unused"}).bundled
_SECRET = "what nobody is to see again"


@pytest.mark.parametrize(
    ("program", "answers"),
    [
        ("cultivating-self-compassion", {"expressive-gate": "yes", "expressive-writing": _SECRET}),
        ("enhancing-self-esteem", {"old-belief": _SECRET}),
    ],
)
def test_a_private_answer_is_on_no_screen_after_its_own(program: str, answers: dict[str, str]) -> None:
    """Neither in its session, nor at its end or behind a key there, nor in any session after it."""
    found = load_program(_FOLDER / program)
    walk = walk_program(
        found, GivenAnswers(dict(answers)), lambda now: Store(store_in_memory("p", now)), FixedClock()()
    )
    steps = walk.prompter.steps
    asked = {step for (_, step), trace in steps.items() if _SECRET in trace.replies}
    assert asked == {name for name, answer in answers.items() if answer == _SECRET}
    shown = [
        (place, screen.step)
        for place, trace in steps.items()
        for question, screen in trace.screens
        if _SECRET in f"{question.body} {screen.before} {screen.notes} {screen.notice}"
    ]
    assert shown == []
    # What is no secret comes again: the test would see it.
    assert any(screen.before for trace in steps.values() for _, screen in trace.screens)
