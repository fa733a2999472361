from __future__ import annotations

import pytest

from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import ChoiceOption, MarkdownBlock, SingleChoice
from tests.activities.conftest import Broken, FakeHistory, Read

_WAY = ":::{choose} x\nWhich way?\n- With pictures {#pictures}\n- In writing\n  or in\n  letters\n:::"


def test_choose_asks_for_one(read: Read, history: FakeHistory) -> None:
    """A choice lists its options with the ids that were given, or made of their text."""
    activity = read(_WAY)
    assert activity.question((), history) == SingleChoice(
        body=(MarkdownBlock("Which way?"),),
        options=(
            ChoiceOption("pictures", "With pictures"),
            ChoiceOption("in-writing-or-in-letters", "In writing or in letters"),
        ),
    )
    assert activity.question(("pictures",), history) is None


def test_choose_keeps_the_label_and_the_id(read: Read) -> None:
    """The journal has the option's words; conditions have its id."""
    assert read(_WAY).result(("pictures",)) == ActivityResult("With pictures", ("pictures",))


def test_own_words_are_kept_as_they_are(read: Read, history: FakeHistory) -> None:
    """Where other words are welcome they are kept in place of a label."""
    activity = read(_WAY.replace("Which", ":other: yes\nWhich"))
    assert activity.question((), history).other
    assert activity.result(("By song",)) == ActivityResult("By song", ("By song",))


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        (":::{choose} x\nWhich?\n- One\n:::", 1, "there is too little to choose from"),
        (":::{choose} x\nWhich?\n:::", 1, "there is too little to choose from"),
        (":::{choose} x\n:other: maybe\nWhich?\n- One\n- Two\n:::", 2, ":other: is 'maybe'"),
        (":::{choose} x\nWhich?\n- One\n- Two\nmore\n:::", 5, "there is text after the list"),
    ],
)
def test_what_is_wrong_with_a_choice_is_told(broken: Broken, text: str, line: int, wrong: str) -> None:
    """A choice of less than two, an unclear flag and stray text are each told with their line."""
    found = broken(text)
    assert {(at, what) for at, what, _ in found} == {(line, wrong)}
