from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.answer_history import StoredAnswer
from resilify_cli.activities.condition import read_condition
from resilify_cli.activities.questions import AnswerValue
from tests.activities.conftest import FakeHistory

WHEN = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("text", "values", "holds"),
    [
        ("x is writing", ("writing",), True),
        ("x is writing", ("pictures",), False),
        ("x is writing", None, False),
        ("x is not writing", ("pictures",), True),
        ("x is not writing", ("writing",), False),
        ("x is not writing", None, True),
        ("x has walk", (["music", "walk"],), True),
        ("x has walk", (["music"],), False),
        ("x has walk", None, False),
        ("x above 60", (61,), True),
        ("x above 60", (60,), False),
        ("x above 60", None, False),
        ("x below 30", (29,), True),
        ("x below 30", (30,), False),
        ("x below 30", None, False),
        ("x below 30", ("words",), False),
        ("x answered", ("anything",), True),
        ("x answered", None, False),
        ("x not answered", None, True),
        ("x not answered", ("anything",), False),
        ("  x   is   two words ", ("two words",), True),
    ],
)
def test_a_condition_holds(
    history: FakeHistory, text: str, values: tuple[AnswerValue, ...] | None, holds: bool
) -> None:
    """A condition looks at the newest answer; what is unanswered is not, has not, and is no number."""
    if values is not None:
        history.answered("x", "before", "before").answered("x", "now", *values)
    condition = read_condition(text)
    assert condition
    assert condition.holds(history) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a is yes and b above 5", True),
        ("a is yes and b above 7", False),
        ("a is no or b above 5", True),
        ("not a is no", True),
        ("not (a is yes and b above 5)", False),
        ("a is no or a is yes and b below 5", False),
        ("(a is no or a is yes) and b above 5", True),
        ("a not answered or not c answered", True),
        ("r.belief above 50", True),
        ("r.belief below 50", False),
        ("r.place is in bed", True),
        ('r.place is "in bed" and b above 5', True),
        ("r.nothing above 1", False),
        ("score below 2.5", True),
        ("b fell by 2 from before", True),
        ("b fell by 3 from before", False),
        ("before rose by 2 from b", True),
        ("b fell by 2 from nothing", False),
        ("r.belief rose by 60 from b", True),
    ],
)
def test_conditions_are_joined(history: FakeHistory, text: str, holds: bool) -> None:
    """`or` binds least, then `and`, then `not`; a field, a score and a change can be asked for."""
    history.answered("a", "yes").answered("b", "6", 6).answered("before", "8", 8)
    history.add("r", StoredAnswer("r", (), WHEN, fields={"belief": 70, "place": "in bed"}))
    history.add("score", StoredAnswer("2.4", (1, 5), WHEN, number=2.4))
    condition = read_condition(text)
    assert condition
    assert condition.holds(history) is holds


def test_a_condition_names_what_it_needs() -> None:
    """Each answer, with the field and the origin of a change."""
    condition = read_condition("a is x and (r.b above 3 or c fell by 2 from d.e)")
    assert condition
    needed = [part for test in condition.tests() for part in test.references]
    assert needed == [("a", ""), ("r", "b"), ("c", ""), ("d", "e")]


@given(st.text(alphabet='ab. ()"nortd12isv', max_size=60))
def test_any_text_is_a_condition_or_none(text: str) -> None:
    """Reading and asking never end in an error."""
    condition = read_condition(text)
    if condition:
        condition.holds(FakeHistory())


@pytest.mark.parametrize(
    "text",
    [
        "(a is x",
        "a is x)",
        "a is x and",
        "and a is x",
        "a fell by 3",
        "a fell by x from b",
        "a.b.c is x",
        "not",
        "(" * 20 + "a answered" + ")" * 20,
        "a is x or " * 60 + "a is x",
        'a is "x',
    ],
)
def test_what_is_no_joined_condition_is_none(text: str) -> None:
    """Open ends, too deep and too long ones are no conditions."""
    assert read_condition(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "x", "x is", "x was writing", "X is writing", "x above many", "x above", "is writing", "x not"],
)
def test_what_is_no_condition_is_none(text: str) -> None:
    """Text of none of the forms is no condition."""
    assert read_condition(text) is None
