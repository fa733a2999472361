from __future__ import annotations

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import LineQuestion, MarkdownBlock
from tests.activities.conftest import FakeHistory, Read


def test_note_asks_once_for_a_line(read: Read, history: FakeHistory) -> None:
    """A note asks for one line, and is then at its end."""
    activity = read(":::{note} x\n:hint: e.g. flat\nOne word?\n:::")
    assert activity.question((), history) == LineQuestion(
        body=(MarkdownBlock("One word?"),), hint="e.g. flat"
    )
    assert activity.question(("tired",), history) is None


def test_note_keeps_the_line(read: Read) -> None:
    """The line is what the journal shows."""
    activity = read(":::{note} x\nAsk.\n:::")
    assert activity.result(("tired",)) == ActivityResult("tired", ("tired",))
    assert activity.in_journal
