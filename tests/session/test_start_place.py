"""Where in a session to begin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from resilify_cli.activities.answer_history import NO_ANSWERS
from resilify_cli.activities.questions import SingleChoice
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.start_place import StartPlace


def test_each_step_is_offered_by_its_heading_and_its_name(full_program: Callable[..., Path]) -> None:
    """A lesson has the heading alone; of the steps below it each has a name of its own."""
    body = "## Arriving {#arriving}\n\nA text.\n\n:::{note} word\n:title: A word\nOne word?\n:::\n"
    session = load_program(full_program(body)).sessions[0]
    prompter = ScriptedPrompter(["word"])
    place = StartPlace(chosen=True).find(session, NO_ANSWERS, prompter, "A program")
    ((question, _),) = prompter.asked
    assert isinstance(question, SingleChoice)
    assert [option.label for option in question.options] == ["1  Arriving", "2  Arriving: A word"]
    assert place == "word"
