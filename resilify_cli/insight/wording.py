"""Numbers, days and lists in words, as the sentences beside the pictures need them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from resilify_cli.insight.pictures import Remark

# On a scale as wide as this, a tenth says nothing.
_WIDE = 50


def day_name(day: date) -> str:
    """Return a day in words: 3 November 2026."""
    return f"{day.day} {day:%B} {day.year}"


def number(value: float, low: float = 0, high: float = 0) -> str:
    """Return a number as precise as its scale lets it be; a count is whole."""
    if high - low >= _WIDE or (low == high and value == int(value)):
        return f"{value:.0f}"
    return f"{value:.1f}"


def count(how_many: int, one: str, several: str = "") -> str:
    """Return "1 day" or "12 days"."""
    return f"{how_many} {one if how_many == 1 else several or f'{one}s'}"


def times(how_many: int) -> str:
    """Return "once", "twice" or "12 times"."""
    return {1: "once", 2: "twice"}.get(how_many, f"{how_many} times")


def listed(parts: Sequence[str], joint: str = ", ") -> str:
    """Return the parts as one list, with "and" before the last."""
    return f"{joint.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def too_little(key: str, title: str, needed: str, there_is: str) -> Remark:
    """Return the remark that stands in place of a picture that would say more than the data do."""
    return Remark(key, title, f"Too little to say yet. This picture needs {needed}; so far there {there_is}.")


def are(how_many: int, one: str) -> str:
    """Return "is 1 day" or "are 12 days", or "are none"."""
    if not how_many:
        return "are none"
    return f"{'is' if how_many == 1 else 'are'} {count(how_many, one)}"
