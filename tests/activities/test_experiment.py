"""A guess that is written down before it is tried."""

from __future__ import annotations

from resilify_cli.activities.answer_history import NumberRange
from resilify_cli.activities.questions import LineQuestion, OwnWords, ScaleQuestion
from tests.activities.conftest import FakeHistory, Read

_TEXT = ":::{experiment} start-ten\n:predict: e.g. I will hate it\n:do: e.g. open the file\nAsk.\n:::"
_VALUES = ("I will hate it", 80, "open the file", "Tuesday at seven")


def test_an_experiment_asks_its_four_parts(read: Read, history: FakeHistory) -> None:
    """What is expected, how sure, what will be done, and when and where; only the last can stay empty."""
    activity = read(_TEXT)
    questions = [activity.question(_VALUES[:at], history) for at in range(5)]
    kinds = [LineQuestion, ScaleQuestion, LineQuestion, LineQuestion]
    assert [type(question) for question in questions[:4]] == kinds
    assert [getattr(question, "optional", False) for question in questions[:4]] == [False, False, False, True]
    assert questions[4] is None


def test_what_was_said_of_an_experiment_stays_in_sight(read: Read, history: FakeHistory) -> None:
    """The prediction stands above the questions that lean on it."""
    question = read(_TEXT).question(_VALUES[:2], history)
    assert question is not None
    assert question.body[1] == OwnWords("I expect: I will hate it\nHow sure: 80", "So far")


def test_an_experiment_is_kept_part_by_part(read: Read) -> None:
    """As lines, and by names that conditions and texts can ask for."""
    activity = read(_TEXT)
    assert activity.result(_VALUES).text == (
        "I expect: I will hate it\nHow sure: 80\nI will: open the file\nWhen and where: Tuesday at seven"
    )
    assert activity.fields_of(_VALUES) == {
        "prediction": "I will hate it", "belief": 80, "do": "open the file", "where": "Tuesday at seven"
    }  # fmt: skip
    assert activity.range_of("belief") == NumberRange(0, 100)
