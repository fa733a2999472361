"""Scales in CSV files: what is read of them, and what is told of each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.activities.answer_history import NumberRange
from resilify_cli.activities.directive import AttachedFile
from resilify_cli.activities.limits import MOST_ITEMS
from resilify_cli.activities.problem import ProblemList
from resilify_cli.activities.scale import ScaleItem
from resilify_cli.activities.scale_file import read_scale_file

_RANGE = NumberRange(1, 5)


def _read(
    text: str, usual: NumberRange | None = _RANGE
) -> tuple[tuple[ScaleItem, ...], list[tuple[int, str]]]:
    file = AttachedFile(text, ProblemList(Path("scale.csv")))
    items = read_scale_file(file, usual)
    return items, [(problem.line, problem.wrong) for problem in file.problems.found]


def test_each_row_is_an_item() -> None:
    """Columns can stand in any order; a cell in quotes may hold a comma and a line of its own."""
    items, problems = _read(
        "text,id,Subscale,reversed,low,high\n"
        '"I slept, and\nit was ""enough"".",slept,rest,,0,3\n\n'
        "I lay awake.,awake,rest,yes,0,3\n"
    )
    assert problems == []
    assert items == (
        ScaleItem("slept", 'I slept, and it was "enough".', 0, 3, False, "rest", 2),
        ScaleItem("awake", "I lay awake.", 0, 3, True, "rest", 5),
    )


@pytest.mark.parametrize(
    "text",
    ["id;text\na;One, or so.\n", 'id,text,,\na,"One, or so.",,\n,,,\n', '\n id , text \na, "One, or so."\n'],
)
def test_files_of_spreadsheets_are_read(text: str) -> None:
    """With semicolons, and with empty cells, rows and columns at the ends."""
    items, problems = _read(text.replace(', "', ',"'))
    assert problems == []
    assert [(item.id, item.text, item.low, item.high) for item in items] == [("a", "One, or so.", 1, 5)]


_QUOTES = "the double quotes that begin here don't end as they should"


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("", 1, "there are no items in this file"),
        ("id,text\n", 1, "there are no items in this file"),
        ("a,I was kind.\n", 1, "a scale has no column 'a'"),
        ("id,txt\n", 1, "a scale has no column 'txt'"),
        ("id,reversed\n", 1, "there is no column 'text'"),
        ("id,text,id\n", 1, "the column 'id' stands twice"),
        ("id,text\na,One, two.\n", 2, "there are more cells here than the 2 columns"),
        ("id,text\n,One.\n", 2, "this item has no id"),
        ("id,text\nItem A,One.\n", 2, "'Item A' is no id"),
        ("id,text\na,One.\na,Two.\n", 3, "'a' stands twice in this file"),
        ("id,text\na,\n", 2, "this item has no text"),
        ("id,text\na," + "o" * 2001 + "\n", 2, "the text is too long"),
        ("id,text,reversed\na,One.,maybe\n", 2, "reversed is 'maybe'"),
        ("id,text,low,high\na,One.,0,\n", 2, "high is ''"),
        ("id,text,low,high\na,One.,0,3.5\n", 2, "high is '3.5'"),
        ("id,text,low,high\na,One.,0,1001\n", 2, "high is '1001'"),
        ("id,text,low,high\na,One.,never,5\n", 2, "low is 'never'"),
        ("id,text,low,high\na,One.,5,0\n", 2, "the range goes from 5 to 0"),
        ('id,text\na,One.\nb,"Two.\nc,Three.\n', 3, _QUOTES),
        ("id,text\na" + ",x" * 60 + "\n", 2, "there are 61 cells here"),
        ("id,text\n" + "".join(f"i{n},One.\n" for n in range(MOST_ITEMS + 1)), 102, "the scale is too long"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line(text: str, line: int, wrong: str) -> None:
    """What is wrong, on the line where it stands."""
    assert (line, wrong) in _read(text)[1]


def test_an_item_without_a_range_is_told() -> None:
    """A range that is guessed would give a wrong score without a sign."""
    assert _read("id,text\na,One.\n", None) == ((), [(2, "this item has no range")])


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(['"', ",", ";", "\n", "id", "text", "low", "high", "5", "a", "\u2028", "-"])
        ).map("".join),
        st.text(max_size=100).map(lambda text: f"id,text,low,high\n{text}"),
    )
)
def test_any_text_is_read_or_told(text: str) -> None:
    """It becomes sound items, or at least one problem."""
    items, problems = _read(text)
    assert items or problems
    assert all(item.low < item.high and item.text for item in items)
