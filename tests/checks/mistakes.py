"""Writes a small program with one mistake in it, and tells what `check` says of it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from resilify_cli.checks.checker import check_program

PROGRAM = """---
title: Rest
programId: rest-2026
sessions:
  session:
    - file: 1.md
references:
  - id: one2001
    title: A study
---
"""
SESSION = "---\nid: one\ntitle: One\n---\n"


def told(
    folder: Path,
    body: str = "Text.\n",
    program: str = PROGRAM,
    front: str = SESSION,
    *,
    others: dict[str, str] | None = None,
    strict: bool = False,
) -> list[str]:
    """Return each problem of a program as it is told: its file and line, what is wrong, what is right.

    Args:
        folder: Where the program is written.
        body: The body of its first session, which begins on line 5.
        program: Its `program.md`.
        front: The front matter of its first session.
        others: More files, by name.
        strict: Whether the rules for published programs are checked too.
    """
    files: dict[str, str] = {"program.md": program, "1.md": front + body, **(others or {})}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return in_words(check_program(folder, strict=strict))


def in_words(problems: Collection[object]) -> list[str]:
    """Return problems as `check` prints them, without their folder."""
    return [f"{p.path.name}:{p.line}: {p.wrong}; {p.right}" for p in problems]  # type: ignore[attr-defined]
