"""The agent of a reminder, as a property list is read."""

from __future__ import annotations

import plistlib
import subprocess
from pathlib import Path
from typing import Any

from resilify_cli.reminders.launch_agent import launch_agent
from resilify_cli.reminders.reminder import EVERY_DAY, TimeWindow
from resilify_cli.reminders.timer import TimerCall
from tests.reminders.reminders import EIGHT, NINE_PM, reminder

CALL = TimerCall(("/usr/bin/python3", "-m", "resilify_cli"), {"RESILIFY_HOME": "/a <b> & é"})


def agents(*windows: TimeWindow, weekdays: tuple[int, ...] = EVERY_DAY) -> list[dict[str, Any]]:
    timer = launch_agent(reminder(*windows, weekdays=weekdays), CALL, Path("/home"))
    found = [plistlib.loads(text.encode()) for text in timer.files.values()]
    assert [path.name for path in timer.files] == [f"{agent['Label']}.plist" for agent in found]
    assert [command[-1] for command in timer.begin] == [str(path) for path in timer.files]
    assert [command[-1] for command in timer.end] == [str(path) for path in timer.files]
    return found


def test_each_time_of_each_day_is_an_interval() -> None:
    """A day of the week is 1 for Monday; without one, it is every day."""
    (agent,) = agents(EIGHT, NINE_PM, weekdays=(0, 6))
    assert agent["StartCalendarInterval"] == [
        {"Weekday": day, "Hour": hour, "Minute": 0} for day in (1, 7) for hour in (20, 21)
    ]
    assert agents()[0]["StartCalendarInterval"] == [{"Hour": 20, "Minute": 0}]


def test_it_runs_the_command_with_what_it_needs() -> None:
    """And with nothing that keeps it running."""
    (agent,) = agents()
    assert agent["ProgramArguments"] == list(CALL.command)
    assert agent["EnvironmentVariables"] == CALL.variables
    assert set(agent) == {
        "Label",
        "ProgramArguments",
        "StartCalendarInterval",
        "ProcessType",
        "EnvironmentVariables",
    }


def test_a_window_waits_before_it_runs_the_command() -> None:
    """Some seconds below its length, in a shell; each length has an agent of its own."""
    plain, waiting = agents(EIGHT, TimeWindow(1080, 120))
    assert plain["Label"] != waiting["Label"]
    shell, flag, script, seconds, *command = waiting["ProgramArguments"]
    assert (seconds, command) == ("7200", list(CALL.command))
    said = subprocess.run(
        [shell, flag, f"sleep() {{ echo $1; }}; {script}", seconds, "echo", "then", "this"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert 0 <= int(said[0]) < 7200
    assert said[1:] == ["then", "this"]
