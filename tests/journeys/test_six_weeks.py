"""Six weeks of irregular use: nights, a half check-in, an import, two machines, and the clocks going back."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.command_server import run_command
from tests.terminal.terminal import Terminal
from tests.zones import BERLIN


@dataclass
class Machine:
    """A computer in Berlin with resilify on it, whose person's days begin at five in the morning."""

    home: Path
    open: list[Terminal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.home.mkdir(0o700)
        settings = self.home / "settings.toml"
        settings.touch(0o600)
        settings.write_text('day_starts_at = "05:00"\n')

    def does(self, at: str, *arguments: str, stdin: str = "") -> str:
        """Call a command at a time, and return all it says, on one line."""
        ran = self._run(at, *arguments, stdin=stdin)
        return " ".join((ran.stdout + ran.stderr).split())

    def sits(self, at: str, *arguments: str) -> Terminal:
        """Call a command in a terminal at a time."""
        self.open.append(Terminal(self.home, *arguments, at=at, TZ=BERLIN))
        return self.open[-1]

    def journal(self, *filters: str) -> list[tuple[str, str]]:
        """Return the day and the first words of each entry, oldest first."""
        said = self.told("2026-11-08T12:00+01:00", "journal", "list", "--limit", "100", *filters)
        return [(entry["day"], entry["text"].partition("\n")[0]) for entry in said["entries"]][::-1]

    def told(self, at: str, *arguments: str) -> dict[str, Any]:
        """Return the JSON of a command."""
        found: dict[str, Any] = json.loads(self._run(at, *arguments, "--json").stdout)
        return found

    def _run(self, at: str, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        ran = run_command(*arguments, stdin=stdin, env={"RESILIFY_HOME": str(self.home), "TZ": BERLIN}, at=at)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    """The computer at home, and one that is taken along."""
    both = Machine(tmp_path / "at home"), Machine(tmp_path / "taken along")
    yield both
    for machine in both:
        for run in machine.open:
            if run._child.isalive():
                run.kill()


def test_six_weeks(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    """Each word is there in the end, on the day that its person meant, on both machines alike."""
    desk, laptop = machines
    _first_nights(desk)
    _half_a_check_in(desk)
    _an_import_and_its_undoing(desk, tmp_path)
    _two_machines(desk, laptop, tmp_path)
    _after_the_clocks_went_back(desk, laptop, tmp_path)

    assert desk.journal() == _IN_THE_END
    assert laptop.journal() == _IN_THE_END
    for machine in machines:
        assert "whole" in machine.does("2026-11-08T12:30+01:00", "doctor")


def _first_nights(desk: Machine) -> None:
    """Two nights of the first weeks: what is written after midnight is of the day before."""
    assert "on Tuesday 29 September 2026" in desk.does(
        "2026-09-29T22:40+02:00", "journal", "add", "Began to write again. #start"
    )
    night = "2026-10-07T03:12+02:00"
    assert "on Tuesday 6 October 2026" in desk.does(night, "journal", "add", "Awake. The rain is loud.")
    assert "You last wrote in your journal today." in desk.does(night)
    # A day that is named is that day, whenever days begin.
    assert "on Wednesday 7 October 2026" in desk.does(
        "2026-10-07T03:20+02:00", "journal", "add", "For the seventh", "--date", "2026-10-07"
    )
    assert "on Tuesday 6 October 2026" in desk.does(
        "2026-10-07T09:00+02:00", "checkin", "-m", "low", "-f", "tired", "--date", "last night"
    )
    assert desk.journal("--on", "2026-10-06") == [
        ("2026-10-06", "Mood: low (2 of 5)"),
        ("2026-10-06", "Awake. The rain is loud."),
    ]


def _half_a_check_in(desk: Machine) -> None:
    """Begun on the 13th, left; a script checks in on the 15th; on the 18th it is ended, for the 13th."""
    run = desk.sits("2026-10-13T21:30+02:00", "checkin").wait_for("How is your mood").press("1", "enter")
    run.wait_for("Which of these").press("s", "space").wait_for("[x]").press("enter").wait_for("doing?")
    assert run.press("ctrl-c").exit_code() == 130
    script = "4\n0\n0\nBetter today.\n.\n"
    said = desk.does("2026-10-15T08:10+02:00", "checkin", "--plain", stdin=script)
    assert "Tuesday 13 October 2026, 21:30" in said
    again = desk.sits("2026-10-18T20:00+02:00", "checkin")
    again.wait_for("You began it on Tuesday 13 October 2026", "Mood: very low (1 of 5)").press("enter")
    again.wait_for("doing?").press("page down").wait_for("Anything").press("page down")
    again.wait_for("Tuesday 13 October 2026").exit_code()
    assert desk.journal("--kind", "checkin", "--from", "2026-10-10") == [
        ("2026-10-13", "Mood: very low (1 of 5)"),
        ("2026-10-15", "Mood: good (4 of 5)"),
    ]


def _an_import_and_its_undoing(desk: Machine, tmp_path: Path) -> None:
    """Daily notes of the spring come in on their own days, are taken back whole, and come again."""
    vault = tmp_path / "Daily"
    vault.mkdir()
    (vault / "2026-02-14.md").write_text("Snow on the ridge.\n")
    (vault / "2026-02-15.md").write_text("Thaw.\n")
    before = desk.journal()
    assert "Came in: 2" in desk.does("2026-10-20T19:00+02:00", "journal", "import", str(vault))
    assert "2 entries" in desk.does("2026-10-20T19:05+02:00", "undo", "--yes")
    assert desk.journal() == before
    assert "Came in: 2" in desk.does("2026-10-20T19:10+02:00", "journal", "import", str(vault))
    assert desk.journal("--to", "2026-02-28") == [
        ("2026-02-14", "Snow on the ridge."),
        ("2026-02-15", "Thaw."),
    ]


def _two_machines(desk: Machine, laptop: Machine, tmp_path: Path) -> None:
    """The laptop gets all of it before a journey; both are written on, and each gets the other's words."""
    _carry(desk, laptop, "2026-10-23T18:00+02:00", tmp_path)
    assert laptop.journal() == desk.journal()
    laptop.does("2026-10-25T00:30+02:00", "journal", "add", "On the night train.")
    laptop.does("2026-10-24T12:00+02:00", "journal", "edit", "last", "On the night train. Hardly slept.")
    desk.does("2026-10-24T23:30+02:00", "journal", "add", "The house is quiet.")


def _after_the_clocks_went_back(desk: Machine, laptop: Machine, tmp_path: Path) -> None:
    """In the last weeks an entry of summer time is changed in winter time, one is moved, one comes back."""
    winter = "2026-10-26T09:00+01:00"
    desk.does(winter, "journal", "edit", "last", "The house is quiet. I am not.")
    history = desk.does(winter, "journal", "history", "last")
    assert "Saturday 24 October 2026, 23:30" in history
    assert "on Sunday 1 November 2026" in desk.does("2026-11-02T04:59+01:00", "journal", "add", "Fog.")
    moved = desk.does("2026-11-02T10:00+01:00", "journal", "edit", "last", "--date", "yesterday 9pm")
    assert "Sunday 1 November 2026" in moved
    desk.does("2026-11-03T08:00+01:00", "journal", "delete", "last", "--yes")
    desk.does("2026-11-03T08:01+01:00", "undo", "--yes")
    laptop.does("2026-11-05T21:00+01:00", "checkin", "-m", "3", "-f", "calm")
    for there, back in ((desk, laptop), (laptop, desk)):
        _carry(there, back, "2026-11-07T18:00+01:00", tmp_path)


def _carry(there: Machine, back: Machine, at: str, tmp_path: Path) -> None:
    """Take all of one machine's words to the other."""
    file = tmp_path / f"{there.home.name} {at[:10]}.json"
    there.does(at, "journal", "export", "--format", "json", "--output", str(file), "--force")
    back.does(at, "journal", "import", str(file), "--mine", "--yes")


_IN_THE_END = [
    ("2026-02-14", "Snow on the ridge."),
    ("2026-02-15", "Thaw."),
    ("2026-09-29", "Began to write again. #start"),
    ("2026-10-06", "Mood: low (2 of 5)"),
    ("2026-10-06", "Awake. The rain is loud."),
    ("2026-10-07", "For the seventh"),
    ("2026-10-13", "Mood: very low (1 of 5)"),
    ("2026-10-15", "Mood: good (4 of 5)"),
    ("2026-10-24", "The house is quiet. I am not."),
    ("2026-10-24", "On the night train. Hardly slept."),
    ("2026-11-01", "Fog."),
    ("2026-11-05", "Mood: okay (3 of 5)"),
]
