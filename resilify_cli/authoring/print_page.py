"""Writes a whole program as one HTML page, for review, for paper and for phones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.activities.answer_history import NO_ANSWERS
from resilify_cli.activities.base import Activity
from resilify_cli.activities.placeholders import fill_text
from resilify_cli.authoring.condition_text import condition_words
from resilify_cli.authoring.markdown_html import markdown_html
from resilify_cli.authoring.printed_parts import PaperPart, paper_parts
from resilify_cli.content.languages import find_language
from resilify_cli.content.models import Lesson, Program, Session, Step
from resilify_cli.safe import safe, safe_line
from resilify_cli.session.screens import SharedNotes, exercise_notes

if TYPE_CHECKING:
    from resilify_cli.activities.questions import Aside

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class PrintedStep:
    """A step on the page.

    Attributes:
        heading: The heading above it, if it is the first below that.
        heading_when: The condition of that heading in words, or an empty text.
        pause: Whether the place before it is a good one to stop.
        when: The condition of the step in words, or an empty text.
        notes: What is said before an exercise, if it opens one.
        text: The Markdown of a lesson.
        activity: The activity, or None for a lesson.
        parts: What the activity becomes on paper.
    """

    heading: str
    heading_when: str
    pause: bool
    when: str
    notes: tuple[Aside, ...]
    text: str
    activity: Activity | None
    parts: tuple[PaperPart, ...]


def render_program_page(program: Program) -> str:
    """Return the page of a program as HTML."""
    from resilify_cli.pages.environment import page_templates

    language = find_language(program.language)
    templates = page_templates(_TEMPLATES)
    templates.filters |= {
        "clean": safe,
        "line": safe_line,
        "markdown": partial(markdown_html, numbers=program.numbers),
        "words": partial(markdown_html, numbers=program.numbers, inline=True),
        "steps": partial(_printed_steps, program),
        "shape": lambda part: type(part).__name__,
        "translated": language.translate,
    }
    return templates.get_template("program.html").render(program=program, language=language)


def _printed_steps(program: Program, session: Session) -> Iterator[PrintedStep]:
    section = None
    for step in session.steps:
        is_first = step.section is not section
        section = step.section
        yield _print_step(program, session, step, is_first=is_first)


def _print_step(program: Program, session: Session, step: Step, *, is_first: bool) -> PrintedStep:
    content, section = step.content, step.section
    opens = isinstance(content, Lesson) and content.opens
    shared = SharedNotes.of(program, session, told=True)
    notes = tuple(exercise_notes(section.exercise, shared)) if opens and section.exercise else ()
    activity = content if isinstance(content, Activity) else None
    return PrintedStep(
        heading=section.title if is_first else "",
        heading_when=condition_words(section.when, program) if is_first and section.when else "",
        pause=section.pause and is_first,
        when=condition_words(activity.when, program) if activity and activity.when else "",
        notes=notes,
        text=fill_text(content.body, NO_ANSWERS) if isinstance(content, Lesson) else "",
        activity=activity,
        parts=tuple(paper_parts(activity, program)) if activity else (),
    )
