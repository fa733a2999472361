"""Reminders by the system's timer: told in full, set, and gone again without a trace."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.reminders.reminder import TEXT
from tests.commands.remind.conftest import Run, System

ADD = ("remind", "session", "--at", "20:00", "--between", "8:00-9:00", "--on", "mon,thu", "--timer")
# One of the two windows is open at any time of the day.
ALWAYS = ("--between", "00:00-23:59,12:00-11:59")


def without_name(text: str) -> str:
    """Return a text without the name of the units, which is new each time."""
    return re.sub(r"resilify-[0-9a-f]{6}", "resilify-NAME", text)


def test_all_of_it_is_told_before_anything_is_done(run: Run, system: System) -> None:
    """Each file in full, with its place, and each command; with --dry-run nothing comes of it."""
    before = system.files()
    told = run(*ADD, "--dry-run").stdout
    assert system.files() == before
    assert system.calls("systemctl") == []
    written = run(*ADD, "--yes").stderr
    for path in (system.folder / ".config/systemd/user").iterdir():
        lines = [f"    {line}" if line else "" for line in path.read_text().splitlines()]
        for text in (f"user/{path.name}:", "\n".join(lines)):
            assert text in written
            assert without_name(text) in without_name(told)
    for call in system.calls("systemctl"):
        assert f"    systemctl {call}\n" in written
        assert without_name(f"    systemctl {call}\n") in without_name(told)


def test_nothing_is_set_where_nobody_can_say_yes(run: Run, system: System) -> None:
    """Without a terminal it takes --yes."""
    before = system.files()
    assert "--yes" in run(*ADD, fails=2).stderr
    assert system.files() == before


def test_off_leaves_nothing_behind(run: Run, system: System) -> None:
    """The units are ended and gone, what systemd made for them too, and it is told of that."""
    run("checkin", "--mood", "4")
    before = system.files()
    run(*ADD, "--yes")
    units = list((system.folder / ".config/systemd/user").iterdir())
    stamps = system.folder / ".local/share/systemd/timers"
    wants = system.folder / ".config/systemd/user/timers.target.wants"
    for folder in (stamps, wants):
        folder.mkdir(parents=True)
    for timer in (path for path in units if path.suffix == ".timer"):
        (stamps / f"stamp-{timer.name}").touch()
        (wants / timer.name).symlink_to(timer)
    run("remind", "due", "1", at="2026-11-02T20:00")
    assert "reminder-times.json" in {path.name for path in system.store.iterdir()}
    assert run("remind", "off").stderr == "All reminders are off.\n"
    left = {name for name in system.files() - before if not (system.folder / name).is_dir()}
    assert left == set()
    ended = system.calls("systemctl")[2:]
    assert ended[0].startswith("--user disable --now resilify-")
    assert ended[1] == "--user daemon-reload"


def test_what_a_timer_runs_is_this_very_resilify(run: Run, system: System, tmp_path: Path) -> None:
    """By its interpreter, from another folder, without a shell's variables: it finds the same reminder."""
    run("remind", "checkin", *ALWAYS, "--timer", "--yes")
    (service,) = (system.folder / ".config/systemd/user").glob("*.service")
    text = service.read_text()
    (command,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    arguments = re.findall(r'"([^"]*)"', command)
    assert arguments[0] == sys.executable
    variables = dict(re.findall(r'^Environment="(\w+)=([^"]*)"$', text, re.MULTILINE))
    assert variables == {"RESILIFY_HOME": str(system.store)}
    ran = subprocess.run(
        arguments,
        cwd=tmp_path,
        env={"PATH": system.env["PATH"], **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert (ran.stdout, ran.stderr) == ("", "")
    assert system.calls("notify-send") == [TEXT]


def test_where_systemd_is_not_there_nothing_is_left(run: Run, system: System) -> None:
    """It is told with the two other ways, and there is no reminder and no file."""
    system.has("systemctl", "exit 1")
    before = system.files()
    ran = run(*ADD, "--yes", fails=1)
    assert "--calendar" in ran.stderr
    assert "--shell" in ran.stderr
    assert {name for name in system.files() - before if not (system.folder / name).is_dir()} == set()
    assert run("remind", "list").stdout.startswith("There are no reminders.")


def test_off_works_where_systemd_is_gone(run: Run, system: System) -> None:
    """The files go all the same, and what could not be called is told."""
    run(*ADD, "--yes")
    system.has("systemctl", "exit 1")
    ran = run("remind", "off")
    assert "This did not work, and may not be needed: systemctl --user disable" in ran.stderr
    assert not (system.folder / ".config/systemd").exists()
    assert run("remind", "list").stdout.startswith("There are no reminders.")


def test_a_folder_that_can_not_be_made_is_told(run: Run, system: System) -> None:
    """And no reminder is left that nothing would bring."""
    (system.folder / ".config").write_text("")
    ran = run(*ADD, "--yes", fails=1)
    assert "There can be no folder" in ran.stderr
    assert run("remind", "list").stdout.startswith("There are no reminders.")


def test_each_goes_by_its_number(run: Run, system: System) -> None:
    """The others stay; a number that is free is given again."""
    run(*ADD, "--yes")
    run("remind", "log", "--at", "8:00", "--timer", "--yes")
    assert "There is no reminder 7" in run("remind", "off", "7", fails=2).stderr
    assert run("remind", "off", "1").stderr == "Reminder 1 is off.\n"
    assert run("remind", "list").stdout.startswith("2  a log, every day, 08:00\n")
    run("remind", "practice", "--at", "noon", "--timer", "--yes")
    assert run("remind", "list").stdout.startswith("1  a practice, every day, 12:00\n")


def test_no_name_tells_what_it_is_about(run: Run, system: System) -> None:
    """Nor does a word in a unit: it shows the product's name, times and folders."""
    run("remind", "checkin", "--at", "20:00", "--timer", "--yes")
    for path in (system.folder / ".config/systemd/user").iterdir():
        assert re.fullmatch(r"resilify-[0-9a-f]{6}\.(service|timer)", path.name)
        assert "check" not in path.read_text().replace(sys.executable, "").lower()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--at", "20:00"), "one of --timer, --calendar FILE.ics and --shell"),
        (("--at", "20:00", "--timer", "--shell"), "one of --timer, --calendar FILE.ics and --shell"),
        (("--timer",), "Say when"),
        (("--at", "25:00", "--timer"), "'25:00' is none"),
        (("--between", "20:00", "--timer"), "--between needs two times"),
        (("--at", "20:00", "--on", "funday", "--timer"), "'funday' is none"),
        (("--at", "20:00", "--calendar", "notes.txt"), "ends in .ics"),
    ],
)
def test_what_can_not_be_meant_is_told(
    run: Run, system: System, arguments: tuple[str, ...], told: str
) -> None:
    """Before anything is asked or written."""
    before = system.files()
    assert told in run("remind", "session", *arguments, "--yes", fails=2).stderr
    assert system.files() == before


def test_a_program_that_shows_nothing_is_told(run: Run, system: System) -> None:
    """What the timer runs ends with an error then, and is due again."""
    run("remind", "checkin", *ALWAYS, "--timer", "--yes")
    system.has("notify-send", "exit 1")
    assert "could not be shown by notify-send" in run("remind", "due", "1", fails=1).stderr
    system.has("notify-send")
    run("remind", "due", "1")
    assert system.calls("notify-send") == [TEXT, TEXT]


def test_erasing_everything_turns_reminders_off(run: Run, system: System) -> None:
    """No timer outlives what it is about."""
    run("checkin", "--mood", "4")
    run("remind", "checkin", "--at", "20:00", "--timer", "--yes")
    told = run("erase", "--all", "--dry-run").stdout
    assert "It turns your reminders off." in told
    assert system.calls("systemctl")[-1].startswith("--user enable")
    run("erase", "--all", "--yes")
    assert not (system.folder / ".config/systemd").exists()
    assert not (system.store / "reminders.json").exists()
