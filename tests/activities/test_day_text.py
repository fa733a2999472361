"""Whether a text names a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.activities.day_text import names_day

_DAYS = (
    "2026-11-03",
    "3.11.2026",
    "11/23/26",
    "23/11",
    "3.11.",
    "29.2.",
    "3 November 2026",
    "Nov 3rd, 2026",
    "Tuesday, 3 November",
    "el 3 de mayo de 2026",
    "3. Mai",
    "yesterday",
    "last Monday",
    "Fri",
)
_NO_DAYS = (
    "2026-02-30",
    "2026-13-13",
    "32.1.",
    "31/31",
    "3",
    "23:40",
    "soon",
    "in a while",
    "45 May",
    "",
    "3 h",
)


@pytest.mark.parametrize("text", _DAYS)
def test_a_day_as_people_write_it(text: str) -> None:
    """In numbers of whatever order, with a month in whatever language, or as a word."""
    assert names_day(text)


@pytest.mark.parametrize("text", _NO_DAYS)
def test_what_is_no_day(text: str) -> None:
    """Days that no calendar has, times, and words that name none."""
    assert not names_day(text)


@given(
    st.dates(date(1900, 1, 1)),
    st.sampled_from(("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y", "%a %d %b")),
)
def test_every_day_is_one(day: date, form: str) -> None:
    """However it is written."""
    assert names_day(day.strftime(form))


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Nothing that can be typed is an error."""
    assert names_day(text) in (True, False)
