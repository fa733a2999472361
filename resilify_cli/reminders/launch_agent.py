"""A reminder as a launch agent of macOS."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any

from resilify_cli.reminders.reminder import EVERY_DAY, Reminder
from resilify_cli.reminders.timer import TimerCall, TimerFiles

# launchd knows no delay of its own. The seconds come first, and then the command with its arguments.
_WAIT = 'sleep $((RANDOM * $0 / 32768)); exec "$@"'


def launch_agent(reminder: Reminder, call: TimerCall, home: Path) -> TimerFiles:
    """Return the agents of a reminder, one for each length of its windows.

    Args:
        reminder: The reminder.
        call: What the agent runs.
        home: The person's home folder.
    """
    folder = home / "Library" / "LaunchAgents"
    lengths = sorted({window.length for window in reminder.windows})
    files = {}
    for number, length in enumerate(lengths):
        label = f"{reminder.unit}{f'-{number}' if number else ''}"
        files[folder / f"{label}.plist"] = _agent_text(label, reminder, call, length)
    return TimerFiles(
        files=files,
        begin=tuple(("launchctl", "load", "-w", str(path)) for path in files),
        end=tuple(("launchctl", "unload", "-w", str(path)) for path in files),
    )


def _agent_text(label: str, reminder: Reminder, call: TimerCall, length: int) -> str:
    times = [window.start for window in reminder.windows if window.length == length]
    days = [{}] if reminder.weekdays == EVERY_DAY else [{"Weekday": day + 1} for day in reminder.weekdays]
    waits = ("/bin/bash", "-c", _WAIT, str(length * 60)) if length else ()
    agent: dict[str, Any] = {
        "Label": label,
        "ProgramArguments": [*waits, *call.command],
        "StartCalendarInterval": [
            {**day, "Hour": start // 60, "Minute": start % 60} for day in days for start in times
        ],
        "ProcessType": "Background",
    }
    if call.variables:
        agent["EnvironmentVariables"] = dict(call.variables)
    return plistlib.dumps(agent, sort_keys=False).decode("utf-8")
