"""A timer runs by the clock, whoever watches it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.prompters.countdown import Countdown

_BEGAN = datetime(2026, 11, 3, 23, 58, tzinfo=UTC)


def _at(**after: float) -> datetime:
    return _BEGAN + timedelta(**after)


def test_a_countdown_tells_what_is_left() -> None:
    """In whole minutes, then in seconds, and when it is over; with its day where that has changed."""
    countdown = Countdown.resumed(5, _BEGAN.isoformat())
    assert countdown.lines(_BEGAN) == [
        "about 5 min left",
        "Until 00:03 on 4 November. It goes on if you close the terminal.",
    ]
    assert countdown.left(_at(minutes=4)) == "60 s left"
    assert countdown.lines(_at(hours=1)) == ["The time is over.", "The 5 minutes ended at 00:03."]


@pytest.mark.parametrize(
    ("minutes", "whole"),
    [(1, "1 minute"), (0.5, "30 seconds"), (1.5, "1.5 minutes"), (10, "10 minutes"), (90, "1 h 30 min")],
)
def test_the_whole_is_told_in_words(minutes: float, whole: str) -> None:
    """Before it is begun, that is all there is to tell."""
    assert Countdown.resumed(minutes, "").lines(_BEGAN) == [whole]


@pytest.mark.parametrize("started", ["", "soon", "2026-11-03T23:58:00", "[]"])
def test_a_beginning_that_is_no_time_is_none(started: str) -> None:
    """A draft may have been written by anything."""
    assert Countdown.resumed(5, started).started is None


@given(st.timedeltas(), st.floats(0.1, 120))
def test_never_more_is_left_than_the_whole(passed: timedelta, minutes: float) -> None:
    """Also where the clock was set back or on meanwhile."""
    countdown = Countdown.resumed(minutes, _BEGAN.isoformat())
    try:
        now = _BEGAN + passed
    except OverflowError:
        return
    assert 0 <= countdown.seconds_left(now) <= minutes * 60 + 1e-6
    assert countdown.is_over(now) == (countdown.seconds_left(now) == 0)
