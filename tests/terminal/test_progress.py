"""The bar of something that takes a while."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.command_server import run_command


def shown_by(arguments: list[str], home: Path, term: str) -> str:
    """Return all that a command writes to a terminal of a kind."""
    import pexpect

    command = ["-m", "resilify_cli", *arguments]
    env = {"RESILIFY_HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8", "TERM": term}
    child = pexpect.spawn(sys.executable, command, env=env, encoding="utf-8", timeout=60)
    child.expect(pexpect.EOF)
    return child.before or ""


@pytest.mark.slow
def test_a_bar_is_shown_in_a_terminal_only(home: Path, tmp_path: Path) -> None:
    """It is talk, and gone at the end; plain lines have none."""
    path = tmp_path / "journal.txt"
    path.write_text("".join(f"[2026-11-02 20:15] number {n}\n" for n in range(5_000)))
    command = ["journal", "import", str(path), "--dry-run"]
    shown = {term: shown_by(command, home, term) for term in ("xterm", "dumb")}
    assert "Reading" in shown["xterm"]
    assert "Reading" not in shown["dumb"]
    assert all("Would come in: 5,000." in screen for screen in shown.values())


@pytest.mark.slow
def test_joining_says_how_much_has_been_read(tmp_path: Path) -> None:
    """How much is in a sync folder nobody knows before it is read: the bar has a number beside it."""
    path, secret = tmp_path / "journal.txt", tmp_path / "passphrase"
    path.write_text("".join(f"[2026-11-02 20:15] number {n}\n" for n in range(1_500)))
    secret.write_text("correct horse battery staple\n")
    secret.chmod(0o600)
    folder, option = tmp_path / "folder", f"--folder-passphrase-file={secret}"
    laptop = {"RESILIFY_HOME": str(tmp_path / "laptop")}
    run_command("journal", "import", str(path), "--yes", env=laptop).check_returncode()
    run_command("sync", "init", str(folder), option, "--yes", env=laptop).check_returncode()
    shown = shown_by(["sync", "join", str(folder), option], tmp_path / "home", "xterm")
    assert re.search(r"Reading .*\b1,[0-5]00\b", shown)
    assert "1,500 entries came in" in " ".join(shown.split())
