"""The rule for the reading grade of a session's prose.

The grade is that of Flesch and Kincaid (Kincaid, Fishburne, Rogers & Chissom, 1975, Derivation of new
readability formulas, Naval Technical Training Command, Research Branch Report 8-75): 0.39 times the words per
sentence, plus 11.8 times the syllables per word, minus 15.59. textstat computes it; only authors of programs
need that package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from resilify_cli.activities.problem import Problem
from resilify_cli.content.markdown import TextKind
from resilify_cli.content.models import Program, Session
from resilify_cli.content.readable_text import session_texts

# School grades of the United States.
LOWEST_GRADE, HIGHEST_GRADE = 6, 8
# From 0.7.9 on, textstat fetches its word list from the network; nothing here may do that.
_FETCHES = "nltk"


def unfit_grade(program: Program) -> Iterator[Problem]:
    """Find sessions whose prose has a grade below `LOWEST_GRADE` or above `HIGHEST_GRADE`."""
    grade = find_grade_function()
    for session in program.sessions:
        if grade is None:
            wrong, right = "the reading grade can't be measured", "install the authoring extra"
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
    """Return the text that the grade is computed of: full sentences of lessons, questions and exercise notes.

    Each paragraph is one line, and ends like a sentence.
    """
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
    """Return the function that computes the grade of a text; None without a textstat that stays offline."""
    from importlib import import_module
    from importlib.metadata import PackageNotFoundError, requires

    try:
        if any(needed.startswith(_FETCHES) for needed in requires("textstat") or ()):
            return None
        textstat = import_module("textstat")
    except (ImportError, PackageNotFoundError):
        return None
    return lambda text: float(textstat.flesch_kincaid_grade(text))
