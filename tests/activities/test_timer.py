"""A stretch of time away from the screen."""

from __future__ import annotations

from resilify_cli.activities.questions import MarkdownBlock, TimerQuestion
from tests.activities.conftest import Broken, FakeHistory, Read

_FIVE = ":::{timer} five\n:minutes: 5\n:bell: yes\nFive minutes with the task.\n:::"


def test_a_timer_is_one_stretch_of_time(read: Read, history: FakeHistory) -> None:
    """With its minutes and its bell; it leaves no words behind."""
    timer = read(_FIVE)
    asked = TimerQuestion(body=(MarkdownBlock("Five minutes with the task."),), minutes=5, bell=True)
    assert timer.question((), history) == asked
    assert timer.question((None,), history) is None
    assert (timer.result((None,)).text, timer.in_journal) == ("", False)


def test_a_timer_of_no_minutes_is_told(broken: Broken) -> None:
    """It would be over before it began."""
    assert broken(_FIVE.replace("5", "0"))[0][:2] == (2, "a timer of no minutes never runs")
