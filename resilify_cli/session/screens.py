"""The screens around a session's steps: the first welcome, its beginning, its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from resilify_cli.activities.answer_history import AnswerHistory
from resilify_cli.activities.base import Activity
from resilify_cli.activities.placeholders import fill_text
from resilify_cli.activities.questions import Aside, Block, MarkdownBlock, Message, OwnWords
from resilify_cli.content.markdown import plain_text
from resilify_cli.content.models import Exercise, Lesson, Program, Reference, Session, Step
from resilify_cli.prompters.protocol import Screen, SideNote
from resilify_cli.session.stored_history import StoredAnswerHistory

CRISIS = "If things feel too much at any time: resilify help-now lists people to call, offline."
_PAUSE = timedelta(days=7)
_MOST_LINES = 6


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
        ),
        continue_label="begin",
    )


def beginning(session: Session) -> Message:
    """Return the screen before a session's first step."""
    blocks: list[Block] = []
    if session.overview:
        blocks.append(MarkdownBlock(session.overview))
    blocks.append(
        Aside(
            f"About {session.minutes:g} minutes. Anything can be skipped, nothing is marked, "
            "and you can leave at any point: your words and your place are kept."
        )
    )
    blocks.append(Aside(CRISIS))
    return Message(body=tuple(blocks), continue_label="begin")


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


def ending(
    program: Program, session: Session, history: StoredAnswerHistory, done: int, now: datetime
) -> Message:
    """Return the end of a session: what was done, the person's words, and when to go on."""
    # How many were left out is nobody's business, so it is not said.
    did = f"You did {done} of its steps." if done else "You looked through it, and that is fine too."
    blocks: list[Block] = [MarkdownBlock(f"That was the session. {did}")]
    words = [(activity, kept.text) for activity, kept in _answered(session, history) if kept.text]
    plans = [text for activity, text in words if activity.kind == "plan"]
    others = [(activity, text) for activity, text in words if activity.kind != "plan"]
    if plans:
        blocks.append(MarkdownBlock("**Your plan**"))
        blocks.extend(OwnWords(text) for text in plans)
    blocks.append(MarkdownBlock(_what_next(program, session, now)))
    blocks.append(Aside(CRISIS))
    if others:
        blocks.append(MarkdownBlock("**Your words**, also in `resilify journal`"))
        blocks.extend(OwnWords(_shortened(text), _question(activity)) for activity, text in others)
    return Message(body=tuple(blocks), continue_label="go on")


def sources(program: Program, session: Session) -> Message | None:
    """Return the references that a session cites, or None if it cites none."""
    cited = {ident for ident, _ in session.cites}
    references = [reference for reference in program.references if reference.id in cited]
    if not references:
        return None
    listed = (MarkdownBlock(source(program.numbers[reference.id], reference)) for reference in references)
    return Message(body=(MarkdownBlock("**Where this comes from**"), *listed), continue_label="finish")


def source(number: int, reference: Reference) -> str:
    """Return one reference as Markdown, numbered as it is cited."""
    named = f"{reference.reference} {reference.title}".strip()
    parts = (named, reference.finding, reference.link)
    return f"\\[{number}\\] " + "  \n".join(escaped(part) for part in parts if part)


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>#!" else character for character in text)


def _answered(session: Session, history: StoredAnswerHistory) -> Iterator[tuple[Activity, OwnWords]]:
    for activity in session.activities:
        kept = history.own(activity.id)
        if kept and activity.in_journal and not activity.private:
            yield activity, OwnWords(kept.text)


def _question(activity: Activity) -> str:
    """Name an activity by its title, else the first sentence of its question."""
    first = plain_text(activity.title or activity.prompt).strip().partition("\n")[0]
    end = first.find("?") + 1
    return first[:end] if end else first.rstrip(":.")


def _shortened(text: str) -> str:
    lines = text.splitlines()
    return text if len(lines) <= _MOST_LINES else "\n".join([*lines[:_MOST_LINES], "…"])


def _what_next(program: Program, session: Session, now: datetime) -> str:
    number = program.session_number(session.id) or 0
    ahead = [one for one in program.sessions[number:] if not one.planned]
    if not ahead and number < len(program.sessions):
        return "The next session is not written yet. You can take any session again, at any time."
    if len(program.sessions) == 1:
        return "That was all of it. You can take it again at any time."
    if not ahead:
        return "That was the last session. You can look back, or take any session again, at any time."
    then = now + _PAUSE
    title = escaped(ahead[0].title)
    return (
        f"Next: **{title}**. About a week from now, around {then:%A} {then.day} {then:%B}, "
        "is a good time. Sooner or later is fine too. `resilify continue` goes on from here."
    )
