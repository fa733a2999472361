"""The calendar of a reminder, read by two libraries: it repeats and rings, and says nothing."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr

from resilify_cli.reminders.calendar_file import reminder_calendar, sitting_calendar
from resilify_cli.reminders.reminder import TEXT, TimeWindow
from tests.reminders.reminders import NINE_PM, reminder

# A Tuesday.
NOW = datetime(2026, 11, 3, 20, 15, tzinfo=timezone(timedelta(hours=1)))
LATE = TimeWindow(22 * 60, 180)


def test_each_time_is_an_entry_that_repeats_and_rings() -> None:
    """By icalendar: on the days, from the next one on, with an alarm at its beginning."""
    text = reminder_calendar(reminder(NINE_PM, LATE, weekdays=(0, 2)), NOW, ["one", "two"])
    first, second = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert first["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO,WE"
    assert first.decoded("DTSTART") == datetime(2026, 11, 4, 21)
    assert second.decoded("DTSTART") == datetime(2026, 11, 4, 22)
    assert second.decoded("DTEND") == datetime(2026, 11, 5, 1)
    for event in (first, second):
        (alarm,) = event.walk("VALARM")
        assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta())
    assert [str(event["UID"]) for event in (first, second)] == ["one", "two"]


def test_another_library_reads_the_same() -> None:
    """By vobject: the entries of a fortnight are those that were asked for."""
    event = vobject.readOne(reminder_calendar(reminder(weekdays=(0, 5)), NOW, ["one"])).vevent
    assert event.valarm.trigger.value == timedelta()
    rule = rrulestr(event.rrule.value, dtstart=event.dtstart.value)
    days = [at.day for at in rule.between(datetime(2026, 11, 4), datetime(2026, 11, 18))]
    assert days == [7, 9, 14, 16]


@pytest.mark.parametrize("weekdays", [(0,), (5, 6), (0, 1, 2, 3, 4, 5, 6)])
def test_it_begins_on_one_of_its_days(weekdays: tuple[int, ...]) -> None:
    """A beginning that the rule does not give would be an entry more."""
    event = vobject.readOne(reminder_calendar(reminder(weekdays=weekdays), NOW, ["one"])).vevent
    rule = rrulestr(event.rrule.value, dtstart=event.dtstart.value)
    assert rule[0] == event.dtstart.value
    assert event.dtstart.value > NOW.replace(tzinfo=None)


def test_it_tells_of_nothing() -> None:
    """Besides the times there are the same few words, the product's name once, and no zone."""
    texts = [reminder_calendar(reminder(about=about), NOW, ["one"]) for about in ("session", "checkin")]
    assert texts[0] == texts[1]
    (event,) = icalendar.Calendar.from_ical(texts[0]).walk("VEVENT")
    assert {str(event["SUMMARY"]), *(str(alarm["DESCRIPTION"]) for alarm in event.walk("VALARM"))} == {TEXT}
    assert "DESCRIPTION" not in event
    assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
    assert texts[0].lower().count("resilify") == 1
    assert "TZID" not in texts[0]


def test_one_sitting_comes_once() -> None:
    """It has no rule."""
    event = vobject.readOne(sitting_calendar(datetime(2026, 11, 8, 18), NOW, "one")).vevent
    assert not hasattr(event, "rrule")
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=30)
