"""A system for reminders: a home, and programs that note what they are called with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.command_server import run_command


@dataclass(frozen=True)
class System:
    """A person's account.

    Attributes:
        folder: Their home folder.
        store: The folder of resilify.
        tools: Where programs are that come before all others.
        env: The environment of their commands.
    """

    folder: Path
    store: Path
    tools: Path
    env: dict[str, str]

    def has(self, name: str, script: str = "") -> None:
        """Give the system a program, which notes its arguments, and then does as the script says."""
        tool = self.tools / name
        tool.write_text(f'#!/bin/sh\necho "$*" >> "{self.tools}/{name}.calls"\n{script}\n')
        tool.chmod(0o700)

    def calls(self, name: str) -> list[str]:
        """Return what a program was called with, a line for each time."""
        noted = self.tools / f"{name}.calls"
        return noted.read_text().splitlines() if noted.exists() else []

    def files(self) -> set[str]:
        """Return every file and folder below the home folder, by its name from there."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}


@pytest.fixture
def system(tmp_path: Path) -> System:
    """An account with `notify-send` and `systemctl`."""
    folder, tools = tmp_path / "account", tmp_path / "tools"
    folder.mkdir()
    tools.mkdir()
    env = {
        "HOME": str(folder),
        "RESILIFY_HOME": str(folder / "words"),
        "PATH": f"{tools}:/usr/bin:/bin",
        "SHELL": "/bin/zsh",
    }
    found = System(folder, folder / "words", tools, env)
    found.has("notify-send")
    found.has("systemctl")
    return found


Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def run(system: System) -> Run:
    """Run a command of the account; `at` is the time of its clock, and `fails` the code that it ends with."""

    def call(*arguments: str, at: str = "", fails: int = 0, **env: str) -> CompletedProcess[str]:
        ran = run_command(*arguments, env={**system.env, **env}, at=at)
        assert ran.returncode == fails, ran.stderr
        return ran

    return call
