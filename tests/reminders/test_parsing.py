"""Times and days of the week, as people write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.errors import UsageError
from resilify_cli.reminders.parsing import parse_weekdays, parse_windows
from resilify_cli.reminders.reminder import EVERY_DAY, TimeWindow


@pytest.mark.parametrize(
    ("text", "minute"),
    [("20:00", 1200), ("8pm", 1200), ("8:30 pm", 1230), ("noon", 720), ("evening", 1200), ("midnight", 0)],
)
def test_a_time_is_read_as_people_write_it(text: str, minute: int) -> None:
    """By the clock of 24 hours, by that of twelve, and by words."""
    assert parse_windows([text], []) == (TimeWindow(minute),)


def test_several_times_are_in_order_and_each_once() -> None:
    """Given together or apart, and windows between them."""
    assert parse_windows(["21:00,9:00", "9am"], ["18:00-20:00"]) == (
        TimeWindow(540),
        TimeWindow(1080, 120),
        TimeWindow(1260),
    )


@pytest.mark.parametrize("text", ["22:00-01:00", "10pm to 1am", "22:00 – 01:00", "22:00 until 1am"])
def test_a_window_may_go_past_midnight(text: str) -> None:
    """It is as long as it is until the next day."""
    assert parse_windows([], [text]) == (TimeWindow(1320, 180),)


@pytest.mark.parametrize("text", ["25:00", "soon", "", "20:00 tomorrow", "8", "20:61", "monday"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """With an example of what can be read."""
    with pytest.raises(UsageError, match="none that can be read") as caught:
        parse_windows([text], [])
    assert "20:00" in caught.value.hint


@pytest.mark.parametrize("text", ["18:00", "18:00-19:00-20:00", "18:00-18:00", "18:00-later", "-"])
def test_what_is_no_window_is_refused(text: str) -> None:
    """Also one that has no length."""
    with pytest.raises(UsageError, match="--between"):
        parse_windows([], [text])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("monday", (0,)),
        ("Mon, Thu", (0, 3)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat-mon", (0, 5, 6)),
        ("weekend", (5, 6)),
        ("weekdays", (0, 1, 2, 3, 4)),
        ("sundays", (6,)),
        ("daily", EVERY_DAY),
        ("", EVERY_DAY),
    ],
)
def test_days_of_the_week(text: str, days: tuple[int, ...]) -> None:
    """By name, by the first letters, as a span, and by words for several."""
    assert parse_weekdays([text]) == days


@pytest.mark.parametrize("text", ["m", "funday", "mon-", "mon-tue-wed", "2026-11-03", "-"])
def test_what_is_no_day_is_refused(text: str) -> None:
    """With an example of what can be read."""
    with pytest.raises(UsageError, match="--on needs days"):
        parse_weekdays([text])


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    """No other error comes of it."""
    for read in (
        lambda: parse_windows([text], []),
        lambda: parse_windows([], [text]),
        lambda: parse_weekdays([text]),
    ):
        with suppress(UsageError):
            assert read()
