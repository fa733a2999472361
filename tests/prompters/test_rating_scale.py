"""The state of a rating."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.prompters.rating_scale import RatingScale

SCALES = st.tuples(st.integers(-1000, 1000), st.integers(1, 1000)).map(
    lambda drawn: RatingScale(drawn[0], drawn[0] + drawn[1])
)
MOVES = st.sampled_from([-10, -1, 1, 10])
KEYS = st.one_of(MOVES, st.sampled_from([*"0123456789-x٣²", "erase"]))


def press(scale: RatingScale, key: int | str) -> None:
    """Press a key of a rating: a move, a character, or "erase"."""
    if isinstance(key, int):
        scale.move(key)
    elif key == "erase":
        scale.erase()
    else:
        scale.type(key)


@given(SCALES, st.lists(KEYS))
def test_no_key_leads_off_the_scale(scale: RatingScale, keys: list[int | str]) -> None:
    """Whatever is pressed, there is no value, or one of the scale, and its dot is on the line."""
    for key in keys:
        press(scale, key)
    assert scale.value is None or scale.low <= scale.value <= scale.high
    assert scale.value is None or 0 <= (scale.place(30) or 0) < 30


@given(SCALES, st.data())
def test_each_number_can_be_typed(scale: RatingScale, data: st.DataObject) -> None:
    """The digits of a number, typed on a fresh scale, give that number; erased, they leave none."""
    number = data.draw(st.integers(scale.low, scale.high))
    for character in str(number):
        scale.type(character)
        assert not scale.refused
    assert scale.enter() == number
    for _ in str(number):
        scale.erase()
    assert scale.enter() is None


@given(SCALES, st.lists(KEYS), st.characters(exclude_characters="0123456789-"))
def test_a_letter_changes_nothing(scale: RatingScale, keys: list[int | str], letter: str) -> None:
    """What is no digit is refused in place."""
    for key in keys:
        press(scale, key)
    before = (scale.value, scale.typed)
    scale.type(letter)
    assert scale.refused
    assert (scale.value, scale.typed) == before


@given(SCALES, MOVES, st.lists(MOVES))
def test_the_first_move_is_to_the_middle(scale: RatingScale, first: int, moves: list[int]) -> None:
    """Nothing is set before a key is pressed; then each move is by its own steps, up to the ends."""
    assert scale.value is None
    scale.move(first)
    expected = (scale.low + scale.high) // 2
    assert scale.value == expected
    for move in moves:
        scale.move(move)
        expected = max(scale.low, min(scale.high, expected + move))
        assert scale.value == expected


@pytest.mark.parametrize(
    ("low", "high", "typed", "value"),
    [
        (0, 10, "7", 7),
        (0, 10, "73", 3),
        (0, 10, "10", 10),
        (0, 10, "105", 5),
        (0, 100, "85", 85),
        (0, 100, "100", 100),
        (0, 100, "855", 5),
        (0, 100, "08", 8),
        (1, 5, "9", None),
        (1, 5, "39", 3),
        (10, 50, "1", None),
        (10, 50, "15", 15),
        (10, 50, "6", None),
        (-5, 5, "-3", -3),
        (0, 5, "-3", 3),
    ],
)
def test_digits_make_a_number(low: int, high: int, typed: str, value: int | None) -> None:
    """Two digits make one number where the scale has it; else the second begins anew, or is refused."""
    scale = RatingScale(low, high)
    for character in typed:
        scale.type(character)
    assert scale.value == value


def test_enter_takes_no_answer_that_was_not_given() -> None:
    """Enter on an untouched scale is refused; with an earlier answer as default it is that."""
    scale = RatingScale(0, 10)
    assert scale.enter() is None
    assert scale.refused
    assert RatingScale(0, 10, 4).enter() == 4


@pytest.mark.parametrize(("low", "high", "middle"), [(0, 10, 5), (1, 10, 5), (-3, 3, 0), (-4, -1, -3)])
def test_the_middle_is_a_number_of_the_scale(low: int, high: int, middle: int) -> None:
    """Of an even count of numbers, the lower of the two middle ones counts."""
    assert RatingScale(low, high).middle == middle


@given(SCALES, st.integers(2, 80))
def test_the_ends_of_the_line_are_the_ends_of_the_scale(scale: RatingScale, columns: int) -> None:
    """The lowest number has the first column, and the highest the last."""
    assert (scale.column_of(scale.low, columns), scale.column_of(scale.high, columns)) == (0, columns - 1)
