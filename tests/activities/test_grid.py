"""Named rows by columns."""

from __future__ import annotations

import pytest

from resilify_cli.activities.answer_history import NumberRange
from resilify_cli.activities.questions import LineQuestion, MarkdownBlock, Message, OwnWords, ScaleQuestion
from tests.activities.conftest import Broken, FakeHistory, Read

_COSTS = ":::{grid} costs\n:rows: Going on | Changing\n:columns: Good now | Costs later\nAsk.\n:::"
_AREAS = ":::{grid} areas\n:rows: work | home\n:columns: now {0-10} | wanted {0-10}\n:draw: yes\nAsk.\n:::"


def test_a_grid_asks_box_by_box(read: Read, history: FakeHistory) -> None:
    """Row by row, with what stands in the row already in sight; words can stay empty."""
    question = read(_COSTS).question(("rest",), history)
    assert question == LineQuestion(
        body=(MarkdownBlock("Ask."), OwnWords("Good now: rest"), MarkdownBlock("**Going on**: Costs later")),
        optional=True,
    )
    assert isinstance(read(_AREAS).question((), history), ScaleQuestion)


def test_a_grid_is_kept_row_by_row(read: Read) -> None:
    """What was left empty is left out."""
    values = ("rest", "late nights", "", "")
    assert read(_COSTS).result(values).text == "Going on: Good now: rest; Costs later: late nights"


def test_a_box_can_be_asked_for(read: Read) -> None:
    """By its row and its column, and its scale is known."""
    activity = read(_AREAS)
    assert activity.fields_of((3, 8)) == {"work-now": 3, "work-wanted": 8}
    assert activity.range_of("work-now") == NumberRange(0, 10)
    assert activity.range_of("nothing") is None


def test_the_numbers_of_a_grid_are_drawn(read: Read, history: FakeHistory) -> None:
    """Once all are given; and said in words."""
    told = read(_AREAS).question((3, 8, 5, 6), history)
    assert isinstance(told, Message)
    assert "work, now: 3; work, wanted: 8; home, now: 5; home, wanted: 6." in str(told.body)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (":rows: One", "a grid needs :columns:"),
        (":columns: One", "a grid needs :rows:"),
        (":rows: One | one\n:columns: Two", "two of the rows read the same"),
        (f":rows: {' | '.join(map(str, range(60)))}\n:columns: a | b", "a grid has at most 100 boxes"),
    ],
)
def test_a_mistake_in_a_grid_is_told(broken: Broken, options: str, message: str) -> None:
    """What is missing, repeated or too much."""
    assert [message in wrong for _, wrong, _ in broken(f":::{{grid}} x\n{options}\nAsk.\n:::")] == [True]
