"""A reminder is due once at each of its times, and not where the thing is done."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from resilify_cli.reminders.due import is_due, next_beginning, occasion_at
from resilify_cli.reminders.reminder import TimeWindow
from tests.reminders.reminders import EIGHT, NINE_PM, reminder

MIDNIGHT = timedelta()
NINE = TimeWindow(9 * 60)


def at(text: str) -> datetime:
    """Return a time in the week of Sunday, 1 November 2026: `2 20:00` is Monday evening."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("now", "done", "due"),
    [
        ("3 20:00", None, True),
        ("3 20:00", "3 07:00", False),
        ("3 20:00", "2 21:00", True),
        # It comes late, as the computer was off: until it is nearer to the next.
        ("4 07:59", None, True),
        ("4 08:00", None, False),
        ("4 07:59", "4 07:30", False),
    ],
)
def test_once_a_day(now: str, done: str | None, due: bool) -> None:
    """What is done on a day counts for its evening; what was done the evening before does not."""
    assert is_due(reminder(), at(now), MIDNIGHT, at(done) if done else None, None) is due


@pytest.mark.parametrize(
    ("now", "done", "due"),
    [
        ("3 09:00", "3 07:00", False),
        ("3 21:00", "3 09:30", True),
        ("3 21:00", "3 14:59", True),
        ("3 21:00", "3 15:00", False),
        ("3 21:00", "3 20:59", False),
    ],
)
def test_several_a_day(now: str, done: str, due: bool) -> None:
    """What is done counts for the time that it is nearer to."""
    assert is_due(reminder(NINE, NINE_PM), at(now), MIDNIGHT, at(done), None) is due


def test_it_comes_once() -> None:
    """What was shown for this time is not shown again; what was shown the day before says nothing."""
    assert not is_due(reminder(), at("3 20:10"), MIDNIGHT, None, at("3 20:00"))
    assert is_due(reminder(), at("3 20:10"), MIDNIGHT, None, at("2 20:00"))


def test_a_window_past_midnight_is_one_time() -> None:
    """What was done on the evening that it began on counts, after midnight too."""
    late = reminder(TimeWindow(22 * 60, 180))
    assert is_due(late, at("4 00:30"), MIDNIGHT, None, None)
    assert not is_due(late, at("4 00:30"), MIDNIGHT, at("3 19:00"), None)
    assert is_due(late, at("4 00:30"), MIDNIGHT, at("2 23:59"), None)


def test_only_on_its_days() -> None:
    """A reminder of Mondays that comes late is shown for half of the way to the next one."""
    mondays = reminder(weekdays=(0,))
    assert is_due(mondays, at("2 20:00"), MIDNIGHT, None, None)
    assert not is_due(mondays, at("2 19:59"), MIDNIGHT, None, at("1 20:00"))
    assert is_due(mondays, at("4 10:00"), MIDNIGHT, None, None)
    assert not is_due(mondays, at("6 20:00"), MIDNIGHT, None, None)
    # Sunday evening is nearer to the Monday that comes.
    assert not is_due(mondays, at("8 20:00"), MIDNIGHT, None, None)


def test_a_day_begins_when_the_person_says() -> None:
    """At two in the night it is still the evening before, where days begin at four."""
    four = timedelta(hours=4)
    assert not is_due(reminder(TimeWindow(120)), at("4 02:00"), four, at("3 12:00"), None)
    assert is_due(reminder(TimeWindow(120)), at("4 02:00"), MIDNIGHT, at("3 12:00"), None)


def test_an_occasion_is_late_no_sooner_than_its_window_ends() -> None:
    """Where windows overlap, too."""
    found = occasion_at(reminder(TimeWindow(1080, 240), EIGHT), at("3 19:00"), MIDNIGHT)
    assert found is not None
    assert found.ends == at("3 22:00")
    assert found.shown_until == at("3 22:01")


def test_the_next_time() -> None:
    """Today's if it is still to come."""
    assert next_beginning(reminder(NINE, EIGHT), at("3 10:00")) == at("3 20:00")
    assert next_beginning(reminder(weekdays=(6,)), at("3 10:00")) == at("8 20:00")
