"""Yields every text of a program that a person reads, with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.activities.condition import Condition
from resilify_cli.activities.guided import Guided
from resilify_cli.activities.limits import LONGEST_TEXT
from resilify_cli.content.markdown import TextBlock, text_blocks
from resilify_cli.content.models import Exercise, Lesson, Program, Session
from resilify_cli.content.text_lines import find_line

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity

# Fields of an activity that name something and are never read by the person.
_INTERNAL_FIELDS = frozenset(
    {"id", "compare_with", "activity_id", "classes", "by", "sums", "grow", "of", "again", "target"}
)


@dataclass(frozen=True, slots=True)
class ReadableText:
    """A text that a person reads.

    Attributes:
        path: The file it is in.
        markdown: The text.
        line: The line that it begins on, counted from 1.
        as_in_file: Whether each line of the text is a line of the file.
        sentences: Whether it is written in full sentences.
    """

    path: Path
    markdown: str
    line: int
    as_in_file: bool = False
    sentences: bool = False

    def blocks(self) -> tuple[TextBlock, ...]:
        """Return the text block by block, without marks and citations."""
        # More than that is refused, and needs no rules.
        return text_blocks(self.markdown[:LONGEST_TEXT])

    def line_at(self, block: TextBlock, position: int = 0) -> int:
        """Return the line of the file at a position in a block, as near as it is known."""
        if self.as_in_file:
            return self.line + block.line + block.text.count("\n", 0, position)
        return find_line(self.path, block.text[position:], self.line)


def program_texts(program: Program) -> Iterator[ReadableText]:
    """Yield every text of a program that a person reads."""
    file = program.file
    yield ReadableText(file, program.title, 1)
    yield ReadableText(file, program.overview, 1)
    yield from (ReadableText(file, text, 1, sentences=True) for text in (program.caution, program.stop))
    yield from (ReadableText(file, reference.finding, reference.line) for reference in program.references)
    for session in program.sessions:
        yield from session_texts(session)


def session_texts(session: Session) -> Iterator[ReadableText]:
    """Yield every text of a session that a person reads, in its order."""
    path = session.path
    yield ReadableText(path, session.title, session.line)
    yield ReadableText(path, session.overview, session.line, sentences=True)
    yield ReadableText(path, session.evidence, session.line, sentences=True)
    section = None
    for step in session.steps:
        if step.section is not section:
            section = step.section
            yield ReadableText(path, section.title, section.line)
            for text in _exercise_texts(section.exercise):
                yield ReadableText(path, text, section.line, sentences=True)
        content = step.content
        if isinstance(content, Lesson):
            yield ReadableText(path, content.body, content.line, as_in_file=True, sentences=True)
            continue
        prompt, *others = activity_texts(content)
        yield ReadableText(path, prompt, content.line, sentences=True)
        yield from (ReadableText(path, text, content.line) for text in others)


def activity_texts(activity: Activity) -> list[str]:
    """Return an activity's texts, its question first: whatever its kind, nothing is left out."""
    left_out = _INTERNAL_FIELDS | activity.quoted_fields | {"prompt"}
    names = [field.name for field in fields(activity) if field.name not in left_out]
    # A guided script is no question: it is among the texts as its cues.
    question = "" if isinstance(activity, Guided) else activity.prompt
    texts = [text for name in names for text in _strings_in(getattr(activity, name))]
    if activity.example and activity.example in texts:
        # Each line of an example is an answer of its own.
        at = texts.index(activity.example)
        texts[at : at + 1] = activity.example.splitlines()
    return [question, *texts]


def _exercise_texts(exercise: Exercise | None) -> tuple[str, ...]:
    if exercise is None:
        return ()
    return (exercise.aim, exercise.evidence, exercise.caution, exercise.easier, exercise.stop)


def _strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings_in(one)
    elif is_dataclass(value) and not isinstance(value, Condition):
        for field in fields(value):
            if field.name not in _INTERNAL_FIELDS:
                yield from _strings_in(getattr(value, field.name))
