"""Measures how hard a session's prose is to read, with textstat, which only authors need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from resilify_cli.activities.problem import Problem
from resilify_cli.content.markdown import TextKind
from resilify_cli.content.models import Program, Session
from resilify_cli.content.readable_text import session_texts

LOWEST_GRADE, HIGHEST_GRADE = 6, 8
# From 0.7.9 on, textstat fetches its word list from the network; nothing here may do that.
_FETCHES = "nltk"


def unfit_grade(program: Program) -> Iterator[Problem]:
    """Find sessions whose prose is harder or more chopped than it has to be."""
    grade = find_grade_function()
    for session in program.sessions:
        if grade is None:
            wrong, right = "the reading grade can't be measured", "install the dev extra"
            yield Problem(session.path, session.line, wrong, right)
            return
        found = round(grade(graded_text(session)), 1)
        if not LOWEST_GRADE <= found <= HIGHEST_GRADE:
            right = (
                "use shorter sentences and words" if found > HIGHEST_GRADE else "join what belongs together"
            )
            yield Problem(
                session.path,
                session.line,
                f"the reading grade is {found:g}",
                f"{right}, for a grade from {LOWEST_GRADE} to {HIGHEST_GRADE}",
            )


def graded_text(session: Session) -> str:
    """Return what counts: full sentences of lessons, questions and the words about an exercise."""
    parts = [
        " ".join(block.text.split())
        for text in session_texts(session)
        if text.sentences
        for block in text.blocks()
        if block.kind is TextKind.PARAGRAPH
    ]
    # What does not end a sentence would run on into the next; the point of 0.75 would end one.
    ended = (part if part.endswith((".", "?", "!")) else f"{part.rstrip(':,;')}." for part in parts if part)
    return re.sub(r"(?<=\d)\.(?=\d)", "", "\n".join(ended))


@cache
def find_grade_function() -> Callable[[str], float] | None:
    """Return what reckons the Flesch-Kincaid grade, or None where no textstat keeps to this computer."""
    from importlib import import_module
    from importlib.metadata import PackageNotFoundError, requires

    try:
        if any(needed.startswith(_FETCHES) for needed in requires("textstat") or ()):
            return None
        textstat = import_module("textstat")
    except (ImportError, PackageNotFoundError):
        return None
    return lambda text: float(textstat.flesch_kincaid_grade(text))
