"""Reminders by the shell: a line for the person's own file, which comes above a prompt once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from resilify_cli.reminders.due import is_due
from resilify_cli.reminders.reminder import TEXT
from resilify_cli.reminders.reminder_file import load_reminders
from tests.commands.remind.conftest import Run, System

SHELL_FILES = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}
# What starts a shell that reads its file, and shows two prompts.
STARTS = {
    "bash": ["bash", "--noprofile", "-i"],
    "zsh": ["zsh", "-i"],
    # Without a terminal it shows no prompt, so it is told of two.
    "fish": ["fish", "-c", "emit fish_prompt; false; emit fish_prompt"],
}


def told_line(text: str, shell: str) -> str:
    """Return the line that is told for a shell."""
    found = re.search(rf"^~/{re.escape(SHELL_FILES[shell])}:\n    (.*)$", text, re.MULTILINE)
    assert found is not None, text
    return found[1]


def test_the_line_is_told_and_no_file_is_touched(run: Run, system: System) -> None:
    """For the shell in use, or for each where that is another."""
    (system.folder / ".zshrc").write_text("mine\n")
    told = run("remind", "practice", "--shell", "--yes").stderr
    assert "nothing is written there" in told
    assert told_line(told, "zsh")
    assert ".bashrc" not in told
    assert (system.folder / ".zshrc").read_text() == "mine\n"
    assert system.files() == {".zshrc", "words", "words/reminders.json"}
    told = run("remind", "log", "--shell", "--dry-run", SHELL="/bin/tcsh").stdout
    for shell in SHELL_FILES:
        assert told_line(told, shell)


def test_it_comes_once_a_day_and_not_where_it_is_done(run: Run) -> None:
    """`resilify --line --due` says the words, or nothing at all."""

    def line() -> str:
        return run("--line", "--due").stdout

    assert line() == ""
    run("remind", "checkin", "--shell", "--yes")
    assert line() == f"{TEXT}\n"
    assert line() == ""
    run("remind", "off")
    run("checkin", "--mood", "4")
    run("remind", "checkin", "--shell", "--yes")
    assert line() == ""


@pytest.mark.parametrize("hour", ["00:00", "11:59", "12:00", "23:59"])
@pytest.mark.parametrize("starts_at", ["00:00", "04:00"])
def test_the_first_prompt_of_a_day_may_be_at_any_time(
    run: Run, system: System, hour: str, starts_at: str
) -> None:
    """It comes then, and not again on that day of the person's."""
    system.store.mkdir()
    (system.store / "settings.toml").write_text(f'day_starts_at = "{starts_at}"\n')
    run("remind", "log", "--shell", "--yes")
    assert "a log, every day, at any time" in run("remind", "list").stdout
    (reminder,) = load_reminders(system.store / "reminders.json")
    now = datetime.fromisoformat(f"2026-11-03T{hour}")
    starts = timedelta(hours=int(starts_at[:2]))
    assert is_due(reminder, now, starts, None, now - timedelta(days=1))
    assert not is_due(reminder, now, starts, None, now)


def test_whatever_is_wrong_the_prompt_stays_clean(run: Run, system: System) -> None:
    """A file that can't be read, and settings that are none, say nothing."""
    system.store.mkdir()
    (system.store / "reminders.json").write_text("{")
    ran = run("--line", "--due")
    assert (ran.stdout, ran.stderr) == ("", "")
    (system.store / "settings.toml").write_text("=")
    assert run("--line", "--due").stderr == ""


@pytest.mark.parametrize(
    "shell", ["bash", *(pytest.param(name, marks=pytest.mark.slow) for name in ("zsh", "fish"))]
)
def test_a_real_shell_shows_it_above_its_first_prompt(
    run: Run, system: System, shell: str, tmp_path: Path
) -> None:
    """The line works as it is printed, and starts nothing at the prompt after."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    program = tmp_path / "tools" / "resilify"
    program.write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/started\necho {TEXT}\n')
    program.chmod(0o700)
    told = run("remind", "practice", "--shell", "--yes", SHELL=f"/bin/{shell}").stderr
    line = told_line(told, shell)
    assert f"RESILIFY_HOME={system.store} resilify --line --due" in line
    place = system.folder / SHELL_FILES[shell]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"{line}\n")
    ran = subprocess.run(
        STARTS[shell],
        input="false\necho was:$?\nexit 0\n",
        capture_output=True,
        text=True,
        env={**system.env, "TERM": "dumb", "LANG": os.environ.get("LANG", "C.UTF-8")},
        timeout=120,
        check=True,
    )
    assert TEXT in ran.stdout
    # Ten minutes may be over in the middle of it.
    assert (tmp_path / "started").read_text().splitlines() in [["--line --due"], ["--line --due"] * 2]
    if shell != "fish":
        assert "was:1" in ran.stdout
