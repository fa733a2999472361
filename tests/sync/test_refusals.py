"""The file system refuses a call of a command of `sync`: it is told, and the next call heals."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from itertools import cycle
from pathlib import Path

import pytest

from resilify_cli.vault.keys import key_file
from tests.campaign import Tell
from tests.command_server import run_command
from tests.faults.attacks import some
from tests.faults.homes import CHEAP

_ERRORS = ("EROFS", "ENOSPC", "EACCES", "EIO")
_HERE, _THERE, _LATER = "written on the laptop", "written at home", "written on the laptop later"
# How a machine comes to be synced, after any of the commands was refused.
COMMANDS = {
    "sync": ("sync",),
    "init": ("sync", "init", "{folder}", "{secret}", "--yes"),
    "join": ("sync", "join", "{folder}", "{secret}"),
    "forget": ("sync", "forget", "old", "{secret}", "--yes"),
    "leave": ("sync", "leave"),
}
# At so many calls of each command without `--campaign`, and in the default tests.
_MOST, _FEW = 12, 2


class Machines:
    """A laptop that a command is called on, a machine at home with the same folder, and an old one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, machine: str, *arguments: str, attack: tuple[str, str] = ("0", "EIO")) -> str:
        """Run a command, and return all that it says, with its exit code at the end."""
        given = [
            one.format(
                folder=self.root / "folder",
                other=self.root / "another",
                secret=f"--folder-passphrase-file={self.root / 'secret'}",
            )
            for one in arguments
        ]
        ran = run_command(
            *attack, *given, env={"RESILIFY_HOME": str(self.root / machine)}, module="tests.sync.refused"
        )
        return _said(ran)

    def texts(self, machine: str) -> set[str]:
        ran = run_command("journal", "--json", env={"RESILIFY_HOME": str(self.root / machine)})
        return {entry["text"] for entry in json.loads(ran.stdout)["entries"]}

    def prepare(self, command: str) -> None:
        """Let happen what comes before the command."""
        (self.root / "secret").write_text("maps rarely mention soup\n")
        self.run("laptop", "journal", "add", _HERE)
        self.run("home", "journal", "add", _THERE)
        if command == "init":
            return
        first, second = ("home", "laptop") if command == "join" else ("laptop", "home")
        self.run(first, *COMMANDS["init"])
        if command != "join":
            self.run(second, *COMMANDS["join"], "--name", second)
        if command == "sync":
            self.run("home", "sync")
            self.run("laptop", "journal", "add", _LATER)
        if command == "forget":
            self.run("laptop", "sync")
            self.run("old", *COMMANDS["join"], "--name", "old")
            self.run("laptop", "sync")

    def heal(self, command: str) -> None:
        """Call the command again, and do what it suggests; at the end each machine is synced."""
        said = self.run("laptop", *COMMANDS[command])
        if command == "init" and "sync folder already" in said:
            said = self.run("laptop", *COMMANDS["join"])
            if "in another empty folder" in said:
                shutil.rmtree(self.root / "folder")
                said = self.run("laptop", *COMMANDS["init"])
        if command == "leave":
            assert "not synced with any folder" in said or said.endswith(" 0"), said
            said = self.run("laptop", *COMMANDS["join"])
        if command == "forget" and "is not the name" in said:
            said = " 0"
        assert said.endswith(" 0"), said
        for machine in ("home", "laptop", "home"):
            said = self.run(machine, *COMMANDS["join" if command == "init" else "sync"][:2], *_where(command))
            assert said.endswith(" 0"), said


def _where(command: str) -> tuple[str, ...]:
    return ("{folder}", "{secret}") if command == "init" else ("{secret}",)


def _said(ran: subprocess.CompletedProcess[str]) -> str:
    return f"{ran.stdout}{ran.stderr} {ran.returncode}"


def losses(template: Path, root: Path, command: str, number: int, error: str) -> list[str]:
    """Refuse one call of a command, and return what is wrong afterwards, in words."""
    shutil.copytree(template, root)
    machines = Machines(root)
    said = machines.run("laptop", *COMMANDS[command], attack=(str(number), error))
    wrong = []
    if "Traceback" in said:
        wrong.append("a traceback")
    if not said.endswith((" 0", " 1")):
        wrong.append("another exit code")
    if said.endswith(" 1") and not re.sub(r"calls: \d+", "", said).strip(" 1\n"):
        wrong.append("it failed without a word")
    try:
        machines.heal(command)
    except AssertionError as failed:
        wrong.append(f"it does not heal: {failed}")
    for machine in ("laptop", "home"):
        if machines.texts(machine) != {_HERE, _THERE, *([_LATER] if command == "sync" else [])}:
            wrong.append(f"{machine} has {machines.texts(machine)}")
    shutil.rmtree(root)
    return [f"{command}, call {number}, {error}: {one}\n{said}" for one in wrong]


def refuse(command: str, folder: Path, tell: Tell, most: int) -> list[str]:
    # The paths in the stores are those of where they are attacked.
    template, attacked = folder / "template", folder / "attacked"
    attacked.mkdir()
    Machines(attacked).prepare(command)
    shutil.copytree(attacked, template)
    counted = Machines(attacked).run("laptop", *COMMANDS[command])
    shutil.rmtree(attacked)
    found = re.search(r"calls: (\d+)", counted)
    assert found, counted
    assert counted.endswith(" 0"), counted
    every = [(number, error) for number in range(1, int(found[1]) + 1) for error in _ERRORS]
    numbers = some(range(1, int(found[1]) + 1), most)
    pairs = every if most > len(every) else list(zip(numbers, cycle(_ERRORS), strict=False))
    wrong = [losses(template, attacked, command, *pair) for pair in pairs]
    tell(f"refusals in sync {command}", len(pairs), sum(map(bool, wrong)))
    return [one for losses_of_one in wrong for one in losses_of_one]


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "_COST", {**key_file._COST, **CHEAP})


def test_some_calls_of_a_sync_are_refused(tmp_path: Path, tell: Tell) -> None:
    """A read-only or full disk, missing rights or an error of it are told, and cost nothing."""
    assert refuse("sync", tmp_path, tell, _FEW) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_every_call_is_refused(command: str, tmp_path: Path, tell: Tell, whole: bool) -> None:
    """The same, at each of the calls by which a file is made, filled, synced, moved or removed."""
    assert refuse(command, tmp_path, tell, 10_000 if whole else _MOST) == []
