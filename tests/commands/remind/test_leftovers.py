"""Timers that no reminder names any more: `remind off` and `erase --all` remove those of this store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.remind.conftest import Run, System

ADD = ("remind", "session", "--at", "20:00", "--between", "8:00-9:00", "--timer", "--yes")


def units(system: System) -> list[Path]:
    """Return the files that systemd has of timers."""
    return [path for path in (system.folder / ".config").rglob("*") if not path.is_dir()]


@pytest.mark.parametrize("home", ["words", "a \"b' %h $HOME \\ c"])
def test_off_removes_units_beside_a_list_that_can_not_be_read(run: Run, system: System, home: str) -> None:
    """Each is ended by its name and goes, whatever letters the folder's name has."""
    folder = system.folder / home
    run(*ADD, RESILIFY_HOME=str(folder))
    assert len(units(system)) == 3
    (folder / "reminders.json").write_text('{"reminders": [')
    ran = run("remind", "off", RESILIFY_HOME=str(folder))
    assert "can't be read" in ran.stderr
    assert "All reminders are off." in ran.stderr
    assert units(system) == []
    assert not (folder / "reminders.json").exists()
    (ended,) = (call for call in system.calls("systemctl") if "disable" in call)
    assert len(ended.split()) == 5


def test_off_removes_what_a_killed_command_left(run: Run, system: System) -> None:
    """A timer without its service, a link to none, a stamp, and a file that was being written."""
    run(*ADD)
    for path in units(system):
        if path.suffix == ".service":
            path.unlink()
    (system.store / "reminders.json").unlink()
    wants = system.folder / ".config/systemd/user/timers.target.wants"
    wants.mkdir()
    (wants / "resilify-0a0a0a.timer").symlink_to("../resilify-0a0a0a.timer")
    (wants.parent / ".resilify-0123456789abcdef.part").touch()
    assert run("remind", "off").stderr == "All reminders are off.\n"
    assert units(system) == []


def test_timers_of_another_store_and_of_other_programs_stay(run: Run, system: System) -> None:
    """Also where the list of this one can't be read."""
    run(*ADD, RESILIFY_HOME=str(system.folder / "other"))
    folder = system.folder / ".config/systemd/user"
    (folder / "resilify-backup.timer").write_text("[Timer]\n")
    before = sorted(units(system))
    run(*ADD)
    (system.store / "reminders.json").write_text("")
    run("remind", "off")
    assert sorted(units(system)) == before
    assert run("remind", "off").stderr == "There are no reminders.\n"


def test_the_way_out_of_a_damaged_list_is_told(run: Run, system: System) -> None:
    """By a command that works, and leaves nothing behind."""
    run(*ADD)
    (system.store / "reminders.json").write_text("[]")
    assert "resilify remind off" in run("remind", "list", fails=1).stderr


def test_erasing_everything_removes_timers_beside_a_damaged_list(run: Run, system: System) -> None:
    """No timer outlives what it is about."""
    run("checkin", "--mood", "4")
    run(*ADD)
    (system.store / "reminders.json").write_text("{")
    run("erase", "--all", "--yes")
    assert units(system) == []
