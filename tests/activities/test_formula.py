"""What an author asks of a row's fields, worked out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.formula import FormulaError, parse_formula
from resilify_cli.activities.quantities import Quantity, Unit

ROW = {
    "lights-out": Quantity(23 * 60 + 30, Unit.TIME),
    "woke": Quantity(6 * 60 + 30, Unit.TIME),
    "awake": Quantity(30, Unit.DURATION),
    "in-bed": Quantity(8 * 60, Unit.DURATION),
    "cups": Quantity(3, Unit.NUMBER),
    "zero": Quantity(0, Unit.NUMBER),
}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("slept = woke - lights-out", "7 h"),
        ("slept = woke - lights-out - awake", "6 h 30 min"),
        ("share = (woke - lights-out - awake) / in-bed in %", "81 %"),
        ("share = awake / in-bed %", "6 %"),
        ("up = lights-out + in-bed", "07:30"),
        ("back = woke - awake", "06:00"),
        ("coffee = cups * 2 + 1", "7"),
        ("rest = in-bed - 2 * awake", "7 h"),
        ("half = in-bed / 2", "4 h"),
        ("left = 10 - cups - 2", "5"),
    ],
)
def test_a_formula_is_worked_out(text: str, result: str) -> None:
    """Times over midnight, durations, numbers and shares; left before right, products before sums."""
    assert str(parse_formula(text).result(ROW)) == result


@pytest.mark.parametrize(
    "text",
    [
        "x = woke + lights-out",
        "x = cups / zero",
        "x = cups - awake",
        "x = awake * awake",
        "x = woke * 2",
        "x = nothing + cups",
        "x = awake in %",
        "x = cups / awake",
    ],
)
def test_a_sum_that_means_nothing_is_none(text: str) -> None:
    """A field that is empty, a division by zero, and units that don't go together give no result."""
    assert parse_formula(text).result(ROW) is None


@pytest.mark.parametrize(
    "text",
    ["", "woke - lights-out", "x =", "x = woke -", "x = (cups", "x = cups)", "x = cups cups", "x = cups % 2",
     "x = __import__('os')", "x = " + "(" * 11 + "1" + ")" * 11, "x = 1" + " + 1" * 60],
)  # fmt: skip
def test_what_is_no_formula_is_refused(text: str) -> None:
    """Anything but fields, numbers, four signs and a few parentheses is an error that says why."""
    with pytest.raises(FormulaError, match=r"\w"):
        parse_formula(text)


def test_a_formula_names_the_fields_it_needs() -> None:
    """Each once, in the order that they stand in."""
    assert parse_formula("x = in-bed - awake - awake * 2").fields == ("in-bed", "awake")


@given(st.text(alphabet="ab-+*/() 1.=%in", max_size=60))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    """Reading and working out never ends in another error."""
    try:
        formula = parse_formula(text)
    except FormulaError:
        return
    formula.result({"a": Quantity(1, Unit.NUMBER), "b": Quantity(2, Unit.TIME)})
