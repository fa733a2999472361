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
from resilify_cli.content.languages import find_language
from resilify_cli.content.markdown import TextKind
from resilify_cli.content.models import Lesson, Program, Session
from resilify_cli.content.readable_text import ReadableText
from resilify_cli.content.style_rules import SENTENCE_END

# A school grade of the United States, and the words of prose below which a grade says little.
HIGHEST_GRADE, LEAST_WORDS = 8, 100
# Sentences named where the grade is too high, and the words of each that are shown.
_MOST_SENTENCES, _FIRST_WORDS = 3, 5
# From 0.7.9 on, textstat needs this package, and fetches its word list from the network by it; nothing here
# may do that.
_FETCHING_PACKAGE = "nltk"


def high_grade(program: Program) -> Iterator[Problem]:
    """Find sessions of `LEAST_WORDS` words of prose or more whose grade is above `HIGHEST_GRADE`."""
    if not find_language(program.language).is_graded:
        return
    grade = find_grade_function()
    for session in program.sessions:
        if grade is None:
            wrong, right = "the reading grade can't be measured", "install the authoring extra"
            yield Problem(session.path, session.line, wrong, right)
            return
        text = graded_text(session)
        found = round(grade(text), 1) if len(text.split()) >= LEAST_WORDS else 0
        if found > HIGHEST_GRADE:
            sentences = _hardest_sentences(session, grade)
            named = ", ".join(f"line {line} ({words} ...)" for line, words in sentences)
            wrong = f"the reading grade is {found:g}, above {HIGHEST_GRADE}"
            yield Problem(session.path, sentences[0][0], wrong, f"make these shorter or plainer: {named}")


def graded_text(session: Session) -> str:
    """Return the text that the grade is computed of: the full sentences of lessons.

    Each sentence is one line, and ends like one.
    """
    # The point of 0.75 would end a sentence.
    return re.sub(r"(?<=\d)\.(?=\d)", "", "\n".join(words for _, words in _lesson_sentences(session)))


def _lesson_sentences(session: Session) -> Iterator[tuple[int, str]]:
    """Yield each sentence of a session's lessons with its line."""
    for step in session.steps:
        if not isinstance(step.content, Lesson):
            continue
        text = ReadableText(session.path, step.content.body, step.content.line, as_in_file=True)
        for block in text.blocks():
            if block.kind is not TextKind.PARAGRAPH:
                continue
            position = 0
            for sentence in SENTENCE_END.split(block.text):
                position = block.text.index(sentence, position)
                words = " ".join(sentence.split())
                # What does not end a sentence would run on into the next.
                ended = words if words.endswith((".", "?", "!")) else f"{words.rstrip(':,;')}."
                if words:
                    yield text.line_at(block, position), ended


def _hardest_sentences(session: Session, grade: Callable[[str], float]) -> list[tuple[int, str]]:
    """Return the line and the first words of the sentences with the highest grades."""
    every = list(_lesson_sentences(session))
    # One long word alone would have the highest grade of all.
    longer = [one for one in every if len(one[1].split()) > _FIRST_WORDS] or every
    ranked = sorted(longer, key=lambda one: grade(one[1]), reverse=True)[:_MOST_SENTENCES]
    return [(line, " ".join(words.split()[:_FIRST_WORDS])) for line, words in ranked]


@cache
def find_grade_function() -> Callable[[str], float] | None:
    """Return the function that computes the grade of a text; None without a textstat that stays offline."""
    from importlib import import_module
    from importlib.metadata import PackageNotFoundError, requires

    try:
        if any(needed.startswith(_FETCHING_PACKAGE) for needed in requires("textstat") or ()):
            return None
        textstat = import_module("textstat")
    except (ImportError, PackageNotFoundError):
        return None
    return lambda text: float(textstat.flesch_kincaid_grade(text))
