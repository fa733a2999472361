"""Numbers, days and lists as parts of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from resilify_cli.insight.charts import Remark

# On a scale as wide as this, a tenth says nothing.
_WIDE = 50


def day_name(day: date) -> str:
    """Return a day in words: 3 November 2026."""
    return f"{day.day} {day:%B} {day.year}"


def short_day(day: date) -> str:
    """Return a day in few letters: 3 Nov 2026."""
    return f"{day.day} {day:%b} {day.year}"


def format_number(value: float, low: float = 0, high: float = 0) -> str:
    """Return a number with one decimal, or none where it is whole or on a scale of 50 or more.

    Args:
        value: The number.
        low: The low end of its scale.
        high: The high end; the same as `low` for a count, which has no scale.
    """
    return f"{value:.0f}" if high - low >= _WIDE else f"{value:.1f}".removesuffix(".0")


def counted(how_many: int, one: str, several: str = "") -> str:
    """Return a number with its noun: "1 day" or "12 days"; `several` is the plural if it is irregular."""
    return f"{how_many:,} {one if how_many == 1 else several or f'{one}s'}"


def counted_times(how_many: int) -> str:
    """Return "once", "twice" or "12 times"."""
    return {1: "once", 2: "twice"}.get(how_many, f"{how_many:,} times")


def join_with_and(parts: Sequence[str], joint: str = ", ") -> str:
    """Return "one, two and three"."""
    return f"{joint.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def too_little_data(key: str, title: str, needed: str, there_is: str) -> Remark:
    """Return the remark that stands in place of a chart of which there are too few data.

    Args:
        key: The key of the chart.
        title: The title of the chart.
        needed: What the chart needs, such as "a mood on at least 3 days".
        there_is: What there is, with its verb; see `is_or_are`.
    """
    return Remark(key, title, f"Too little to say yet. This picture needs {needed}; so far there {there_is}.")


def is_or_are(how_many: int, one: str) -> str:
    """Return "is 1 day", "are 12 days" or "are none"."""
    if not how_many:
        return "are none"
    return f"{'is' if how_many == 1 else 'are'} {counted(how_many, one)}"
