"""Checks a program for all of its problems."""

from __future__ import annotations

from pathlib import Path

from resilify_cli.activities.problem import Problem
from resilify_cli.checks.near_misses import find_near_misses
from resilify_cli.content.loader import read_program


def check_program(path: Path, *, strict: bool = False) -> list[Problem]:
    """Return all problems of a program, ordered by file and line.

    Args:
        path: The program's file or folder.
        strict: Whether to check the rules for published programs too, see `resilify_cli.content.rules`.
    """
    loaded = read_program(path)
    problems = list(loaded.problems)
    if loaded.program is not None:
        problems += find_near_misses(loaded.program)
    if strict and loaded.program is not None:
        from resilify_cli.content.rules import find_violations

        problems += find_violations(loaded.program)
    return sorted(problems)
