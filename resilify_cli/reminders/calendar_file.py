"""A reminder, or one sitting that is planned, as an iCalendar file, which calendars and phones open.

Times are those of the clock on the wall, without a zone: an entry stays at eight in the evening wherever
the phone is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from resilify_cli.reminders.due import next_beginning
from resilify_cli.reminders.reminder import EVERY_DAY, TEXT, Reminder

if TYPE_CHECKING:
    from icalendar import Event

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FEW_MINUTES = timedelta(minutes=15)


def reminder_calendar(reminder: Reminder, now: datetime, new_ids: Sequence[str]) -> str:
    """Return the calendar of a reminder, with an entry for each of its times.

    Args:
        reminder: The reminder.
        now: The time, aware of its zone.
        new_ids: For each of its times an id that no other entry has, and that says nothing.
    """
    if reminder.weekdays == EVERY_DAY:
        rule: dict[str, Any] = {"FREQ": "DAILY"}
    else:
        rule = {"FREQ": "WEEKLY", "BYDAY": [_DAYS[day] for day in reminder.weekdays]}
    events = []
    for window, new_id in zip(reminder.windows, new_ids, strict=True):
        begins = next_beginning(reminder._replace(windows=(window,)), now.replace(tzinfo=None))
        length = timedelta(minutes=window.length) or _FEW_MINUTES
        event = _make_event(begins, length, now, new_id)
        event.add("RRULE", rule)
        events.append(event)
    return _calendar_text(events)


def sitting_calendar(begins: datetime, now: datetime, new_id: str) -> str:
    """Return the calendar of one sitting.

    Args:
        begins: When it begins, as the clock on the wall shows it.
        now: The time, aware of its zone.
        new_id: An id that no other entry has, and that says nothing.
    """
    return _calendar_text([_make_event(begins, 2 * _FEW_MINUTES, now, new_id)])


def _make_event(begins: datetime, length: timedelta, now: datetime, new_id: str) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("UID", new_id)
    event.add("DTSTAMP", now.astimezone(UTC).replace(microsecond=0))
    event.add("SUMMARY", TEXT)
    event.add("DTSTART", begins)
    event.add("DTEND", begins + length)
    # Others who may see the calendar see nothing of it, and the person counts as free.
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", TEXT)
    alarm.add("TRIGGER", timedelta())
    event.add_component(alarm)
    return event


def _calendar_text(events: Sequence[Event]) -> str:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("PRODID", "-//resilify//EN")
    calendar.add("VERSION", "2.0")
    for event in events:
        calendar.add_component(event)
    text: str = calendar.to_ical().decode("utf-8")
    return text
