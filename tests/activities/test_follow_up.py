"""How something went that was left open."""

from __future__ import annotations

from datetime import date

import pytest

from resilify_cli.activities.answer_history import StoredAnswer
from resilify_cli.activities.follow_up_answer import leaves_open
from resilify_cli.activities.questions import (
    AnswerValue,
    LineQuestion,
    MarkdownBlock,
    Message,
    OwnWords,
    Question,
    ScaleQuestion,
    SideBySide,
    SingleChoice,
    TextQuestion,
)
from tests.activities.conftest import FakeHistory, Read

_TEXT = """:::{follow-up} plan-1
:done: What did it show?
:not-yet: What got in the way?
How was it?
:::"""


@pytest.fixture
def planned(history: FakeHistory) -> FakeHistory:
    """A history with a plan."""
    return history.answered("plan-1", "If it rains, then I will read.")


@pytest.fixture
def tried(history: FakeHistory) -> FakeHistory:
    """A history with an experiment under the same id."""
    fields: dict[str, AnswerValue] = {"prediction": "they will laugh", "belief": 80}
    history.add(
        "plan-1", StoredAnswer("I expect: ...", (), date(2026, 11, 3), fields=fields, kind="experiment")
    )
    return history


def ask(read: Read, history: FakeHistory, *values: AnswerValue) -> Question | None:
    question: Question | None = read(_TEXT).question(values, history)
    return question


def test_a_follow_up_shows_what_was_planned(read: Read, planned: FakeHistory) -> None:
    """The person's words stand above the question how it went."""
    question = ask(read, planned)
    assert isinstance(question, SingleChoice)
    assert question.body == (
        OwnWords("If it rains, then I will read.", "You wrote"),
        MarkdownBlock("How was it?"),
    )
    assert [option.id for option in question.options] == ["done", "differently", "not-yet"]


@pytest.mark.parametrize(("went", "line"), [("done", "What did it show?"), ("differently", "What happened?")])
def test_each_answer_leads_to_its_own_line(read: Read, planned: FakeHistory, went: str, line: str) -> None:
    """To the author's words, or to a plain question where there are none, below what was answered."""
    question = ask(read, planned, went)
    assert isinstance(question, LineQuestion)
    label = "I did it" if went == "done" else "I did it differently"
    assert question.body == (
        OwnWords("If it rains, then I will read.", "You wrote"),
        OwnWords(label, "How was it?"),
        MarkdownBlock(line),
    )
    assert ask(read, planned, went, "it went") is None


def test_not_yet_leads_to_keeping_changing_or_letting_go(read: Read, planned: FakeHistory) -> None:
    """What was not done can stay, be put otherwise, or be let go; none of it is asked for a reason."""
    question = ask(read, planned, "not-yet")
    assert isinstance(question, SingleChoice)
    assert [option.id for option in question.options] == ["keep", "change", "let-go"]
    changed = ask(read, planned, "not-yet", "change")
    assert isinstance(changed, TextQuestion)
    assert changed.default == "If it rains, then I will read."


@pytest.mark.parametrize("answers", [("keep",), ("let-go",), ("change", "If it snows, then I will read.")])
def test_the_authors_question_after_not_yet_comes_last(
    read: Read, planned: FakeHistory, answers: tuple[str, ...]
) -> None:
    """A line that is a question is asked once it is settled what becomes of the plan, and may stay empty."""
    question = ask(read, planned, "not-yet", *answers)
    assert isinstance(question, LineQuestion)
    assert question.body[-1] == MarkdownBlock("What got in the way?")
    assert question.optional
    assert ask(read, planned, "not-yet", *answers, "rain") is None
    assert read(_TEXT).fields_of(("not-yet", *answers, "rain"))["obstacle"] == "rain"


def test_the_authors_words_after_not_yet_are_said(read: Read, planned: FakeHistory) -> None:
    """A line that asks nothing stands above the choice, and nothing is asked after it."""
    said = _TEXT.replace("What got in the way?", "A week is short.")
    question = read(said).question(("not-yet",), planned)
    assert MarkdownBlock("A week is short.") in question.body
    assert read(said).question(("not-yet", "keep"), planned) is None


def test_the_authors_question_of_an_experiment_is_what_it_says(read: Read, tried: FakeHistory) -> None:
    """It is asked in place of the general one, after what happened and the belief."""
    assert "What did it show?" not in str(ask(read, tried, "done"))
    assert MarkdownBlock("What did it show?") in ask(read, tried, "done", "nobody looked", 30).body  # type: ignore[union-attr]


def test_the_outcome_of_an_experiment_stands_beside_its_prediction(read: Read, tried: FakeHistory) -> None:
    """What happened, the belief now, what it says, and the two beliefs side by side."""
    expected = OwnWords("they will laugh", "You expected")
    happened = ask(read, tried, "done")
    assert isinstance(happened, TextQuestion)
    assert expected in happened.body
    belief = ask(read, tried, "done", "nobody looked")
    assert isinstance(belief, ScaleQuestion)
    learned = ask(read, tried, "done", "nobody looked", 30)
    assert isinstance(learned, LineQuestion)
    assert SideBySide(expected, OwnWords("nobody looked", "What happened")) in learned.body
    told = ask(read, tried, "done", "nobody looked", 30, "try again")
    assert isinstance(told, Message)
    assert "From 80 to 30." in str(told.body)


def test_nobody_is_asked_about_what_they_did_not_plan(read: Read, history: FakeHistory) -> None:
    """Without an answer to the activity the step is left out."""
    assert read(_TEXT).is_shown(history) is False


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (("done", ""), False),
        (("not-yet", "let-go"), False),
        (("not-yet", "keep"), True),
        (("not-yet",), True),
    ],
)
def test_a_later_follow_up_asks_about_what_is_still_open(
    read: Read, planned: FakeHistory, values: tuple[AnswerValue, ...], shown: bool
) -> None:
    """What was closed by the first one is not asked about a second time."""
    planned.answered("follow-up-plan-1", "words", *values)
    later = read(_TEXT.replace(":done:", ":again: later\n:done:"))
    assert later.id == "follow-up-plan-1--later"
    assert later.is_shown(planned) is shown
    assert leaves_open(values) is shown


def test_an_answered_follow_up_can_be_gone_back_to(read: Read, planned: FakeHistory) -> None:
    """It closed what it asked about, and is shown all the same."""
    planned.answered("follow-up-plan-1", "words", "done", "")
    assert read(_TEXT).is_shown(planned) is True


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (("done", "it rained"), "I did it\nWhat happened: it rained"),
        (("done", "nobody looked", 30, "try again"),
         "I did it\nWhat happened: nobody looked\nI believe it now: 30\nI learned: try again"),
        (("not-yet", "keep"), "Not yet\nKeep it as it is"),
        (("not-yet", "change", "If it snows"), "Not yet\nChange it\nIf it snows"),
        (("not-yet", "keep", "rain"), "Not yet\nKeep it as it is\nrain"),
        (("differently",), "I did it differently"),
    ],
)  # fmt: skip
def test_a_follow_up_is_kept_in_words(read: Read, values: tuple[AnswerValue, ...], text: str) -> None:
    """One line for each thing that was said."""
    assert read(_TEXT).result(values).text == text
