from __future__ import annotations

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import MarkdownBlock, TextQuestion
from tests.activities.conftest import FakeHistory, Read


def test_reflect_asks_once_for_a_longer_text(read: Read, history: FakeHistory) -> None:
    """A reflection shows its question and hint, asks for a text, and is then at its end."""
    activity = read(":::{reflect} x\n:hint: e.g. rain\nWhat *happened*?\n\nTake your time.\n:::")
    assert activity.question((), history) == TextQuestion(
        body=(MarkdownBlock("What *happened*?\n\nTake your time."),), hint="e.g. rain"
    )
    assert activity.question(("It rained.",), history) is None


def test_reflect_keeps_the_text_as_it_is(read: Read) -> None:
    """The words of a reflection are kept to the last space, and belong in the journal."""
    activity = read(":::{reflect} x\nAsk.\n:::")
    assert activity.result((" It rained.\n\n",)) == ActivityResult(" It rained.\n\n", (" It rained.\n\n",))
    assert activity.in_journal
