"""Finds what in a program is read otherwise than its author probably meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice

from resilify_cli.activities.problem import Problem, Severity
from resilify_cli.checks.near_options import misread_options
from resilify_cli.checks.unshown_markup import unshown_markup
from resilify_cli.content.limits import MOST_PROBLEMS
from resilify_cli.content.models import Program
from resilify_cli.content.session_blocks import SourceFile, read_session_files

_OF_A_SESSION: tuple[Callable[[SourceFile], Iterator[Problem]], ...] = (misread_options, unshown_markup)


def find_near_misses(program: Program) -> list[Problem]:
    """Return a warning for each near miss in a program's files, at most `MOST_PROBLEMS` of each kind."""
    sessions = read_session_files(program)
    found: list[Problem] = []
    for check in _OF_A_SESSION:
        found += islice(chain.from_iterable(map(check, sessions)), MOST_PROBLEMS)
    return [replace(problem, level=Severity.WARNING) for problem in dict.fromkeys(found)]
