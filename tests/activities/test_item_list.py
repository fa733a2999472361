"""A list that the person writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from resilify_cli.activities.answer_history import StoredAnswer
from resilify_cli.activities.questions import (
    AnswerValue,
    LineQuestion,
    Message,
    MultipleChoice,
    OwnWords,
    Question,
    ScaleQuestion,
    SingleChoice,
)
from tests.activities.conftest import Broken, FakeHistory, Read

_LADDER = ":::{list} ladder\n:item: step\n:number: fear {0-100}\n:sort: up\n:pick: one\nAsk.\n:::"
_PLAIN = ":::{list} things\n:most: 2\nAsk.\n:::"
_WHOLE = ("shop", "party", "", 70, 20, "party")


def ask(read: Read, history: FakeHistory, text: str, *values: AnswerValue) -> Question | None:
    question: Question | None = read(text).question(values, history)
    return question


def test_items_are_asked_one_by_one(read: Read, history: FakeHistory) -> None:
    """Those that are there stay in sight; an empty line ends the list."""
    question = ask(read, history, _LADDER, "shop")
    assert isinstance(question, LineQuestion)
    assert question.label == "Step 2"
    assert question.body[-1] == OwnWords("- shop", "So far")
    assert isinstance(ask(read, history, _LADDER, "shop", ""), ScaleQuestion)


def test_a_list_ends_at_its_most(read: Read, history: FakeHistory) -> None:
    """No empty line is needed where no more can be added."""
    assert isinstance(ask(read, history, _PLAIN, "one"), LineQuestion)
    assert ask(read, history, _PLAIN, "one", "two") is None


def test_an_empty_list_asks_nothing_more(read: Read, history: FakeHistory) -> None:
    """No numbers, and nothing to pick."""
    assert ask(read, history, _LADDER, "") is None


def test_one_is_picked_of_the_sorted_list(read: Read, history: FakeHistory) -> None:
    """The lowest comes first, and each is drawn with its number."""
    question = ask(read, history, _LADDER, *_WHOLE[:-1])
    assert isinstance(question, SingleChoice)
    assert [option.id for option in question.options] == ["party", "shop"]
    assert ask(read, history, _LADDER, *_WHOLE) is None


def test_a_list_is_kept_with_its_numbers(read: Read) -> None:
    """In its order, one item a line, and the picked one last."""
    activity = read(_LADDER)
    assert activity.result(_WHOLE).text == "party: 20\nshop: 70\nPicked: party"
    assert activity.fields_of(_WHOLE) == {
        "items": ["party", "shop"], "numbers": ["20", "70"], "picked": "party"
    }  # fmt: skip


@pytest.mark.parametrize("order", ["up", "down"])
def test_what_is_kept_half_way_has_its_items(read: Read, order: str) -> None:
    """Items whose numbers are not given yet are there, after or before the others."""
    activity = read(_LADDER.replace(":sort: up", f":sort: {order}"))
    assert set(activity.result(("shop", "party", "", 70)).text.split("\n")) == {"shop: 70", "party"}


def test_shares_tell_what_is_left(read: Read, history: FakeHistory) -> None:
    """Each share is of the whole, and what is left of it stands above the scale."""
    pie = ":::{list} pie\n:total: 100\nAsk.\n:::"
    question = ask(read, history, pie, "me", "luck", "", 60)
    assert isinstance(question, ScaleQuestion)
    assert "of 100: 40 are left." in str(question.body)
    told = ask(read, history, pie, "me", "luck", "", 60, 40)
    assert isinstance(told, Message)
    assert "me: 60, luck: 40." in str(told.body)
    assert ask(read, history, pie, "me", "luck", "", 60, 40, None) is None


def test_a_line_has_two_ends(read: Read, history: FakeHistory) -> None:
    """Items are placed between the words of its ends."""
    question = ask(read, history, ":::{list} x\n:low: never\n:high: always\nAsk.\n:::", "me", "")
    assert isinstance(question, ScaleQuestion)
    assert (question.low_label, question.high_label, question.high) == ("never", "always", 100)


def test_a_grown_list_begins_with_the_earlier_items(read: Read, history: FakeHistory) -> None:
    """Those that stay come first, then new ones, and a number that was given is offered again."""
    ladder = read(_LADDER)
    fields = ladder.fields_of(_WHOLE)
    history.add("ladder", StoredAnswer("words", _WHOLE, date(2026, 11, 3), fields=fields))
    grown = _LADDER.replace("ladder", "ladder-2").replace(":sort:", ":grow: ladder\n:sort:")
    first = ask(read, history, grown)
    assert isinstance(first, MultipleChoice)
    assert first.default == ("party", "shop")
    number = ask(read, history, grown, ["party"], "phone", "")
    assert isinstance(number, ScaleQuestion)
    assert number.default == 20
    assert ask(read, history, grown, ["party"], "phone", "", 10, 50, "phone") is None
    assert (
        read(grown).result((["party"], "phone", "", 10, 50, "phone")).text.startswith("party: 10\nphone: 50")
    )


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (":number: fear", "write a name and {0-10} or {0-100}"),
        (":sort: by fear", "write up or down"),
        (":pick: two", "write one"),
    ],
)
def test_a_mistake_in_a_list_is_told(broken: Broken, option: str, message: str) -> None:
    """Each with its line, and what would be right."""
    assert broken(f":::{{list}} x\n{option}\nAsk.\n:::") == [
        (2, f"{option.rpartition(': ')[0]}: is {option.rpartition(': ')[2]!r}", message)
    ]


def test_a_list_takes_over_what_the_one_that_it_grows_says(read: Read) -> None:
    """Numbers, order and picking, unless it says so itself; of a list that is not there, nothing."""
    first = read(":::{list} x\n:item: step\n:number: fear {0-10}\n:sort: up\n:pick: one\nWhich?\n:::")
    again = read(":::{list} y\n:grow: x\nAnd now?\n:::")
    assert again.resolved({"x": first}) == replace(
        first, id="y", prompt="And now?", grow="x", own=frozenset({"grow"})
    )
    shares = read(":::{list} y\n:grow: x\n:total: 100\nAnd now?\n:::").resolved({"x": first})
    assert (shares.item, shares.number_name, shares.top) == ("step", "share", 100)
    assert again.resolved({}) is again
