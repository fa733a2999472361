"""The options that every command takes are the same before the command and behind it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resilify_cli.cli import _Commands
from resilify_cli.command_line.command_table import COMMANDS
from resilify_cli.command_line.shared_options import SHARED_OPTIONS
from resilify_cli.commands.journal.group import JournalGroup
from resilify_cli.commands.sync.group import SyncGroup
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.conftest import Run

EVERY = [
    *((name,) for name in COMMANDS),
    *(("journal", name) for name in JournalGroup.summaries),
    *(("sync", name) for name in SyncGroup.summaries),
]


def either_way(option: str, *command: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (option, *command), (*command, option)


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_takes_them(path: tuple[str, ...]) -> None:
    """None is missing anywhere, whichever of them a command declares itself."""
    group = _Commands(name="resilify")
    for name in path:
        command = group.get_command(None, name)
        group = command
    taken = {name for parameter in command.params for name in parameter.opts}
    shared = {option.declaration[-1].partition("/")[0] for option in SHARED_OPTIONS}
    assert shared <= taken


def test_json_before_a_command_is_json(resilify: Run) -> None:
    """It is handed on to the command that is called."""
    for arguments in either_way("--json", "list"):
        assert json.loads(resilify(*arguments, check=True).stdout)["programs"]


def test_an_option_that_a_command_lacks_is_told(resilify: Run) -> None:
    """Nothing is left unheeded: wrong usage, and where to look."""
    ran = resilify("--json", "start")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.splitlines() == [
        "There is no --json for: resilify start",
        "To see what it takes: resilify start --help",
    ]


def test_quiet_leaves_out_what_was_done(resilify: Run, home: Path) -> None:
    """Nothing is said of a note that was kept, and errors are told as ever."""
    for arguments in either_way("-q", "journal", "add", "calm"):
        ran = resilify(*arguments, check=True)
        assert (ran.stdout, ran.stderr) == ("", "")
    ran = resilify("journal", "add", "calm", env={"RESILIFY_QUIET": "1"}, check=True)
    assert ran.stderr == ""
    assert "kept" in resilify("journal", "add", "calm", check=True).stderr.lower()
    assert resilify("-q", "show", "nosuch").stderr


def test_quiet_leaves_data_alone(resilify: Run, store: Store) -> None:
    """What a command was called for is written."""
    store.notes.add("calm")
    assert "calm" in resilify("journal", "-q", check=True).stdout


@pytest.mark.parametrize(
    "command",
    [
        ("start", "cultivating-self-compassion", "--plain"),
        ("checkin", "--plain"),
        ("journal", "add", "--plain"),
        ("journal", "delete", "last", "--plain"),
        ("encrypt", "--plain"),
    ],
    ids=" ".join,
)
def test_no_input_fails_where_something_would_be_asked(
    resilify: Run, store: Store, command: tuple[str, ...]
) -> None:
    """It is wrong usage, told in a sentence, and nothing was done; also where a pipe has answers."""
    store.notes.add("calm")
    arguments = (*command, "-") if command[1] == "add" else command
    for line in either_way("--no-input", *command):
        ran = resilify(*line, stdin="y\n" if "add" not in line else "")
        assert ran.returncode == 2, arguments
        assert "Traceback" not in ran.stderr
    assert [entry.text for entry in store.journal.page(Filter(), 9).entries] == ["calm"]


def test_no_input_keeps_a_secret_from_being_asked_for(resilify: Run) -> None:
    """The way to give it in a file is named."""
    ran = resilify("encrypt", "--yes", "--no-input")
    assert ran.returncode == 2
    assert "--no-input was given" in ran.stderr
    assert "--passphrase-file" in ran.stderr


def test_color_is_heeded_without_a_terminal(resilify: Run, store: Store) -> None:
    """`always` writes styles into a pipe, `never` and `auto` none; another word is wrong usage."""
    store.notes.add("calm")
    for arguments in either_way("--color=always", "journal"):
        assert "\x1b[" in resilify(*arguments, check=True).stdout
    for when in ("never", "auto"):
        assert "\x1b" not in resilify("journal", "--color", when, check=True).stdout
    ran = resilify("--color", "red", "journal")
    assert ran.returncode == 2
    assert "auto, always, never" in ran.stderr


def test_a_passphrase_file_is_read_wherever_it_is_named(resilify: Run, tmp_path: Path) -> None:
    """An encrypted journal opens by it, before the command and behind."""
    pytest.importorskip("sqlcipher3")
    secret = tmp_path / "secret"
    secret.write_text("four words not together\n")
    secret.chmod(0o600)
    given = f"--passphrase-file={secret}"
    resilify("encrypt", "--yes", given, check=True)
    resilify("journal", "add", "calm", given, check=True)
    for arguments in either_way(given, "journal"):
        assert "calm" in resilify(*arguments, check=True).stdout


def test_plain_is_heeded_before_the_command(resilify: Run) -> None:
    """Answers come from a pipe, as with the option behind."""
    for arguments in either_way("--plain", "journal", "add"):
        assert resilify(*arguments, stdin="calm\n.\n").returncode == 0
    assert resilify("journal").stdout.count("calm") == 2
