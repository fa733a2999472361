"""The task of a reminder: what its schema says of it, and what it means."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from resilify_cli.reminders.reminder import EVERY_DAY, TimeWindow
from resilify_cli.reminders.timer import TimerCall
from resilify_cli.reminders.windows_task import NAMESPACE, windows_task
from tests.reminders.reminders import EIGHT, reminder

SCHEMA = Path(__file__).parents[1] / "data" / "task.xsd"
COMMAND = (r"C:\Users\a b\pythonw.exe", "-m", "resilify_cli", "--home", 'C:\\<é> & "b" ')
CALL = TimerCall(COMMAND, user="HOUSE\\é")


def task(*windows: TimeWindow, weekdays: tuple[int, ...] = EVERY_DAY) -> str:
    (text,) = windows_task(
        reminder(*windows, weekdays=weekdays), CALL, Path("/x"), date(2026, 11, 3)
    ).files.values()
    return text


def values(text: str, name: str) -> list[str | None]:
    return [element.text for element in fromstring(text.encode()).iter(f"{{{NAMESPACE}}}{name}")]


def test_each_time_is_a_trigger() -> None:
    """With its delay, where it is a window; a computer that was off makes up for it."""
    text = task(EIGHT, TimeWindow(1320, 180))
    assert values(text, "StartBoundary") == ["2026-11-03T20:00:00", "2026-11-03T22:00:00"]
    assert values(text, "RandomDelay") == ["PT180M"]
    assert values(text, "DaysInterval") == ["1", "1"]
    assert values(text, "StartWhenAvailable") == ["true"]


def test_days_of_the_week_are_named() -> None:
    """And no other day is."""
    days = next(fromstring(task(weekdays=(0, 6)).encode()).iter(f"{{{NAMESPACE}}}DaysOfWeek"))
    assert [day.tag.partition("}")[2] for day in days] == ["Monday", "Sunday"]


def test_the_command_is_what_was_given() -> None:
    """Its arguments are quoted as Windows reads them."""
    assert values(task(), "Command") == [r"C:\Users\a b\pythonw.exe"]
    assert values(task(), "Arguments") == ['-m resilify_cli --home "C:\\<é> & \\"b\\" "']


def test_it_runs_for_the_one_person_and_with_no_password() -> None:
    """Only while they are logged in, and with no more rights than theirs."""
    assert values(task(), "UserId") == ["HOUSE\\é"]
    assert values(task(), "LogonType") == ["InteractiveToken"]
    assert values(task(), "RunLevel") == ["LeastPrivilege"]


def test_it_is_made_and_deleted_by_its_name() -> None:
    """By the command that comes with Windows."""
    timer = windows_task(reminder(), CALL, Path("/x"), date(2026, 11, 3))
    assert timer.begin == (
        ("schtasks", "/Create", "/TN", "resilify-1a2b3c", "/XML", "/x/resilify-1a2b3c.xml"),
    )
    assert timer.end == (("schtasks", "/Delete", "/F", "/TN", "resilify-1a2b3c"),)


@pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint is not here")
@pytest.mark.parametrize("weekdays", [EVERY_DAY, (0,), (2, 5, 6)])
def test_the_schema_has_nothing_against_it(tmp_path: Path, weekdays: tuple[int, ...]) -> None:
    """Names, order and types are those of the Task Scheduler; a wrong order is found."""

    def check(text: str) -> int:
        (tmp_path / "task.xml").write_text(text, "utf-8")
        command = ["xmllint", "--noout", "--nonet", "--schema", str(SCHEMA), str(tmp_path / "task.xml")]
        return subprocess.run(command, capture_output=True, check=False).returncode

    text = task(EIGHT, TimeWindow(1320, 180), weekdays=weekdays)
    assert check(text) == 0
    enabled = "<Enabled>true</Enabled>"
    assert check(text.replace(enabled, "").replace("</StartBoundary>", f"</StartBoundary>{enabled}")) != 0
