"""Checks a program for everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from resilify_cli.activities.problem import Problem
from resilify_cli.content.loader import read_program


def check_program(path: Path, *, strict: bool = False) -> list[Problem]:
    """Return every problem of the program at `path`, by file and line; none if it is sound.

    `strict` adds the rules for a program that is published, see `resilify_cli.content.rules`.
    """
    loaded = read_program(path)
    problems = list(loaded.problems)
    if strict and loaded.program is not None:
        from resilify_cli.content.rules import find_violations

        problems += find_violations(loaded.program)
    return sorted(problems)
