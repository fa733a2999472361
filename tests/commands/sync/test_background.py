"""`sync = "after"` in the settings: a sync in the background, once a command is over."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from resilify_cli.app import background_sync
from resilify_cli.sync.lock import SyncRunningError, sync_lock
from resilify_cli.vault.layout import VaultLayout
from tests.commands.sync.test_sync import Machine, git, machine, secret

__all__ = ["machine", "secret"]
_PATIENCE = 120


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture
def blocked(tmp_path: Path) -> tuple[Path, Path]:
    """Make a git that tells when it is called, and then waits; return its folder and what it waits for."""
    folder, gate = tmp_path / "bin", tmp_path / "gate"
    folder.mkdir()
    os.mkfifo(gate)
    script = folder / "git"
    script.write_text(f"#!/bin/sh\necho called >> {tmp_path}/called\nread _ < {gate}\ntrue\n")
    script.chmod(0o755)
    return folder, gate


def test_a_command_waits_for_no_sync_and_shows_none(
    machine: Callable[[str], Machine], secret: Path, tmp_path: Path, blocked: tuple[Path, Path]
) -> None:
    """While a sync is stuck, commands say what they always say and end; what they wrote is sent later."""
    folder, gate = blocked
    laptop, option = machine("laptop"), f"--folder-passphrase-file={secret}"
    git("init", tmp_path / "folder")
    config = tmp_path / "gitconfig"
    config.write_text("[user]\nname = x\nemail = x@example.org\n")
    laptop(
        *("sync", "init", str(tmp_path / "folder"), "--git", option, "--yes"),
        GIT_CONFIG_GLOBAL=str(config),
    )
    (store,) = tmp_path.glob("laptop/**/resilify.db")
    layout = VaultLayout(store)
    before = laptop("journal", "add", "before")
    laptop("settings", "sync", "after")
    stuck = {"PATH": f"{folder}:/usr/bin:/bin"}
    said = [laptop("journal", "add", text, **stuck) for text in ("one", "two", "three")]
    for one in said:
        assert (one.returncode, one.stdout) == (before.returncode, before.stdout)
        # But for the id that it was kept as.
        assert one.stderr.partition(",")[2] == before.stderr.partition(",")[2]
    called = tmp_path / "called"
    wait_until(called.exists)
    shown = laptop("journal", "--json", **stuck)
    assert shown.stderr == ""
    assert {one["text"] for one in json.loads(shown.stdout)["entries"]} == {"before", "one", "two", "three"}

    def is_done() -> bool:
        # Each call of the stuck git is let go, until the last sync has told how it ended.
        with suppress(OSError):
            os.close(os.open(gate, os.O_WRONLY | os.O_NONBLOCK))
        with suppress(SyncRunningError), sync_lock(layout.sync_waiting), sync_lock(layout.sync_lock):
            return True
        return False

    wait_until(is_done)
    status = json.loads(laptop("sync", "status", "--json").stdout)["folders"][0]
    assert (status["background"]["failure"], status["unsent"]) == ("", False)


def test_what_fails_in_the_background_is_kept_for_the_status(
    machine: Callable[[str], Machine], secret: Path, tmp_path: Path
) -> None:
    """The command says nothing of it; `sync status` and `doctor` do, until a sync went well."""
    laptop, option, folder = machine("laptop"), f"--folder-passphrase-file={secret}", tmp_path / "folder"
    laptop("sync", "init", str(folder), option, "--yes")
    folder.rename(tmp_path / "away")
    ran = laptop("sync", "--background")
    assert (ran.stdout, ran.stderr) == ("", "")
    assert "no sync folder" in laptop("sync", "status").stdout
    assert "sync status" in laptop("doctor").stdout
    (tmp_path / "away").rename(folder)
    laptop("sync", "--background")
    assert "was not done" not in laptop("sync", "status").stdout
    assert "in the background" not in laptop("doctor").stdout


def test_a_locked_journal_is_left_for_another_time(
    machine: Callable[[str], Machine], secret: Path, tmp_path: Path
) -> None:
    """Nobody is asked for a passphrase in the background, and nothing is said."""
    laptop, option = machine("laptop"), f"--folder-passphrase-file={secret}"
    laptop("sync", "init", str(tmp_path / "folder"), option, "--yes")
    laptop("journal", "add", "one")
    laptop("encrypt", "--yes", f"--passphrase-file={secret}")
    before = sorted((tmp_path / "folder").rglob("*"))
    ran = laptop("sync", "--background")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert sorted((tmp_path / "folder").rglob("*")) == before
    laptop("sync", "--background", RESILIFY_PASSPHRASE_FILE=str(secret))
    assert sorted((tmp_path / "folder").rglob("*")) != before


def _is_open_elsewhere(path: Path) -> bool:
    """Return whether another process has a file open."""
    for one in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            if one.parts[2] != str(os.getpid()) and os.readlink(one) == str(path):
                return True
    return False


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc to look for open files in")
def test_doctor_looks_when_a_sync_in_the_background_is_over(
    machine: Callable[[str], Machine], tmp_path: Path
) -> None:
    """It waits for the lock of the sync, and counts what came in meanwhile."""
    laptop = machine("laptop")
    laptop("journal", "add", "one")
    laptop("settings", "sync", "after")
    (store,) = tmp_path.glob("laptop/**/resilify.db")
    lock = VaultLayout(store).sync_lock
    with ThreadPoolExecutor(1) as pool:
        with sync_lock(lock):
            told = pool.submit(laptop, "doctor", "--json")
            wait_until(lambda: told.done() or _is_open_elsewhere(lock))
            laptop("journal", "add", "two")
        assert json.loads(told.result().stdout)["counts"]["entries"] == 2


def test_a_command_that_syncs_starts_no_other_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it opens a store, for which a sync is asked for."""
    monkeypatch.setattr(background_sync, "_asked", set())
    background_sync.never_sync_at_exit()
    background_sync.sync_at_exit()
    assert not background_sync.is_sync_wanted()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc to look for processes in")
@pytest.mark.parametrize("command", [("sync", "--background"), ("sync",), ("sync", "status")])
def test_no_sync_goes_on_for_ever(
    machine: Callable[[str], Machine], secret: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Once a sync is over, no process of it is left that would start the next."""
    laptop, option = machine("laptop"), f"--folder-passphrase-file={secret}"
    laptop("sync", "init", str(tmp_path / "folder"), option, "--yes")
    laptop("settings", "sync", "after")
    wait_until(lambda: not processes_of(tmp_path / "laptop"))
    laptop(*command)
    assert processes_of(tmp_path / "laptop") == []


def processes_of(home: Path) -> list[int]:
    """Return the processes that were started for a home."""
    wanted, found = f"RESILIFY_HOME={home}".encode(), []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (process / "environ").read_bytes().split(b"\0"):
                found.append(int(process.name))
    return found
