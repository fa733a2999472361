"""Finds what in a program is read otherwise than its author probably meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from resilify_cli.activities.problem import Problem, Severity
from resilify_cli.checks.near_keys import (
    PROGRAM_KEYS,
    SESSION_KEYS,
    near_keys,
    neighbours,
    odd_session_entries,
    unknown_related,
)
from resilify_cli.checks.near_options import misread_options
from resilify_cli.checks.unshown_markup import unshown_markup
from resilify_cli.content.limits import MOST_PROBLEMS
from resilify_cli.content.models import Program
from resilify_cli.content.session_blocks import SourceFile, read_program_file, read_session_files

_OF_A_SESSION: tuple[Callable[[SourceFile], Iterator[Problem]], ...] = (
    misread_options,
    unshown_markup,
    partial(near_keys, known=SESSION_KEYS),
)


def find_near_misses(
    program: Program, known_slugs: Collection[str] = (), *, strict: bool = False
) -> list[Problem]:
    """Return a warning for each near miss in a program's files, at most `MOST_PROBLEMS` of each kind.

    Args:
        program: The program.
        known_slugs: The slugs of the programs that are installed; none if they are not known.
        strict: Whether a related program that is not installed is told, too.
    """
    sessions = read_session_files(program)
    checks = [chain.from_iterable(map(check, sessions)) for check in _OF_A_SESSION]
    if file := read_program_file(program):
        checks.append(chain(near_keys(file, PROGRAM_KEYS), odd_session_entries(program, file)))
        if known_slugs:
            known = {*known_slugs, *neighbours(program), program.slug}
            checks.append(chain(unknown_related(file, known, strict=strict)))
    found = [problem for check in checks for problem in islice(check, MOST_PROBLEMS)]
    return [replace(problem, level=Severity.WARNING) for problem in dict.fromkeys(found)]
