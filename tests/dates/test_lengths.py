from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.dates.lengths import first_day
from resilify_cli.errors import UsageError


@pytest.mark.parametrize(
    ("text", "today", "first"),
    [
        ("1d", "2026-11-21", "2026-11-21"),
        ("30d", "2026-11-21", "2026-10-23"),
        (" 30D ", "2026-11-21", "2026-10-23"),
        ("8w", "2026-11-21", "2026-09-27"),
        ("6m", "2026-11-21", "2026-05-22"),
        ("11m", "2026-11-21", "2025-12-22"),
        ("12m", "2026-11-21", "2025-11-22"),
        ("1m", "2026-03-31", "2026-03-01"),
        ("1m", "2024-03-30", "2024-03-01"),
        ("1m", "2026-01-15", "2025-12-16"),
        ("1y", "2026-11-21", "2025-11-22"),
        ("1y", "2024-02-29", "2023-03-01"),
        ("9999d", "2026-11-21", "1999-07-08"),
        ("9999y", "2026-11-21", "0001-01-02"),
        ("9999w", "0100-11-21", "0001-01-01"),
    ],
)
def test_a_length_ends_today(text: str, today: str, first: str) -> None:
    """Days, weeks, months and years are counted back from today, which is the last of them."""
    assert first_day(text, date.fromisoformat(today)) == date.fromisoformat(first)


@pytest.mark.parametrize(
    "text", ["", "30", "d", "0d", "-3d", "3 days", "1.5y", "99999d", "3h", "٣d", "3d\n4"]
)
def test_what_is_no_length_is_refused_with_the_forms(text: str) -> None:
    """Anything else is a mistake in the call, and the forms are named."""
    with pytest.raises(UsageError) as refused:
        first_day(text, date(2026, 11, 21))
    assert all(form in refused.value.hint for form in ("30d", "8w", "6m", "1y"))


@given(st.integers(1, 9999), st.sampled_from("dwmy"), st.dates())
def test_any_length_has_a_first_day(many: int, unit: str, today: date) -> None:
    """However long, it begins at or before today."""
    assert first_day(f"{many}{unit}", today) <= today
