"""The lines of each set-up in docs/sync.md, run as they are written there, in a terminal, by real engines."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sync.test_engines import Syncthing, needs_rclone, needs_syncthing, running

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.slow
_DOCUMENT = Path(__file__).parents[2] / "docs" / "sync.md"
_REMOTE = "git@example.org:you/journal.git"
_STICK = "/media/you/STICK"
_PASSPHRASE = "maps rarely mention soup"
_PATIENCE = 240
_ASKED = {
    "(?:New p|P)assphrase[^:]*: ": _PASSPHRASE,
    "The same once more[^:]*: ": _PASSPHRASE,
    "type yes to go on: ": "yes",
}


def lines_of(section: str) -> list[str]:
    """Return the commands in a section of the document, in their order."""
    found = re.search(rf"^## With {section}.*?(?=^## )", _DOCUMENT.read_text("utf-8"), re.M | re.S)
    assert found, section
    commands = re.findall(r"`((?:resilify|git|rclone) [^`]+)`", found[0])
    assert any(command.startswith("resilify sync init ") for command in commands), commands
    return commands


class Machine:
    """A person's home folder on one machine, and a terminal in it."""

    def __init__(self, home: Path, **paths: Path) -> None:
        self.home = home
        self.home.mkdir(parents=True)
        self._paths = paths
        self._environment = {
            "HOME": str(home),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        self.type(f"resilify journal add 'written on {home.name}'")

    def type(self, line: str) -> str:
        """Type a line, answer what is asked, and return what is said."""
        for name, path in self._paths.items():
            line = line.replace({"stick": _STICK}[name], str(path))
        child = pexpect.spawn(
            "/bin/sh",
            ["-c", line],
            env=self._environment,
            cwd=str(self.home),
            encoding="utf-8",
            timeout=_PATIENCE,
        )
        said = ""
        while (which := child.expect([*_ASKED, pexpect.EOF])) < len(_ASKED):
            said += child.before
            child.sendline(list(_ASKED.values())[which])
        said += child.before
        child.close()
        assert child.exitstatus == 0, f"{line}\n{said}"
        return str(said)

    def texts(self) -> set[str]:
        found = json.loads(re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "", self.type("resilify journal --json")))
        return {entry["text"] for entry in found["entries"]}


def check_both(first: Machine, second: Machine) -> None:
    both = {f"written on {machine.home.name}" for machine in (first, second)}
    assert first.texts() == second.texts() == both


def test_a_stick(tmp_path: Path) -> None:
    """As the document has it, with the path of a stick that is in."""
    (tmp_path / "stick").mkdir()
    first, second = (Machine(tmp_path / name, stick=tmp_path / "stick") for name in ("one", "two"))
    init, join, sync = lines_of("a stick")
    first.type(init)
    second.type(join)
    first.type(sync)
    check_both(first, second)


def test_a_cloud_folder(tmp_path: Path) -> None:
    """What a cloud program does is done by copying what is new between the two folders."""
    first, second = (Machine(tmp_path / name) for name in ("one", "two"))
    for machine in (first, second):
        (machine.home / "Nextcloud").mkdir()
    init, join, sync = lines_of("a cloud folder")
    first.type(init)
    for step in (join, sync):
        for source, target in ((first, second), (second, first)):
            shutil.copytree(source.home / "Nextcloud", target.home / "Nextcloud", dirs_exist_ok=True)
        second.type(step)
    shutil.copytree(second.home / "Nextcloud", first.home / "Nextcloud", dirs_exist_ok=True)
    first.type(sync)
    check_both(first, second)


def test_git(tmp_path: Path) -> None:
    """The address of the document leads to a bare repository here."""
    bare = tmp_path / "bare"
    subprocess.run(["git", "init", "--quiet", "--bare", str(bare)], check=True)
    first, second = (Machine(tmp_path / name) for name in ("one", "two"))
    clone, init, join, sync = lines_of("git")
    for machine in (first, second):
        (machine.home / ".gitconfig").write_text(
            f'[user]\n\tname = x\n\temail = x@example.org\n[url "{bare}"]\n\tinsteadOf = {_REMOTE}\n'
        )
    first.type(clone)
    first.type(init)
    second.type(clone)
    second.type(join)
    first.type(sync)
    check_both(first, second)


@needs_rclone
def test_rclone(tmp_path: Path) -> None:
    """The remote of the document is a local folder."""
    first, second = (Machine(tmp_path / name) for name in ("one", "two"))
    (tmp_path / "remote").mkdir()
    for machine in (first, second):
        config = machine.home / ".config" / "rclone"
        config.mkdir(parents=True)
        (config / "rclone.conf").write_text(f"[remote]\ntype = alias\nremote = {tmp_path / 'remote'}\n")
    init, up, resync, down, resync_there, join, sync, bisync = lines_of("rclone")
    for line in (init, up, resync):
        first.type(line)
    for line in (down, resync_there, join, bisync):
        second.type(line)
    for line in (bisync, sync, bisync):
        first.type(line)
    check_both(first, second)


@needs_syncthing
def test_syncthing(tmp_path: Path) -> None:
    """Two instances share the folder of the document, which is up to date when its files are there."""
    first, second = (Machine(tmp_path / name) for name in ("one", "two"))
    folders = [machine.home / "Sync" / "journal" for machine in (first, second)]
    for folder in folders:
        (folder / ".stfolder").mkdir(parents=True)
    engines = [Syncthing(tmp_path / f"engine{n}", folder) for n, folder in enumerate(folders)]
    for engine in engines:
        engine.meet(engines)
    init, join, sync = lines_of("Syncthing")
    with running(engines):
        first.type(init)
        _wait_until_same(folders)
        second.type(join)
        _wait_until_same(folders)
        first.type(sync)
    check_both(first, second)


def _wait_until_same(folders: list[Path]) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        found = [
            {
                str(path.relative_to(folder))
                for path in folder.rglob("*")
                if path.suffix in {".age", ".key", ".json", ".keys"}
            }
            for folder in folders
        ]
        if found[0] == found[1]:
            return
        assert time.monotonic() < end, found
        time.sleep(0.5)
