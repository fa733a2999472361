"""Parts that are joined into one text."""

from __future__ import annotations

from resilify_cli.activities.questions import OwnWords, TextQuestion
from tests.activities.conftest import Broken, FakeHistory, Read

_TEXT = """:::{script} request
:join: When {describe}, I feel {feel}. I would like {ask}. Then {outcome}.
Ask.
- Describe: What happened? {#describe}
- Feel: What do you feel? {#feel}
- Ask: What would you like? {#ask}
- Outcome: What would that change? {#outcome}
:::"""
_VALUES = ("the door is left open", "cold.", "to close it", "")


def test_a_script_is_said_back_whole(read: Read, history: FakeHistory) -> None:
    """After its parts the text is offered to change; a sentence with a part missing is left out."""
    question = read(_TEXT).question(_VALUES, history)
    assert isinstance(question, TextQuestion)
    assert question.default == "When the door is left open, I feel cold. I would like to close it."


def test_what_is_written_of_a_script_stays_in_sight(read: Read, history: FakeHistory) -> None:
    """As soon as a sentence is whole it stands above the next part."""
    question = read(_TEXT).question(_VALUES[:2], history)
    assert question is not None
    assert question.body[1] == OwnWords("When the door is left open, I feel cold.", "So far")


def test_the_changed_text_is_what_is_kept(read: Read) -> None:
    """The parts stay beside it, to be asked for."""
    activity = read(_TEXT)
    assert activity.result((*_VALUES, "Please close the door.")).text == "Please close the door."
    assert activity.result(_VALUES).text.startswith("When the door")
    assert activity.fields_of(_VALUES)["ask"] == "to close it"


def test_a_part_that_is_not_there_is_told(broken: Broken) -> None:
    """With the nearest one that is."""
    ((line, wrong, right),) = broken(_TEXT.replace("{feel}", "{fel}"))
    assert (line, wrong, right) == (2, ":join: names no part 'fel'", "did you mean 'feel'?")
