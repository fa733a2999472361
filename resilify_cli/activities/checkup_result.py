"""What is told after a check-up: its score over time, which way is kinder, and who to turn to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import Aside, Block
from resilify_cli.activities.reading_comparison import compare_readings, draw_readings, format_reading

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import Reading

KINDER = {
    "higher": "A higher number is the kinder one here.",
    "lower": "A lower number is the kinder one here.",
}
_SOMEBODY = (
    "If these days are hard: somebody you trust or a doctor is worth a call, and resilify help-now "
    "lists people."
)
# Our own choice, and no published threshold: the quarter of the scale at its hard end.
_HARD = 0.25
_MOST_BETWEEN = 5


def draw_score(now: Reading, earlier: Sequence[Reading], kinder: str) -> tuple[Block, ...]:
    """Return the score as bars, over time where there are earlier ones.

    Args:
        now: The score.
        earlier: The earlier scores, oldest first.
        kinder: Which way is kinder, `higher` or `lower`, which is said with the first score; or empty.
    """
    if not earlier:
        says = f"{format_reading(now)} on a scale from {now.low:g} to {now.high:g}. A place to start from."
        way = (Aside(KINDER[kinder]),) if kinder else ()
        return (draw_readings((("now", now),), says), *way)
    says = f"Compared with last time, this is {compare_readings(earlier[-1], now)}."
    if len(earlier) > 1:
        says += f" Compared with the first time, it is {compare_readings(earlier[0], now)}."
    return (draw_readings(_over_time(earlier, now), says),)


def suggest_help(now: Reading, kinder: str) -> tuple[Block, ...]:
    """Return who to turn to, without a label, where a score is at the hard end of its scale."""
    if not kinder:
        return ()
    share = (now.value - now.low) / ((now.high - now.low) or 1)
    is_hard = share <= _HARD if kinder == "higher" else share >= 1 - _HARD
    return (Aside(_SOMEBODY),) if is_hard else ()


def _over_time(earlier: Sequence[Reading], now: Reading) -> list[tuple[str, Reading]]:
    """Return the readings to draw, each with its label: the first, the newest ones, and this one."""
    shown = [earlier[0], *earlier[1:][-_MOST_BETWEEN:]]
    labels = ["first", *([""] * (len(shown) - 2)), *(["last"] if len(shown) > 1 else [])]
    return [*zip(labels, shown, strict=True), ("now", now)]
