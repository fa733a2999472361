"""Finds words and sentences that are hard to read, or hard on the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from resilify_cli.activities.base import Activity
from resilify_cli.activities.condition import Condition
from resilify_cli.activities.directive import Problem
from resilify_cli.activities.guided import Guided
from resilify_cli.content.links import CITATION
from resilify_cli.content.models import Lesson, Program, Session
from resilify_cli.content.wordlist import AVOIDED

MOST_WORDS = 120
LONGEST_SENTENCE = 30
# Fields of an activity that name something and are never read by the person.
_NAMES = frozenset({"id", "of", "compares", "activity_id", "classes"})
_QUOTED = re.compile(r'`[^`\n]*`|"(?:[^"\n]|\n(?!\n))*"|“(?:[^”\n]|\n(?!\n))*”')
_MARKS = re.compile(rf"\s*{CITATION.pattern}|[*`]")
_CODE = re.compile(r"`[^`\n]*`")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')*_]*\s+(?=[\"“‘(*_]*[^\W_a-z])")
_OPENS_EXAMPLE = re.compile(
    r"\b([^\W\d_]+), (?:(?:who is|aged|now) |[a-z][a-z -]{1,40} of )?\d{1,2}(?=[,.;:]| and\b| who\b)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A text that a person reads, and its line. `body` is Markdown whose every line is one of the file.

    `prose` says that it is written in full sentences.
    """

    path: Path
    text: str
    line: int
    body: bool = False
    prose: bool = False

    def line_at(self, position: int) -> int:
        """Return the line of a place in the text, as near as it is known."""
        return self.line + (self.text.count("\n", 0, position) if self.body else 0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a list item, without its marks; `at` is its place in the text."""

    text: str
    at: int
    item: bool = False


def said_by(program: Program) -> Iterator[Said]:
    """Yield every text that a person reads of a program."""
    file = program.file
    yield Said(file, program.title, 1)
    yield Said(file, program.overview, 1)
    yield from (Said(file, reference.finding, reference.line) for reference in program.references)
    for session in program.sessions:
        yield from said(session)


def said(session: Session) -> Iterator[Said]:
    """Yield every text of a session that a person reads, in its order."""
    path = session.path
    yield Said(path, session.title, session.line)
    yield Said(path, session.overview, session.line, prose=True)
    section = None
    for step in session.steps:
        if step.section is not section:
            section = step.section
            yield Said(path, section.title, section.line)
            if exercise := section.exercise:
                for text in (
                    exercise.aim,
                    exercise.evidence,
                    exercise.caution,
                    exercise.easier,
                    exercise.stop,
                ):
                    yield Said(path, text, section.line, prose=True)
        content = step.content
        if isinstance(content, Lesson):
            yield Said(path, content.body, content.line, body=True, prose=True)
            continue
        prompt, *others = texts_of(content)
        yield Said(path, prompt, content.line, prose=True)
        yield from (Said(path, text, content.line) for text in others)


def texts_of(activity: Activity) -> list[str]:
    """Return an activity's texts, its question first: whatever its kind, nothing is left out."""
    own = (
        getattr(activity, field.name) for field in fields(activity) if field.name not in _NAMES | {"prompt"}
    )
    # A guided script is no question: it is told as its cues.
    question = "" if isinstance(activity, Guided) else activity.prompt
    return [question, *(text for value in own for text in _strings(value))]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value) and not isinstance(value, Condition):
        for field in fields(value):
            if field.name not in _NAMES:
                yield from _strings(getattr(value, field.name))


def paragraphs(markdown: str) -> Iterator[Paragraph]:
    """Yield the paragraphs and list items of a text; headings and marks are left out."""
    for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", markdown):
        start, lines, item = found.start(), list[str](), False
        at = start
        for line in found[0].split("\n"):
            mark = _LIST_ITEM.match(line)
            if (mark or line.startswith("#")) and lines:
                yield Paragraph(plain(" ".join(lines)), start, item)
                lines = []
            if not lines:
                start, item = at, mark is not None
            if not line.startswith("#"):
                lines.append(line[mark.end() :] if mark else line.lstrip("> "))
            at += len(line) + 1
        if lines:
            yield Paragraph(plain(" ".join(lines)), start, item)


def plain(text: str) -> str:
    """Return a text without citations and Markdown's marks for emphasis and code."""
    return " ".join(_MARKS.sub("", text).split())


def long_screens(program: Program) -> Iterator[Problem]:
    """Find lessons that do not fit on a screen."""
    for session in program.sessions:
        for step in session.steps:
            if isinstance(step.content, Lesson):
                words = sum(len(part.text.split()) for part in paragraphs(step.content.body))
                if words > MOST_WORDS:
                    wrong = f"this screen has {words} words"
                    right = f"keep to {MOST_WORDS}, or put a line of --- into it"
                    yield Problem(session.path, step.content.line, wrong, right)


def long_sentences(program: Program) -> Iterator[Problem]:
    """Find sentences that have to be read twice."""
    for one in said_by(program):
        for part in paragraphs(one.text):
            for sentence in _SENTENCE_END.split(part.text):
                words = sentence.split()
                if len(words) > LONGEST_SENTENCE:
                    begin = " ".join(words[:6])
                    wrong = f"a sentence has {len(words)} words ({begin} ...)"
                    right = f"make two of it, of at most {LONGEST_SENTENCE}"
                    yield Problem(one.path, one.line_at(part.at), wrong, right)


def unkind_words(program: Program) -> Iterator[Problem]:
    """Find words of the word list, in whatever a person reads; quoted words are another's."""
    for one in said_by(program):
        bare = _QUOTED.sub(_blank, one.text)
        for avoided in AVOIDED:
            for found in avoided.words.finditer(bare):
                line = one.line_at(found.start())
                yield Problem(one.path, line, f"{found[0]!r} {avoided.why}", avoided.instead)


def exclamations(program: Program) -> Iterator[Problem]:
    """Find exclamation marks."""
    for one in said_by(program):
        for found in re.finditer("!+", _CODE.sub(_blank, one.text)):
            line = one.line_at(found.start())
            yield Problem(one.path, line, "there is an exclamation mark", "end with a full stop")


def _blank(found: re.Match[str]) -> str:
    # Line breaks stay, so that what follows keeps its line.
    return re.sub(r"[^\n]", " ", found[0])


def repeated_names(program: Program) -> Iterator[Problem]:
    """Find names that open an example in one session after they did in another."""
    first: dict[str, Session] = {}
    for session in program.sessions:
        for one in said(session):
            for found in _OPENS_EXAMPLE.finditer(one.text):
                name = found[1]
                before = first.setdefault(name, session) if name[0].isupper() else session
                if before is not session:
                    wrong = f"{name} opens an example in {before.title!r} too"
                    yield Problem(one.path, one.line_at(found.start()), wrong, "choose another name")
