"""A key in the folder that none of the person's machines made holds up nothing once it is set aside."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.sync.folder import SyncFolder
from resilify_cli.sync.forgetting import keys_without
from resilify_cli.sync.key_files import write_keys
from resilify_cli.sync.state import load_folders
from resilify_cli.vault.keys import key_file
from resilify_cli.vault.opening.stores import open_store
from tests.command_server import run_command
from tests.conftest import FixedClock
from tests.faults.homes import CHEAP

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a laptop that syncs with a machine which put a key of its own into the folder."""
    monkeypatch.setattr(key_file, "_COST", {**key_file._COST, **CHEAP})
    (tmp_path / "secret").write_text("maps rarely mention soup\n")
    option = f"--folder-passphrase-file={tmp_path / 'secret'}"

    def run(*arguments: str, home: str = "laptop") -> subprocess.CompletedProcess[str]:
        return run_command(*arguments, env={"RESILIFY_HOME": str(tmp_path / home)})

    folder = str(tmp_path / "folder")
    run("journal", "add", "on the laptop").check_returncode()
    run("sync", "init", folder, option, "--yes", "--name", "laptop").check_returncode()
    run("sync", "join", folder, option, "--name", "lost", home="lost").check_returncode()
    run("sync").check_returncode()
    with open_store(tmp_path / "lost" / "resilify.db", FixedClock()) as store:
        (state,) = load_folders(store.database)
        other = next(name for name in SyncFolder(state.path).devices() if name != state.device)
        keys = keys_without(store.database, state, other)
        write_keys(SyncFolder(state.path), keys, "nobody knows this one", "A" * 30)
    run("journal", "add", "what waits")
    return run


def test_what_waits_for_a_key_is_sent_once_that_is_set_aside(laptop: Run, tmp_path: Path) -> None:
    """The command that a sync names does it, and nothing is asked any more."""
    held_up = laptop("sync", f"--folder-passphrase-file={tmp_path / 'secret'}")
    assert held_up.returncode == 1
    assert "What is new here waits for it" in held_up.stderr
    (command,) = re.findall(r"resilify (sync --set-aside \S+)", held_up.stderr)
    done = laptop(*command.split())
    assert done.returncode == 0, done.stderr
    assert "1 sent" in done.stderr
    assert laptop("sync").returncode == 0


def test_a_key_that_is_in_use_is_not_set_aside(laptop: Run, tmp_path: Path) -> None:
    """Nor is one that is not there."""
    (used, _) = SyncFolder(tmp_path / "folder").key_names()
    for name, said in ((str(used), "in use"), ("2-0123456789abcdef", "No key"), ("../x", "No key")):
        refused = laptop("sync", "--set-aside", name)
        assert refused.returncode == 2
        assert said in refused.stderr
    assert len(SyncFolder(tmp_path / "folder").key_names()) == 2
