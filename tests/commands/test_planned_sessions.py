"""A session of `status: planned` is listed, and can't be started yet."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run

_PROGRAM = """---
title: Rest
programId: rest-2026
sessions:
  session:
    - file: 1.md
    - title: Later
      status: planned
    - file: 3.md
---
"""


def _write(folder: Path) -> str:
    folder.mkdir()
    (folder / "program.md").write_text(_PROGRAM)
    (folder / "1.md").write_text("---\nid: one\ntitle: One\n---\n## A\nText.\n")
    (folder / "3.md").write_text("---\nid: three\ntitle: Three\nstatus: planned\n---\n")
    return str(folder)


def test_a_planned_session_is_listed_and_not_started(resilify: Run, tmp_path: Path) -> None:
    """`check` finds nothing wrong, `show` lists it, and `start` goes past it and says why."""
    program = _write(tmp_path / "rest")
    assert resilify("check", program, check=True).stdout.endswith("is sound.\n")
    shown = resilify("show", program, check=True).stdout
    assert "2  Later  planned" in shown
    assert "3  Three  planned" in shown
    refused = resilify("start", program, "--session", "2", "--plain", stdin="")
    assert "Session 2 is planned, and can't be started yet." in refused.stderr
    walked = resilify("start", program, "--plain", stdin="\n" * 9)
    assert "The next one is not written yet" in walked.stderr
    again = resilify("start", program, "--plain", stdin="")
    assert "You have been through all that there is yet of Rest." in again.stderr


def test_another_status_is_told(resilify: Run, tmp_path: Path) -> None:
    """There is one status; what is ready has none."""
    program = Path(_write(tmp_path / "rest"))
    (program / "program.md").write_text(_PROGRAM.replace("planned", "draft"))
    ran = resilify("check", str(program))
    assert ran.stdout.splitlines() == [
        f"{program}/program.md:8: status is 'draft'; write status: planned, or leave it out"
    ]
