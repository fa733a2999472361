"""The shape of a breath, and the count of its seconds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.questions import Answer, Cue, PacedCues
from resilify_cli.prompters.breath_shape import breath_shape, count_of
from tests.prompters.full_screen.person import Person, person

FILLS = st.floats(0, 1)


@given(FILLS, FILLS, st.integers(1, 70), st.integers(1, 12))
def test_it_grows_as_the_breath_fills_and_moves_nothing(
    one: float, other: float, columns: int, rows: int
) -> None:
    """It has as many lines whatever its size, fits, has a dot at least, and never shrinks while it fills."""
    less, more = (breath_shape(fill, columns, rows) for fill in sorted((one, other)))
    assert len(less) == len(more) <= rows
    assert all(len(line) <= columns for line in more)
    assert 1 <= "".join(less).count("·") <= "".join(more).count("·")


@given(st.integers(1, 70), st.integers(1, 12))
def test_a_full_breath_is_more_than_an_empty_one(columns: int, rows: int) -> None:
    """Wherever there is room for three dots, full and empty can be told apart; empty is one dot."""
    empty, full = ("".join(breath_shape(fill, columns, rows)) for fill in (0, 1))
    assert empty.count("·") == 1
    assert full.count("·") > 1 or (columns < 3 and rows < 3)


@given(st.floats(0.5, 15), FILLS)
def test_the_count_goes_from_one_to_the_seconds(seconds: float, share: float) -> None:
    """The first second is 1, and the last the number of seconds, half ones as whole."""
    assert 1 <= count_of(seconds, share) <= -(-seconds // 1)
    assert count_of(4, 0) == 1
    assert count_of(4, 1) == 4


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 10)])
def test_a_breath_on_the_screen(columns: int, rows: int) -> None:
    """The cue stands with its count above the shape; Enter goes to the next cue, and at the last one ends."""

    async def acts(she: Person) -> None:
        assert "Breathe in  1" in she.text
        assert "·" in she.text
        await she.press("space")
        assert "Paused." in she.text
        await she.press("enter")
        assert "Breathe out  1" in she.text
        assert "".join(she.rows).count("·") > 5
        await she.press("enter")

    question = PacedCues(cues=(Cue("Breathe in", 60, 1.0), Cue("Breathe out", 60, 0.0)))
    with person(columns=columns, rows=rows) as she:
        assert she.ask(question, acts) == Answer(None)
