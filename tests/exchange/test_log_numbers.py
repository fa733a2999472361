"""The numbers in the rows of logs, for a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.log_numbers import numbers_in_row


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Calm: 7", ("Calm", 7)),
        ("Lights out: 23:40", ("Lights out (minutes since midnight)", 1420)),
        ("Asleep: 7 h 10 min", ("Asleep (minutes)", 430)),
        ("Share: 86 %", ("Share (%)", 86)),
        ("Coffee: 3,5 cups", ("Coffee (cups)", 3.5)),
        ("Task: taxes", None),
        ("Why: 2 letters came, and 3 calls", None),
        ("just words", None),
    ],
)
def test_a_number_has_its_label_and_its_unit(line: str, number: tuple[str, float] | None) -> None:
    """A line of words has none."""
    assert list(numbers_in_row(f"Task: taxes\n{line}")) == ([number] if number else [])


@given(st.text(max_size=80))
def test_any_row_is_read(text: str) -> None:
    """Whatever a person wrote in it."""
    assert all(isinstance(one.value, int | float) for one in numbers_in_row(text))
