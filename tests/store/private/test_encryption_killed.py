"""`encrypt` and `decrypt`, killed at every system call that writes: nothing is lost or stays readable."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.store.private.rights import turned
from resilify_cli.store.store import find_store
from tests import private
from tests.conftest import FixedClock

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(shutil.which("strace") is None, reason="kills at system calls with strace"),
]

# What the two commands call that writes, or makes and moves files; seen by tracing them.
_CALLS = ["pwrite64", "write", "fsync", "rename", "unlink", "chmod", "utimensat", "openat"]
# The command itself, with a passphrase that is derived in no time.
_RUN = """
import sys
from resilify_cli.store.private import keyfile
keyfile._COST = {"n": 16, "r": 8, "p": 1}
sys.argv = ["resilify", *sys.argv[1:]]
from resilify_cli.cli import main
main()
"""
_ROOT = Path(__file__).parents[2]


def _run(home: Path, command: str, *strace: str) -> int:
    return subprocess.run(
        [*strace, sys.executable, "-c", _RUN, command, "--yes"],
        cwd=_ROOT,
        env={
            "RESILIFY_HOME": str(home),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "RESILIFY_PASSPHRASE_FILE": private.secret(home.parent / "secrets"),
        },
        capture_output=True,
        timeout=120,
        check=False,
    ).returncode


def _fresh(tmp_path: Path, command: str) -> Path:
    home = tmp_path / "home"
    shutil.rmtree(home, ignore_errors=True)
    path = private.make_encrypted(home) if command == "decrypt" else private.make_plain(home / "resilify.db")
    (home / "backups").mkdir(mode=0o700)
    # One of today, so that no further one is made.
    from datetime import datetime

    shutil.copy2(path, home / "backups" / f"resilify-{datetime.now():%Y-%m-%d}-101010.db")
    return home


def _texts(path: Path) -> list[tuple[object, ...]]:
    found = find_store(path, FixedClock(), private.unlock)
    assert found is not None
    with found as store:
        assert store.database.rows("PRAGMA integrity_check")[0][0] == "ok"
        return private.texts(store)


@pytest.mark.parametrize("call", _CALLS)
@pytest.mark.parametrize(
    ("command", "fault"), [("encrypt", "KILL"), ("decrypt", "KILL"), ("encrypt", "ENOSPC")]
)
def test_every_moment_is_survived(tmp_path: Path, command: str, fault: str, call: str) -> None:
    """At each call of each kind the store still opens, whole; called again, the command comes to its end."""
    trace = tmp_path / "trace"
    assert _run(_fresh(tmp_path, command), command, *_strace(tmp_path / "home", call), "-o", str(trace)) == 0
    count = sum(f" {call}(" in line for line in trace.read_text().splitlines())
    assert count
    inject = f"inject={call}:{'signal=KILL' if fault == 'KILL' else f'error={fault}'}"
    for number in range(1, count + 1):
        home = _fresh(tmp_path, command)
        before = _texts(home / "resilify.db")
        strace = (*_strace(home, call), "-o", "/dev/null", "-e", f"{inject}:when={number}")
        assert _run(home, command, *strace) != 0 or fault != "KILL"
        _check(home, before)
        _run(home, command)
        _check(home, before)
        if command == "encrypt":
            assert private.found_in(home) == []
        else:
            assert not (home / "resilify.key").exists()


def _strace(home: Path, call: str) -> list[str]:
    # Hundreds of files are opened to import libraries; those are not the ones to look at.
    named = [part for name in _named(home) for part in ("-P", name)] if call == "openat" else []
    return ["strace", "-f", "-qq", *named, "-e", f"trace={call}"]


def _check(home: Path, before: list[tuple[object, ...]]) -> None:
    """The store and its copy open, by the key or plainly, and hold what they held before."""
    assert _texts(home / "resilify.db") == before
    if (home / "resilify.db").read_bytes().startswith(b"SQLite"):
        return
    # Opened once, an encrypted store has no plain new form beside it any more.
    assert not turned(home / "resilify.db").exists()
    for copy in (home / "backups").glob("resilify-*.db"):
        key_file = Path(shutil.copy(home / "resilify.key", copy.with_suffix(".key")))
        assert _texts(copy) == before
        key_file.unlink()


def _named(home: Path) -> list[str]:
    """Return the files that the command writes to; others, such as a terminal, are not its own."""
    store = home / "resilify.db"
    copies = list((home / "backups").glob("*.db"))
    files = [store, *copies, *map(turned, (store, *copies)), home / "resilify.key"]
    return [str(home), *map(str, files), *(f"{file}-journal" for file in files)]
