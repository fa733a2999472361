"""Finds what in a program is read otherwise than its author probably meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from resilify_cli.activities.problem import Problem, Severity
from resilify_cli.checks.author_notes import shown_notes
from resilify_cli.checks.front_matter_values import program_values, session_values
from resilify_cli.checks.measures import mixed_measures
from resilify_cli.checks.near_activities import odd_activities
from resilify_cli.checks.near_headings import empty_headings, text_like_headings
from resilify_cli.checks.near_keys import (
    PROGRAM_KEYS,
    SESSION_KEYS,
    near_keys,
    neighbours,
    odd_renamings,
    odd_session_entries,
    taken_slug,
    unknown_related,
)
from resilify_cli.checks.near_links import near_links
from resilify_cli.checks.near_marks import misread_marks
from resilify_cli.checks.near_options import misread_options
from resilify_cli.checks.near_references import near_references
from resilify_cli.checks.program_folder import repeated_titles, unshown_files
from resilify_cli.checks.unreachable_steps import (
    empty_exercises,
    stranding_choices,
    unreachable_steps,
)
from resilify_cli.checks.unshown_markup import unshown_markup
from resilify_cli.content.limits import MOST_PROBLEMS
from resilify_cli.content.session_blocks import SourceFile, read_program_file, read_session_files

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.content.program_summary import ProgramSummary

_OfASession = Callable[[SourceFile], Iterator[Problem]]
_OF_A_SESSION: tuple[_OfASession, ...] = (
    misread_options,
    misread_marks,
    unshown_markup,
    shown_notes,
    near_links,
    text_like_headings,
    empty_headings,
    session_values,
    partial(near_keys, known=SESSION_KEYS),
)
_OF_A_PROGRAM: tuple[Callable[[Program], Iterator[Problem]], ...] = (
    unreachable_steps,
    empty_exercises,
    stranding_choices,
    mixed_measures,
    odd_activities,
    repeated_titles,
)


def find_near_misses(
    program: Program, installed: Collection[ProgramSummary] = (), *, strict: bool = False
) -> list[Problem]:
    """Return a warning for each near miss in a program's files, at most `MOST_PROBLEMS` of each kind.

    Args:
        program: The program.
        installed: The programs that are installed; none if they are not known.
        strict: Whether a related program that is not installed is told, too.
    """
    sessions = read_session_files(program)
    checks: list[Iterable[Problem]] = [check(program) for check in _OF_A_PROGRAM]
    of_a_session: list[_OfASession] = [partial(near_references, program), *_OF_A_SESSION]
    of_sessions: list[list[Problem]] = [[] for _ in of_a_session]
    # One file after the other, so that each is parsed once for all of them.
    for session in sessions:
        for check, told in zip(of_a_session, of_sessions, strict=True):
            told.extend(islice(check(session), MOST_PROBLEMS - len(told)))
    checks += of_sessions
    if file := read_program_file(program):
        checks.append(chain(near_keys(file, PROGRAM_KEYS), odd_session_entries(program, file)))
        checks.append(unshown_files(program, file))
        checks.append(chain(odd_renamings(program, file), program_values(file, program, strict=strict)))
        if installed:
            known = {*(one.slug for one in installed), *neighbours(program), program.slug}
            checks.append(unknown_related(file, known, strict=strict))
            checks.append(taken_slug(program, file, installed))
    found = [problem for check in checks for problem in islice(check, MOST_PROBLEMS)]
    return [replace(problem, level=Severity.WARNING) for problem in dict.fromkeys(found)]
