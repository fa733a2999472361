"""A reminder as a task of the Windows Task Scheduler.

The elements and their order are those of the Task Scheduler schema, version 1.2:
https://learn.microsoft.com/en-us/windows/win32/taskschd/task-scheduler-schema
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from subprocess import list2cmdline
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from resilify_cli.days import WEEKDAYS
from resilify_cli.reminders.reminder import EVERY_DAY, Reminder, TimeWindow
from resilify_cli.reminders.timer import TimerCall, TimerFiles

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"


def windows_task(reminder: Reminder, call: TimerCall, folder: Path, first: date) -> TimerFiles:
    """Return the task of a reminder.

    Args:
        reminder: The reminder.
        call: What the task runs.
        folder: Where the task's file is kept.
        first: The first day on which it may come.
    """
    path = folder / f"{reminder.unit}.xml"
    return TimerFiles(
        files={path: _task_text(reminder, call, first)},
        begin=(("schtasks", "/Create", "/TN", reminder.unit, "/XML", str(path)),),
        end=(("schtasks", "/Delete", "/F", "/TN", reminder.unit),),
    )


def _task_text(reminder: Reminder, call: TimerCall, first: date) -> str:
    task = Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    triggers = SubElement(task, "Triggers")
    for window in reminder.windows:
        _add_trigger(triggers, reminder, window, first)
    principal = SubElement(SubElement(task, "Principals"), "Principal", {"id": "Author"})
    if call.user:
        SubElement(principal, "UserId").text = call.user
    # Only while the person is logged in, so that no password is kept for it.
    SubElement(principal, "LogonType").text = "InteractiveToken"
    SubElement(principal, "RunLevel").text = "LeastPrivilege"
    settings = SubElement(task, "Settings")
    for name, value in (
        ("MultipleInstancesPolicy", "IgnoreNew"),
        ("DisallowStartIfOnBatteries", "false"),
        ("StopIfGoingOnBatteries", "false"),
        ("StartWhenAvailable", "true"),
        ("ExecutionTimeLimit", "PT5M"),
    ):
        SubElement(settings, name).text = value
    run = SubElement(SubElement(task, "Actions", {"Context": "Author"}), "Exec")
    program, *arguments = call.command
    SubElement(run, "Command").text = program
    SubElement(run, "Arguments").text = list2cmdline(arguments)
    indent(task)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(task, encoding="unicode")}\n'


def _add_trigger(triggers: Element, reminder: Reminder, window: TimeWindow, first: date) -> None:
    trigger = SubElement(triggers, "CalendarTrigger")
    begins = datetime.combine(first, time()) + timedelta(minutes=window.start)
    SubElement(trigger, "Enabled").text = "true"
    SubElement(trigger, "StartBoundary").text = begins.isoformat()
    if window.length:
        SubElement(trigger, "RandomDelay").text = f"PT{window.length}M"
    if reminder.weekdays == EVERY_DAY:
        SubElement(SubElement(trigger, "ScheduleByDay"), "DaysInterval").text = "1"
        return
    by_week = SubElement(trigger, "ScheduleByWeek")
    SubElement(by_week, "WeeksInterval").text = "1"
    days = SubElement(by_week, "DaysOfWeek")
    for day in reminder.weekdays:
        SubElement(days, WEEKDAYS[day])
