from __future__ import annotations

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import MarkdownBlock, TextQuestion
from tests.activities.conftest import FakeHistory, Read


def test_write_asks_for_a_text_with_its_time(read: Read, history: FakeHistory) -> None:
    """Timed writing tells how many minutes it is meant for."""
    activity = read(":::{write} x\n:minutes: 15\n:hint: e.g. dear me\nWrite.\n:::")
    assert activity.question((), history) == TextQuestion(
        body=(MarkdownBlock("Write."),), hint="e.g. dear me", minutes=15
    )
    assert activity.question(("Dear me",), history) is None


def test_write_keeps_the_text(read: Read) -> None:
    """What was written is kept as it is."""
    activity = read(":::{write} x\nWrite.\n:::")
    assert activity.minutes == 10
    assert activity.result(("Dear me\n",)) == ActivityResult("Dear me\n", ("Dear me\n",))
