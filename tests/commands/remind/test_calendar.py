"""Reminders by a calendar: a file where the person says, which goes again unless they changed it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import vobject

from resilify_cli.reminders.reminder import TEXT
from tests.commands.remind.conftest import Run, System

ADD = ("remind", "checkin", "--at", "21:00", "--between", "22:00-01:00", "--on", "mon,wed")
AT = "2026-11-03T12:00"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "minutes.ics"


def test_the_file_is_told_in_full_and_written_as_it_is_told(run: Run, place: Path) -> None:
    """With what a calendar can't do: it knows nothing of what is done, and of no random minute."""
    told = run(*ADD, "--calendar", str(place), "--dry-run", at=AT).stdout
    assert not place.exists()
    assert "it reminds you each time" in told
    assert "no random minute" in told
    said = run(*ADD, "--calendar", str(place), "--yes", at=AT).stderr
    text = place.read_bytes().decode()
    for line in text.splitlines():
        assert f"    {line}\n" in said
        assert line.startswith("UID:") or f"    {line}\n" in told
    assert [str(event.dtstart.value) for event in vobject.readOne(text).vevent_list] == [
        "2026-11-04 21:00:00",
        "2026-11-04 22:00:00",
    ]


def test_a_file_that_is_there_is_not_replaced(run: Run, place: Path) -> None:
    """Unless it is said; one that can't be written, or that is resilify's own, is told."""
    place.write_text("mine")
    assert "--force" in run(*ADD, "--calendar", str(place), "--yes", fails=1).stderr
    assert place.read_text() == "mine"
    assert "is a folder" in run(*ADD, "--calendar", str(place.parent), "--yes", fails=2).stderr
    assert "There is no folder" in run(*ADD, "--calendar", "/nowhere/x.ics", "--yes", fails=1).stderr
    run(*ADD, "--calendar", str(place), "--yes", "--force")
    assert place.read_text().startswith("BEGIN:VCALENDAR")
    assert len(run("remind", "list", "--json").stdout.split('"number"')) == 2


def test_off_removes_the_file_as_it_was_written(run: Run, system: System, place: Path) -> None:
    """One that was changed since then stays, and so does what is in a calendar; both are told."""
    run(*ADD, "--calendar", str(place), "--yes")
    said = run("remind", "off").stderr
    assert "What you took into a calendar stays there" in said
    assert not place.exists()
    assert {path.name for path in system.store.iterdir()} <= {"cache"}
    run(*ADD, "--calendar", str(place), "--yes")
    place.write_text("mine now")
    assert "is not as it was written, and stays" in run("remind", "off").stderr
    assert place.read_text() == "mine now"
    run(*ADD, "--calendar", str(place.with_name("other.ics")), "--yes")
    place.with_name("other.ics").unlink()
    run("remind", "off")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not here")
def test_a_calendar_program_shows_the_entries(run: Run, place: Path, tmp_path: Path) -> None:
    """khal takes the file in, and lists the week that was meant."""
    run(*ADD, "--calendar", str(place), "--yes", at=AT)
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "config"
    config.write_text(
        f"[calendars]\n[[one]]\npath = {tmp_path}/calendar\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )

    def khal(*arguments: str) -> str:
        return subprocess.run(
            ["khal", "-c", str(config), *arguments],
            capture_output=True,
            text=True,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            timeout=120,
            check=True,
        ).stdout

    khal("import", "--batch", str(place))
    listed = khal("list", "--format", "{start} {title}", "--day-format", "", "2026-11-03", "7d").splitlines()
    # One that goes past midnight is listed on both days.
    assert {line for line in listed if line.strip()} == {
        f"2026-11-{day} {time} {TEXT}" for day in ("04", "09") for time in ("21:00", "22:00")
    }
