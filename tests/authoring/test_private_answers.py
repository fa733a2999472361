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
# Their answers are the author's words.
_CHOSEN_KINDS = {"choose", "select", "rate"}


@pytest.mark.parametrize(
    ("program", "answers"),
    [
        ("cultivating-self-compassion", {"expressive-gate": "yes", "expressive-writing": _SECRET}),
        ("enhancing-self-esteem", {"old-belief": _SECRET}),
        (
            "dealing-with-social-anxiety",
            {"s3-way": "reader", "sa-memory-facts": _SECRET, "sa-memory-then": _SECRET},
        ),
        ("a-hard-conversation", {"ht-safe": "afraid", "ht-tell": _SECRET}),
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
        # Its own screens hold its parts together.
        if place[1] not in answers
        for question, screen in trace.screens
        if _SECRET in f"{question.body} {screen.before} {screen.notes} {screen.notice}"
    ]
    assert shown == []
    # What is no secret comes again: the test would see it.
    if len(walk.sessions) > 1:
        assert any(screen.before for trace in steps.values() for _, screen in trace.screens)
    words = [
        name for name, (_, one) in found.activities.items() if one.private and one.kind not in _CHOSEN_KINDS
    ]
    assert set(words) <= set(answers)


def test_every_program_with_private_words_is_walked_above() -> None:
    """But for the page for hard days, which has no session to walk through."""
    programs = [load_program(path) for path in _FOLDER.iterdir()]
    with_secrets = {
        program.slug
        for program in programs
        if not program.kind
        and any(one.private and one.kind not in _CHOSEN_KINDS for _, one in program.activities.values())
    }
    assert with_secrets == {
        "cultivating-self-compassion",
        "enhancing-self-esteem",
        "dealing-with-social-anxiety",
        "a-hard-conversation",
    }
