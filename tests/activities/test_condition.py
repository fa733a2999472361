from __future__ import annotations

import pytest

from resilify_cli.activities.condition import read_condition
from resilify_cli.activities.questions import AnswerValue
from tests.activities.conftest import FakeHistory


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
    "text",
    ["", "x", "x is", "x was writing", "X is writing", "x above many", "x above", "is writing", "x not"],
)
def test_what_is_no_condition_is_none(text: str) -> None:
    """Text of none of the forms is no condition."""
    assert read_condition(text) is None
