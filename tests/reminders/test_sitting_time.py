"""When a person means to sit down, found in what they wrote about it, or not at all."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.reminders.sitting_time import parse_sitting

# A Tuesday.
NOW = datetime(2026, 11, 3, 20, 15)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sunday 20:00", "2026-11-08 20:00"),
        ("Sunday at 8pm, at the kitchen table", "2026-11-08 20:00"),
        ("at the kitchen table on sunday, 8.30 pm", "2026-11-08 20:30"),
        ("Sunday evening after supper", "2026-11-08 20:00"),
        ("tomorrow morning in bed", "2026-11-04 09:00"),
        ("tonight", "2026-11-03 22:00"),
        ("today 21:00", "2026-11-03 21:00"),
        ("tue 21:00", "2026-11-03 21:00"),
        ("Tuesday 19:00", "2026-11-10 19:00"),
        ("thurs noon", "2026-11-05 12:00"),
        ("in 3 days at 18:00", "2026-11-06 18:00"),
        ("in a week, 18:00", "2026-11-10 18:00"),
        ("2026-12-01 07:30", "2026-12-01 07:30"),
        ("3 december, 18:00", "2026-12-03 18:00"),
        ("18:00 on 2 january", "2027-01-02 18:00"),
        ("Sunday evening at 7", "2026-11-08 19:00"),
        ("sunday morning at 8, in bed", "2026-11-08 08:00"),
        ("tonight at 11", "2026-11-03 23:00"),
        ("Sunday 8 November, 20:00", "2026-11-08 20:00"),
    ],
)
def test_a_day_and_a_time_are_found(text: str, meant: str) -> None:
    """In whatever order, with what else stands there; a day of the week is the next one."""
    assert parse_sitting(text, NOW) == datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sunday",
        "Sunday after supper, at the table",
        "20:00",
        "after work",
        "today 19:00",
        "2026-02-30 10:00",
        "2020-01-01 10:00",
        "Sunday 25:00",
        "Sunday 13pm",
        "Sunday 10:75",
        "monday or tuesday at 8pm",
        "at the sunday market at 8pm on monday",
        "sunday 7pm or 9pm",
        "sunday 8-9pm",
        "sunday evening at 3",
        "9999-12-31 23:50",
        "in 999 days, 20:00",
    ],
)
def test_without_a_day_and_a_time_to_come_there_is_none(text: str) -> None:
    """Nothing is made up: what is half said is asked for."""
    assert parse_sitting(text, NOW) is None


@given(st.text(max_size=200))
def test_whatever_was_written_does_no_harm(text: str) -> None:
    """It is a time to come, or none."""
    meant = parse_sitting(text, NOW)
    assert meant is None or meant > NOW
