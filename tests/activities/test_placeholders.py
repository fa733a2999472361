"""A person's earlier words in an author's text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.answer_history import StoredAnswer
from resilify_cli.activities.placeholders import fill_question, fill_text, placeholders_in
from resilify_cli.activities.questions import LineQuestion, MarkdownBlock, OwnWords
from tests.activities.conftest import FakeHistory


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("How is {task} today?", "How is the tax form today?"),
        ("How is {task|your task} today?", "How is the tax form today?"),
        ("How is {other|your task} today?", "How is your task today?"),
        ("How is {other} today?", "How is … today?"),
        ("You gave it {log.belief}.", "You gave it 70."),
        ("You gave it {log.nothing|a number}.", "You gave it a number."),
        ("Columns {0-10} and {} and {Not An Id}", "Columns {0-10} and {} and {Not An Id}"),
        ("{task|}", "the tax form"),
        ("{other|}", ""),
    ],
)
def test_earlier_words_stand_in_their_place(history: FakeHistory, text: str, filled: str) -> None:
    """An answer or a part of one, or what the author wrote for its absence."""
    history.answered("task", "the tax\nform")
    history.add("log", StoredAnswer("...", (), date(2026, 11, 3), fields={"belief": 70}))
    assert fill_text(text, history) == filled


def test_several_choices_are_told_apart(history: FakeHistory) -> None:
    """Each was a line; in a sentence a semicolon parts them. Lines that were typed run on."""
    day = date(2026, 11, 3)
    history.add("comforts", StoredAnswer("A warm drink\nMusic", ("tea", "music"), day, kind="select"))
    assert fill_text("Near you: {comforts}.", history) == "Near you: A warm drink; Music."
    history.add("task", StoredAnswer("the tax\nform", ("the tax\nform",), day, kind="reflect"))
    assert fill_text("{task}", history) == "the tax form"


def test_nothing_that_was_typed_is_markdown(history: FakeHistory) -> None:
    """Marks are shown as they are, and a place for words in them is none."""
    history.answered("task", "*the* [form](x) {task} `now`")
    assert fill_text("{task}", history) == r"\*the\* \[form\](x) \{task\} \`now\`"


@pytest.mark.parametrize(
    "code",
    ["`{task}`", "``a ` {task}``", "```\n{task}\n\n{task}\n```", "~~~~\n:::{task} a\n~~~~~", "```\n{task}"],
)
def test_in_code_there_is_no_place_for_words(history: FakeHistory, code: str) -> None:
    """What an author shows as code stays as it is, and what stands behind it is filled."""
    history.answered("task", "the form")
    assert fill_text(f"It is {{task}}:\n\n{code}", history) == f"It is the form:\n\n{code}"
    assert list(placeholders_in(f"{{task}}\n\n{code}")) == [("task", "")]


@pytest.mark.parametrize("mark", ["`", "``", "\\`x` ", "a ``` b "])
def test_a_backtick_without_another_hides_no_place(history: FakeHistory, mark: str) -> None:
    """It opens no code: the end of its paragraph ends what it could have opened."""
    history.answered("task", "the form")
    assert fill_text(f"Its {mark} {{task}}.\n\n`", history) == f"Its {mark} the form.\n\n`"


def test_long_words_are_cut(history: FakeHistory) -> None:
    """A sentence stays one that can be read."""
    history.answered("task", "word " * 100)
    assert len(fill_text("{task}", history)) < 130


def test_only_the_texts_of_the_author_are_filled(history: FakeHistory) -> None:
    """The person's own words above a question stay as they are."""
    history.answered("task", "the form")
    question = LineQuestion(body=(OwnWords("{task}"), MarkdownBlock("And {task}?")))
    assert fill_question(question, history).body == (OwnWords("{task}"), MarkdownBlock("And the form?"))


def test_places_for_words_are_found() -> None:
    """With the part that they name."""
    assert list(placeholders_in("{a} {b.c|x} {0-10}")) == [("a", ""), ("b", "c")]


@given(st.text(max_size=80))
def test_any_text_is_filled(text: str) -> None:
    """Whatever is written and typed."""
    history = FakeHistory().answered("a", text)
    fill_text(text + "{a}", history)


def test_a_private_answer_stands_in_no_text(history: FakeHistory) -> None:
    """The author's own words do."""
    history.add("x", StoredAnswer("secret", ("s",), date(2026, 11, 3), fields={"a": "secret"}, private=True))
    assert fill_text("{x|that} and {x.a|this}", history) == "that and this"
