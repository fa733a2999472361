from __future__ import annotations

from datetime import date

import pytest

from resilify_cli.activities.answer_history import Reading, StoredAnswer
from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import Drawing, MarkdownBlock, Message, ScaleQuestion
from tests.activities.conftest import Broken, FakeHistory, Read


def test_rate_asks_on_its_scale(read: Read, history: FakeHistory) -> None:
    """A rating asks for a number between its labelled ends."""
    activity = read(":::{rate} x\n:min: 1\n:max: 5\n:low: harsh\n:high: kind\nHow kind?\n:::")
    assert activity.question((), history) == ScaleQuestion(
        body=(MarkdownBlock("How kind?"),), low=1, high=5, low_label="harsh", high_label="kind"
    )
    assert activity.question((3,), history) is None


def test_a_scale_runs_from_0_to_10_if_nothing_is_said(read: Read, history: FakeHistory) -> None:
    """Without ends of its own a scale runs from 0 to 10."""
    question = read(":::{rate} x\nHow?\n:::").question((), history)
    assert (question.low, question.high) == (0, 10)


def test_rate_feeds_its_measure(read: Read) -> None:
    """The number is kept as a reading of the named measure, and of none where none is named."""
    named = read(":::{rate} x\n:measure: calm\n:max: 100\nHow?\n:::")
    assert named.result((70,)) == ActivityResult(
        "70 on a scale from 0 to 100", (70,), (Reading("calm", 70, 0, 100),)
    )
    assert read(":::{rate} x\nHow?\n:::").result((7,)).readings == ()
    assert not named.in_journal


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (60, 80, "higher"),
        (60, 40, "lower"),
        (60, 69, "about the same"),
        (60, 51, "about the same"),
        (60, 70, "higher"),
    ],
)
def test_rate_tells_the_change(read: Read, history: FakeHistory, before: int, now: int, words: str) -> None:
    """Beside an earlier rating the change is told in plain words, a tenth of the scale being a change."""
    activity = read(":::{rate} x\n:max: 100\n:compare: first\nHow?\n:::")
    history.answered("first", f"{before}", before)
    told = activity.question((now,), history)
    assert isinstance(told, Message)
    assert told.body[0] == MarkdownBlock("How?")
    assert isinstance(told.body[1], Drawing)
    assert told.body[1].description == f"Before: {before}. Now: {now}. That is {words}."
    assert activity.question((now, None), history) is None


def test_rate_without_an_earlier_number_tells_nothing(read: Read, history: FakeHistory) -> None:
    """Where the earlier rating was skipped there is nothing to compare, and nothing is said of it."""
    activity = read(":::{rate} x\n:compare: first\nHow?\n:::")
    assert activity.question((5,), history) is None
    assert activity.question((5,), history.answered("first", "words")) is None
    assert list(activity.referenced_activities()) == [("first", 2)]


@pytest.mark.parametrize(
    ("options", "line", "wrong"),
    [
        (":min: 5\n:max: 5", 1, "the scale runs from 5 to 5"),
        (":min: 7\n:max: 2", 1, "the scale runs from 7 to 2"),
        (":max: many", 2, ":max: is 'many'"),
        (":max: 7.5", 2, ":max: is 7.5"),
        (":max: 99999", 2, ":max: is '99999'"),
    ],
)
def test_a_scale_that_is_none_is_told(broken: Broken, options: str, line: int, wrong: str) -> None:
    """Ends that are no whole numbers, or the wrong way round, are told."""
    found = broken(f":::{{rate}} x\n{options}\nHow?\n:::")
    assert [(at, what) for at, what, _ in found] == [(line, wrong)]


def test_a_private_rating_is_not_told_beside_a_later_one(read: Read, history: FakeHistory) -> None:
    """It would be shown again by itself."""
    history.add("first", StoredAnswer("6", (6,), date(2026, 11, 3), private=True))
    assert read(":::{rate} x\n:compare: first\nHow?\n:::").question((5,), history) is None
