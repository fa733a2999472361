"""The screens around a session's steps: the first welcome, its beginning, what is said before an exercise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from resilify_cli.activities.placeholders import fill_text
from resilify_cli.activities.questions import Aside, Block, MarkdownBlock, Message, OwnWords
from resilify_cli.prompters.protocol import Screen, SideNote

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.base import Activity
    from resilify_cli.content.models import Exercise, Lesson, Program, Reference, Session, Step

CRISIS = "If things feel too much at any time: resilify help-now lists people to call, offline."
# The notice in one line, with the command that tells all of it.
SHORT_NOTICE = "This is self-help for adults, and no treatment. More: resilify about"


def welcome(store: Path) -> Message:
    """Return the screen that everyone sees once, before the first session."""
    return Message(
        body=(
            MarkdownBlock(
                "This is self-help for adults. It is not therapy, diagnosis or emergency care, "
                "and no clinician reads along."
            ),
            MarkdownBlock(
                f"What you write stays on this computer, in `{store}`, a plain file that "
                "other accounts on it can't open. Nothing is sent anywhere."
            ),
            MarkdownBlock("If you are in danger or in crisis, `resilify help-now` lists people to call."),
            Aside("To read this again: resilify about"),
        ),
        continue_label="begin",
    )


def beginning(session: Session, minutes: float) -> Message:
    """Return the screen before a session's first step, which says about how many minutes it takes."""
    blocks: list[Block] = []
    if session.overview:
        blocks.append(MarkdownBlock(session.overview))
    blocks += [Aside(_length_text(max(1, round(minutes)))), Aside(CRISIS)]
    return Message(body=tuple(blocks), continue_label="begin")


def _length_text(minutes: int) -> str:
    # Each is one text, as a translation knows it.
    if minutes == 1:
        return (
            "About a minute. Anything can be skipped, nothing is marked, "
            "and you can leave at any point: your words and your place are kept."
        )
    return (
        f"About {minutes} minutes. Anything can be skipped, nothing is marked, "
        "and you can leave at any point: your words and your place are kept."
    )


@dataclass(frozen=True, slots=True)
class SharedNotes:
    """What is said of all exercises: when to take care and how to stop, and what is known of them.

    `told` is whether the care and the way out were told before an exercise already.
    """

    caution: str = ""
    stop: str = ""
    evidence: str = ""
    told: bool = False

    @classmethod
    def of(cls, program: Program, session: Session, *, told: bool) -> Self:
        """Return those of a program's exercises in one of its sessions."""
        return cls(program.caution, program.stop, session.evidence, told)

    @property
    def side_notes(self) -> tuple[SideNote, ...]:
        """The care and the way out, to be read beside what an exercise asks."""
        pairs = (("Take care", self.caution), ("To stop", self.stop))
        body = tuple(Aside(text, label) for label, text in pairs if text)
        return (SideNote("care", "read when to take care and how to stop", body),) if body else ()


def lesson(step: Step, content: Lesson, history: AnswerHistory, shared: SharedNotes | None = None) -> Message:
    """Return a lesson's screen, or what is said before an exercise if it opens one."""
    if content.opens and step.section.exercise:
        return Message(body=tuple(exercise_notes(step.section.exercise, shared)))
    return Message(body=(MarkdownBlock(fill_text(content.body, history)),))


def exercise_notes(exercise: Exercise, shared: SharedNotes | None = None) -> Iterator[Aside]:
    """Yield what is said before an exercise: a warning first, if it is intense.

    Args:
        exercise: The exercise.
        shared: What is said of all exercises; its care and way out are left out where they were told before.
    """
    shared = shared or SharedNotes()
    both = SharedNotes() if shared.told else shared
    warning = (
        "This one can stir things up. Read the notes first. You can skip it, or stop at any point."
        if exercise.intense
        else ""
    )
    said = (
        ("Before you begin", warning),
        ("What it is for", exercise.aim),
        ("What is known", exercise.evidence or shared.evidence),
        ("Take care", both.caution),
        ("Take care here" if both.caution else "Take care", exercise.caution),
        ("An easier way", exercise.easier),
        ("To stop", both.stop),
        ("To stop this one" if both.stop else "To stop", exercise.stop),
    )
    for label, text in said:
        if text:
            yield Aside(text, label)


def with_example(activity: Activity, screen: Screen) -> Screen:
    """Return a screen with the activity's worked answer beside its questions, if it has one."""
    if not activity.example:
        return screen
    shown = (OwnWords(activity.example, "How one answer looks"),)
    return replace(screen, notes=(SideNote("example", "read how one answer looks", shown), *screen.notes))


def source(number: int, reference: Reference) -> str:
    """Return one reference as Markdown, numbered as it is cited."""
    named = f"{reference.reference} {reference.title}".strip()
    parts = (named, reference.finding, reference.link)
    return f"\\[{number}\\] " + "  \n".join(escaped(part) for part in parts if part)


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>#!" else character for character in text)
