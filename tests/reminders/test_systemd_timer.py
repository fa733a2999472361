"""The units of a reminder, as systemd reads them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from resilify_cli.reminders.reminder import TimeWindow
from resilify_cli.reminders.systemd_timer import systemd_timer
from resilify_cli.reminders.timer import TimerCall, TimerFiles
from tests.reminders.reminders import EIGHT, NINE_PM, reminder

WINDOW, OTHER = TimeWindow(1080, 120), TimeWindow(1320, 180)
# What systemd would otherwise take for something else: a specifier, a variable, quotes, an escape.
ODD = '/home/a b/50% "$HOME" \\n; é'


def units(
    tmp_path: Path, *windows: TimeWindow, weekdays: tuple[int, ...] = (0, 3), odd: str = ODD
) -> TimerFiles:
    call = TimerCall((sys.executable, "-P", "-m", "resilify_cli", odd), {"RESILIFY_HOME": odd})
    return systemd_timer(reminder(*windows, weekdays=weekdays), call, tmp_path / "config", tmp_path / "data")


def values(text: str, name: str) -> list[str]:
    return [line.partition("=")[2] for line in text.splitlines() if line.startswith(f"{name}=")]


def test_times_of_one_length_share_a_timer(tmp_path: Path) -> None:
    """And each other length has its own, with its delay; all of them start the one service."""
    timer = units(tmp_path, EIGHT, NINE_PM, WINDOW, OTHER)
    service, *timers = timer.files.values()
    assert [values(text, "OnCalendar") for text in timers] == [
        ["Mon,Thu *-*-* 20:00:00", "Mon,Thu *-*-* 21:00:00"],
        ["Mon,Thu *-*-* 18:00:00"],
        ["Mon,Thu *-*-* 22:00:00"],
    ]
    assert [values(text, "RandomizedDelaySec") for text in timers] == [[], ["120min"], ["180min"]]
    for text in timers:
        assert values(text, "Persistent") == ["true"]
        assert values(text, "Unit") == ["resilify-1a2b3c.service"]
    assert values(service, "Type") == ["oneshot"]


def test_odd_names_are_read_as_they_are(tmp_path: Path) -> None:
    """What systemd takes for a specifier, a variable, a quote or an escape is written for it as such."""
    service = next(iter(units(tmp_path).files.values()))
    written = '"/home/a b/50%% \\"{}HOME\\" \\\\n; é"'
    assert values(service, "ExecStart") == [
        f'"{sys.executable}" "-P" "-m" "resilify_cli" {written.format("$$")}'
    ]
    # A variable in a value is none.
    assert values(service, "Environment") == [f'"RESILIFY_HOME={written.format("$")[1:]}']


def test_what_is_enabled_is_disabled(tmp_path: Path) -> None:
    """Each timer is, and what systemd makes of it is known."""
    timer = units(tmp_path, EIGHT, WINDOW)
    names = [path.name for path in timer.files if path.suffix == ".timer"]
    assert timer.begin[-1] == ("systemctl", "--user", "enable", "--now", *names)
    assert timer.end == (("systemctl", "--user", "disable", "--now", *names),)
    assert [path.name for path in timer.left] == [*names, *(f"stamp-{name}" for name in names)]


def test_all_of_it_is_ini(tmp_path: Path) -> None:
    """Each line belongs to a section, whatever the folders are called."""
    for text in units(tmp_path, EIGHT, WINDOW).files.values():
        parser = RawConfigParser(strict=False)
        parser.read_string(text)
        assert "Unit" in parser.sections()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
@pytest.mark.parametrize("windows", [(EIGHT,), (EIGHT, NINE_PM, WINDOW, OTHER)])
def test_systemd_finds_nothing_to_complain_about(tmp_path: Path, windows: tuple[TimeWindow, ...]) -> None:
    """`systemd-analyze verify` reads the units without a word."""
    paths = []
    for path, text in units(tmp_path, *windows).files.items():
        paths.append(tmp_path / path.name)
        paths[-1].write_text(text)
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, paths)],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)},
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
