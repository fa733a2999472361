"""Reminders for tests."""

from __future__ import annotations

from resilify_cli.reminders.reminder import EVERY_DAY, SESSION, TIMER, Reminder, TimeWindow

EIGHT, NINE_PM = TimeWindow(20 * 60), TimeWindow(21 * 60)


def reminder(*windows: TimeWindow, weekdays: tuple[int, ...] = EVERY_DAY, about: str = SESSION) -> Reminder:
    """Return a reminder by a timer, at eight in the evening if nothing else is said."""
    return Reminder(1, about, windows or (EIGHT,), weekdays, TIMER, "resilify-1a2b3c")
