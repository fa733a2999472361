"""How numbers are told in the sentences of insights and the report."""

from __future__ import annotations

import pytest

from resilify_cli.insight.phrases import counted, counted_times


@pytest.mark.parametrize(
    ("how_many", "told"),
    [(1, "1 entry"), (999, "999 entries"), (100_000, "100,000 entries")],
)
def test_a_number_has_its_noun_and_a_comma_at_each_thousand(how_many: int, told: str) -> None:
    """As every other command tells numbers."""
    assert counted(how_many, "entry", "entries") == told


@pytest.mark.parametrize(
    ("how_many", "told"), [(1, "once"), (2, "twice"), (3, "3 times"), (1_200, "1,200 times")]
)
def test_how_often_is_told_in_words(how_many: int, told: str) -> None:
    """Once and twice have words of their own."""
    assert counted_times(how_many) == told
