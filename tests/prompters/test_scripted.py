"""The prompter that answers from a list."""

from __future__ import annotations

import pytest

from resilify_cli.activities.questions import Message
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import ScriptedPrompter


def test_whoever_asks_without_end_is_stopped() -> None:
    """At the end of its script it leaves; a loop that heeds no leaving fails its test, and does not hang."""
    prompter = ScriptedPrompter(["an answer"])
    question, screen = Message(body=()), Screen("A program")
    for _ in range(10_000):
        prompter.ask(question, screen, lambda _: None)
    with pytest.raises(RuntimeError):
        prompter.ask(question, screen, lambda _: None)
