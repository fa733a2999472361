from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.reading_comparison import compare_readings, draw_readings


@pytest.mark.parametrize(
    ("value", "bar"),
    [(1, "╌" * 24 + "  1"), (3, "━" * 12 + "╌" * 12 + "  3"), (5, "━" * 24 + "  5")],
)
def test_a_bar_runs_from_the_low_end_to_the_high(value: float, bar: str) -> None:
    """A bar is empty at the low end of its scale and full at the high end."""
    (line,) = draw_readings((("now", Reading("m", value, 1, 5)),), "says").lines
    assert line == f"now  {bar}"


def test_labels_stand_flush() -> None:
    """Bars under each other begin in the same column."""
    readings = [(label, Reading("m", 3, 1, 5)) for label in ("first", "now")]
    assert [line.index("━") for line in draw_readings(readings, "").lines] == [7, 7]


_ENDS = st.tuples(st.integers(-1000, 999), st.integers(1, 2000)).map(lambda e: (e[0], min(1000, e[0] + e[1])))


@settings(max_examples=50, deadline=None)
@given(_ENDS, st.data())
def test_a_change_seen_backwards_is_the_other_way(ends: tuple[int, int], data: st.DataObject) -> None:
    """On any scale the change back is the opposite of the change there, and no change is the same."""
    low, high = ends
    one, other = (Reading("m", data.draw(st.integers(low, high)), low, high) for _ in range(2))
    opposite = {"higher": "lower", "lower": "higher", "about the same": "about the same"}
    assert compare_readings(other, one) == opposite[compare_readings(one, other)]
    assert compare_readings(one, one) == "about the same"
