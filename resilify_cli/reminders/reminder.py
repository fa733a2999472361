"""A reminder: what it is about, at which times, on which days of the week, and what brings it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from resilify_cli.days import WEEKDAYS

# What a person sees of a reminder. Others may see it too, so it says nothing of what it is about.
TEXT = "A few minutes for yourself"
SESSION, PRACTICE, CHECKIN, LOG = ABOUT = ("session", "practice", "checkin", "log")
TIMER, CALENDAR, SHELL = WAYS = ("timer", "calendar", "shell")
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
DAY_MINUTES = 24 * 60
# The longest window: the same minute of the next day begins another.
WHOLE_DAY = DAY_MINUTES - 1
_WHAT = {
    SESSION: "the next session",
    PRACTICE: "a practice",
    CHECKIN: "the check-in",
    LOG: "a log",
}


class TimeWindow(NamedTuple):
    """When on a day a reminder comes: at a minute, or at some minute in a window.

    Attributes:
        start: Minutes after midnight.
        length: How many minutes the window is long, past midnight too; 0 for a minute of its own.
    """

    start: int
    length: int = 0

    def describe(self) -> str:
        """Return it as people write it: 20:00, or 18:00 to 20:00."""
        if self.length == WHOLE_DAY:
            return "at any time"
        return (
            f"{clock(self.start)} to {clock(self.start + self.length)}" if self.length else clock(self.start)
        )


class InstalledFile(NamedTuple):
    """A file that was written for a reminder, and the SHA-256 of what was written, in hex."""

    path: Path
    digest: str


class Reminder(NamedTuple):
    """A reminder.

    Attributes:
        number: What a person calls it by.
        about: One of `ABOUT`.
        windows: When on a day it comes, the earliest first.
        weekdays: On which days of the week, 0 for Monday, in order.
        way: What brings it, one of `WAYS`.
        unit: The name of what is installed for it; it says nothing but the product's name. Empty for none.
        files: What was written for it.
    """

    number: int
    about: str
    windows: tuple[TimeWindow, ...]
    weekdays: tuple[int, ...]
    way: str
    unit: str = ""
    files: tuple[InstalledFile, ...] = ()

    def describe(self) -> str:
        """Return what it is about and when it comes, in words."""
        times = ", ".join(window.describe() for window in self.windows)
        return f"{_WHAT[self.about]}, {days_in_words(self.weekdays)}, {times}"


def days_in_words(weekdays: tuple[int, ...]) -> str:
    """Return days of the week in words."""
    named = {EVERY_DAY: "every day", (0, 1, 2, 3, 4): "Monday to Friday", (5, 6): "Saturday, Sunday"}
    return named.get(weekdays) or ", ".join(WEEKDAYS[day] for day in weekdays)


def clock(minutes: int) -> str:
    """Return minutes after midnight as a clock shows them, also past midnight."""
    minutes %= DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"
