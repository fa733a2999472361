"""Compares readings of one measure, in words and as bars, without a label such as "mild" or "severe"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import Drawing

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import Reading

# A tenth of the scale. This is our own choice, and no published threshold: a checkup of several items in
# which one item moves by one step is about the same.
_SAME = 0.1
_WIDTH = 24


def compare_readings(earlier: Reading, now: Reading) -> str:
    """Return "higher", "lower", or "about the same" for a change of less than a tenth of the scale."""
    step = (now.value - earlier.value) / ((now.high - now.low) or 1)
    if abs(step) < _SAME:
        return "about the same"
    return "higher" if step > 0 else "lower"


def format_reading(reading: Reading) -> str:
    """Return its value with one decimal, or none where it is whole: the one way that scores are rounded."""
    return f"{reading.value:.1f}".removesuffix(".0")


def draw_readings(readings: Sequence[tuple[str, Reading]], says: str) -> Drawing:
    """Draw a bar for each labelled reading.

    Args:
        readings: Pairs of a label and a reading, from top to bottom.
        says: The sentence that describes the drawing.
    """
    margin = max(len(label) for label, _ in readings)
    return Drawing(tuple(f"{label:>{margin}}  {_bar(reading)}" for label, reading in readings), says)


def _bar(reading: Reading) -> str:
    share = (reading.value - reading.low) / ((reading.high - reading.low) or 1)
    full = round(max(0.0, min(1.0, share)) * _WIDTH)
    return f"{'━' * full}{'╌' * (_WIDTH - full)}  {format_reading(reading)}"
