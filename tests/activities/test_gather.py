from __future__ import annotations

from datetime import date

import pytest

from resilify_cli.activities.answer_history import StoredAnswer
from resilify_cli.activities.base import ActivityResult
from resilify_cli.activities.questions import SingleChoice
from tests.activities.conftest import Broken, FakeHistory, Read

_LEAVE = ":::{gather} page\n:page: yes\nYour page.\n- x: One\n:::"
_PAGE = """:::{gather} x
Here it is.
- plan-1: A small plan
- moment: What: happened
- mood: How I was
- last: In short?
:::"""


def test_gather_offers_a_page_of_earlier_answers(read: Read, history: FakeHistory) -> None:
    """The page holds each answer that has words under its heading, and leaves the others out."""
    history.answered("moment", "It rained.\nA lot.").answered("plan-1", "If noon, then I walk.")
    history.answered("mood", "").answered("last", "Wet.")
    question = read(_PAGE).question((), history)
    assert question.default == (
        "A small plan:\nIf noon, then I walk.\n\nWhat: happened:\nIt rained.\nA lot.\n\nIn short?\nWet."
    )


def test_gather_of_nothing_is_an_empty_page(read: Read, history: FakeHistory) -> None:
    """Where nothing was answered there is an empty page to write on."""
    assert read(_PAGE).question((), history).default == ""


def test_gather_keeps_the_page_as_it_was_changed(read: Read, history: FakeHistory) -> None:
    """What is kept is the page, changed or not."""
    activity = read(_PAGE)
    assert activity.question(("My page",), history) is None
    assert activity.result(("My page",)) == ActivityResult("My page", ("My page",))


def test_gather_names_its_sources(read: Read) -> None:
    """The checker hears of each answer that is gathered, with its line."""
    assert list(read(_PAGE).referenced_activities()) == [
        ("plan-1", 3),
        ("moment", 4),
        ("mood", 5),
        ("last", 6),
    ]


@pytest.mark.parametrize(
    ("items", "wrong"),
    [
        ("", ["there is nothing to gather"]),
        ("- plan-1\n- moment: What happened\n", ["'plan-1' names no answer"]),
        ("- plan-1:\n- moment: What happened\n", ["'plan-1:' names no answer"]),
    ],
)
def test_what_is_wrong_with_a_page_is_told(broken: Broken, items: str, wrong: list[str]) -> None:
    """A page of nothing, and an item without a heading, are told."""
    assert [what for _, what, _ in broken(f":::{{gather}} x\nHere.\n{items}:::")] == wrong


def test_a_part_of_an_answer_is_gathered(read: Read, history: FakeHistory) -> None:
    """A field of a record, or what was picked of a list, stands alone under its heading."""
    history.add(
        "log", StoredAnswer("all of it", (), date(2026, 11, 3), fields={"next": "ring her", "no": ""})
    )
    page = read(":::{gather} x\nAsk.\n- log.next: Next\n- log.no: Nothing\n:::").question((), history)
    assert page is not None
    assert page.default == "Next:\nring her"


def test_a_private_answer_is_left_out_of_the_page(read: Read, history: FakeHistory) -> None:
    """The whole of it, and each part."""
    history.add("x", StoredAnswer("secret", ("s",), date(2026, 11, 3), fields={"a": "secret"}, private=True))
    page = read(":::{gather} page\n:page: yes\nYour page.\n- x: One\n- x.a: Two\n:::")
    assert page.question((), history).default == ""
    assert page.is_page


def test_a_page_that_is_written_asks_for_leave_to_be_shown(read: Read, history: FakeHistory) -> None:
    """It names the command that would show it, and is asked once."""
    page = read(_LEAVE)
    asked = page.question(("My page",), history)
    assert isinstance(asked, SingleChoice)
    assert "`resilify page`" in str(asked.body)
    assert [option.id for option in asked.options] == ["yes", "no"]
    assert page.question(("My page", "yes"), history) is None


def test_an_empty_page_asks_for_no_leave(read: Read, history: FakeHistory) -> None:
    """There is nothing to show."""
    assert read(_LEAVE).question(("",), history) is None


def test_leave_that_is_passed_over_is_a_no(read: Read) -> None:
    """What was written of the page is kept all the same."""
    page = read(_LEAVE)
    assert page.keeps_partial
    assert page.result(("My page", "yes")).values == ("My page", "yes")
    assert page.result(("My page",)).values == ("My page", "no")


def test_a_gathered_text_that_is_no_page_asks_for_no_leave(read: Read, history: FakeHistory) -> None:
    """It is shown nowhere else."""
    text = read(":::{gather} page\nYour page.\n- x: One\n:::")
    assert text.question(("My text",), history) is None
    assert text.result(("My text",)).values == ("My text",)
