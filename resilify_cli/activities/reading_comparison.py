"""How a number stands beside an earlier one: in words, and as a small drawing. Never a label."""

from __future__ import annotations

from collections.abc import Sequence

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.questions import Drawing

# A tenth of the scale: a choice of ours, wide enough that one item moved by one is no "change".
_SAME = 0.1
_WIDTH = 24


def compare_readings(earlier: Reading, now: Reading) -> str:
    """Return "higher", "lower" or "about the same"."""
    step = (now.value - earlier.value) / ((now.high - now.low) or 1)
    if abs(step) < _SAME:
        return "about the same"
    return "higher" if step > 0 else "lower"


def draw_readings(readings: Sequence[tuple[str, Reading]], says: str) -> Drawing:
    """Draw one bar for each labelled reading."""
    margin = max(len(label) for label, _ in readings)
    return Drawing(tuple(f"{label:>{margin}}  {_bar(reading)}" for label, reading in readings), says)


def _bar(reading: Reading) -> str:
    share = (reading.value - reading.low) / ((reading.high - reading.low) or 1)
    full = round(max(0.0, min(1.0, share)) * _WIDTH)
    return f"{'━' * full}{'╌' * (_WIDTH - full)}  {reading.value:.3g}"
