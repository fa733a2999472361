"""Checks a program for all of its problems."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.checks.near_misses import find_near_misses
from resilify_cli.content.file_stamps import PROGRAM_FILE
from resilify_cli.content.limits import DEEPEST_FILE
from resilify_cli.content.loader import read_program

if TYPE_CHECKING:
    from resilify_cli.activities.problem import Problem
    from resilify_cli.content.program_summary import ProgramSummary


def check_program(
    path: Path, *, strict: bool = False, installed: Collection[ProgramSummary] = ()
) -> list[Problem]:
    """Return all problems of a program, ordered by file and line.

    Args:
        path: The program's file or folder, or the file of one of its sessions: then those of that file alone.
        strict: Whether to check the rules for published programs too, see `resilify_cli.content.rules`.
        installed: The programs that are installed; none if they are not known.
    """
    folder = program_of_session(path)
    loaded = read_program(folder or path)
    problems = list(loaded.problems)
    if loaded.program is not None:
        problems += find_near_misses(loaded.program, installed, strict=strict)
    if strict and loaded.program is not None:
        from resilify_cli.content.rules import find_violations

        problems += find_violations(loaded.program)
    if folder is not None:
        problems = [one for one in problems if one.path.resolve() == path.resolve()]
    return sorted(problems)


def program_of_session(path: Path) -> Path | None:
    """Return the folder of the program that a file is a session of; None if it is none."""
    # Unlike `Path.exists`, this raises nothing for a name that is too long.
    if path.name == PROGRAM_FILE or path.suffix != ".md" or not os.path.exists(path):
        return None
    for folder in path.absolute().parents[:DEEPEST_FILE]:
        if not os.path.exists(folder / PROGRAM_FILE):
            continue
        program = read_program(folder).program
        sessions = program.sessions if program else ()
        return folder if any(one.path.resolve() == path.resolve() for one in sessions) else None
    return None
