"""What runs the tests' commands ends them, and hands over what they say, as Python does."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.command_server import ENVIRONMENT, CommandServer, command_server
from tests.conftest import FixedClock
from tests.store.damage import fill
from tests.terminal.forked_spawn import ForkedSpawn
from tests.vault.salvage.test_salvage_store import write_damaged

_INPUT = "a line\r\nand another, of ä\n" * 10_000
_ENVIRONMENT = {**ENVIRONMENT, "TZ": "EST5", "A_NAME": "\udcff"}


@pytest.fixture
def server() -> CommandServer:
    return command_server()


def _run(server: CommandServer, *arguments: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    return server.run(
        "tests.ending",
        arguments,
        stdin_text=_INPUT,
        environment=_ENVIRONMENT,
        errors="strict",
        timeout=timeout,
    )


@pytest.mark.parametrize("how", ["0", "3", "-1", "words", "error", "killed", "echo", "environment", "unread"])
def test_a_command_ends_as_in_a_python_of_its_own(how: str, server: CommandServer) -> None:
    """Its exit code and its words are the same, whatever it ends with."""
    forked = _run(server, how)
    own = subprocess.run(
        [sys.executable, "-m", "tests.ending", how],
        input=_INPUT,
        capture_output=True,
        encoding="utf-8",
        env=_ENVIRONMENT,
        cwd=Path(__file__).parents[1],
        check=False,
    )
    assert (forked.returncode, forked.stdout) == (own.returncode, own.stdout)
    assert forked.stderr.splitlines()[-1:] == own.stderr.splitlines()[-1:]


def test_a_command_that_does_not_end_is_killed(server: CommandServer) -> None:
    """After its time it is told, as `subprocess` tells it."""
    with pytest.raises(subprocess.TimeoutExpired):
        _run(server, "sleep", timeout=0.1)


def test_commands_at_once_are_each_answered(server: CommandServer) -> None:
    """Many that end in one moment get each its own output and exit code, and the server goes on."""
    with ThreadPoolExecutor(16) as at_once:
        ran = list(at_once.map(lambda _: _run(server, "3").returncode, range(60)))
    assert ran == [3] * 60


@pytest.mark.parametrize(("keys", "code", "ended_by"), [("\x03", 7, None), ("\x1c", None, signal.SIGQUIT)])
def test_a_terminal_is_a_commands_own(keys: str, code: int | None, ended_by: int | None) -> None:
    """In a terminal, too, a fork sees what a Python of its own sees, hears keys, and ends as that does."""
    told = []
    for spawn in (ForkedSpawn, pexpect.spawn):
        command = ["-m", "tests.ending", "terminal"]
        run: Any = spawn(sys.executable, command, dimensions=(11, 33), env=_ENVIRONMENT, timeout=60)
        run.expect(r"(\[.*terminal_size.*)\r\n")
        told.append(run.match[1].decode())
        run.send(keys)
        run.expect(pexpect.EOF)
        assert (run.wait(), run.signalstatus) == (code, ended_by)
    assert told[0] == told[1]
    assert "columns=33, lines=11" in told[0]


@pytest.mark.parametrize(
    "arguments",
    [
        "-q --no-input --plain --color always --private journal add words",
        "journal",
        "search words",
        "exercise --help",
        "journal export --output -",
        "journal import nowhere.txt",
        "checkin --mood 3",
        "start every-kind",
        "list",
        "doctor --repair",
        "sync init folder --yes",
        "sync",
        "settings private-screen on",
        "nonsense",
        "remind list",
        "erase --all --yes",
    ],
)
def test_a_command_leaves_its_process_as_it_was(
    arguments: str, server: CommandServer, tmp_path: Path
) -> None:
    """What is run next in the same process finds all as it would in a new one."""
    environment = {**ENVIRONMENT, "RESILIFY_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}

    def run(module: str, *arguments: str) -> str:
        ran = server.run(module, arguments, stdin_text="", environment=environment, errors="strict")
        return ran.stdout

    # Its own modules are loaded by the first.
    run("tests.process_state")
    before = run("tests.process_state")
    run("resilify_cli", *arguments.split())
    run("tests.commands.set_clock", "2026-11-03T12:00", *arguments.split())
    assert run("tests.process_state") == before


def test_a_process_that_holds_a_file_runs_nothing_more(server: CommandServer, tmp_path: Path) -> None:
    """What failed may hang on to a store, which a later command would find in use."""
    environment = {**ENVIRONMENT, "RESILIFY_HOME": str(tmp_path)}

    def run(module: str, *arguments: str) -> str:
        return server.run(module, arguments, stdin_text="", environment=environment, errors="strict").stdout

    store = tmp_path / "resilify.db"
    fill(store, FixedClock())
    before = run("tests.process_state").splitlines()[0]
    run("resilify_cli", "journal", "export", "--format", "csv", "--output", "-")
    assert run("tests.process_state").splitlines()[0] == before
    write_damaged(store, "UPDATE entries SET created_at = NULL")
    run("resilify_cli", "journal", "export", "--format", "csv", "--output", "-")
    assert run("tests.process_state").splitlines()[0] != before
