"""The bar of something that takes a while."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

JRNL = "[2026-11-02 20:15] one\n\n[2026-11-03 20:15] two #tag\n"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "journal.txt"
    path.write_text(JRNL)
    return path


@pytest.mark.slow
def test_a_bar_is_shown_in_a_terminal_only(home: Path, tmp_path: Path) -> None:
    """It is talk, and gone at the end; plain lines have none."""
    import pexpect

    path = tmp_path / "journal.txt"
    path.write_text("".join(f"[2026-11-02 20:15] number {n}\n" for n in range(5_000)))
    command = ["-m", "resilify_cli", "journal", "import", str(path), "--dry-run"]
    env = {"RESILIFY_HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"}
    shown = {}
    for term in ("xterm", "dumb"):
        child = pexpect.spawn(
            sys.executable, command, env={**env, "TERM": term}, encoding="utf-8", timeout=60
        )
        child.expect(pexpect.EOF)
        shown[term] = child.before or ""
    assert "Reading" in shown["xterm"]
    assert "Reading" not in shown["dumb"]
    assert all("Would come in: 5,000." in screen for screen in shown.values())
