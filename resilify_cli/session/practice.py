"""Practice: an activity of a session already met, done again on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from resilify_cli.activities.base import Activity
from resilify_cli.activities.log import Log
from resilify_cli.activities.questions import Message, Move
from resilify_cli.content.markdown import plain_text
from resilify_cli.content.models import Program, Session, Step
from resilify_cli.prompters.protocol import Screen
from resilify_cli.session import screens
from resilify_cli.session.activity_asker import ActivityAsker
from resilify_cli.session.multi_part_prompt import PromptResult


@dataclass(frozen=True, slots=True)
class Practice:
    """An activity that can be practised: where it comes from, and how often it was practised."""

    session: Session
    step: Step
    activity: Activity
    times: int


def practices(program: Program, met: set[str], counts: dict[str, int]) -> list[Practice]:
    """List the practices from the sessions whose ids are in `met`, in their order.

    Those are the activities that the author names as a practice. A program that names none, such as
    an outline, offers each that is answered in words.
    """
    every = [
        Practice(session, step, step.content, sum(counts.get(name, 0) for name in names))
        for session in program.sessions
        if not met.isdisjoint(program.stored_ids(session.id))
        for step in session.steps
        if isinstance(step.content, Activity)
        for names in [program.stored_ids(step.content.id)]
    ]
    named = any(activity.practice for _, activity in program.activities.values())
    return [
        practice
        for practice in every
        if (practice.activity.practice if named else _is_practiced(practice.activity))
    ]


def _is_practiced(activity: Activity) -> bool:
    """Return whether an activity that nobody named a practice is one; a log is filled by its own command."""
    return activity.in_journal and not isinstance(activity, Log)


def find_practice(offered: Sequence[Practice], name: str) -> Practice | None:
    """Return the practice whose id or name this is, whatever the case; part of a name is enough."""
    wanted = name.strip().lower()
    for practice in offered:
        if wanted in (practice.activity.id, practice.activity.name.lower()):
            return practice
    return next((p for p in offered if wanted and wanted in p.activity.name.lower()), None)


def run_practice(
    program: Program, practice: Practice, asker: ActivityAsker, position: str = "Practice"
) -> bool:
    """Do the activity once, with what its exercise says first.

    Args:
        program: The program.
        practice: What is done.
        asker: Asks it.
        position: What the top of the screen calls it.

    Returns:
        Whether it was done.
    """
    exercise = practice.step.section.exercise
    # It is a while since they were told, so all of them are told.
    shared = screens.SharedNotes.of(program, practice.session, told=False)
    notes = (
        Message(body=tuple(screens.exercise_notes(exercise, shared)), continue_label="begin")
        if exercise
        else None
    )
    screen = Screen(
        program.title,
        plain_text(practice.activity.name),
        position,
        minutes_left=practice.activity.minutes,
        can_go_back=False,
        notes=shared.side_notes if exercise else (),
        citations=program.numbers,
    )
    while True:
        if notes and asker.prompter.ask(notes, replace(screen, notes=()), lambda _: None) is Move.LEAVE:
            return False
        result = asker.ask(
            practice.activity, replace(screen, can_go_back=notes is not None), lambda: None
        ).result
        if result is not PromptResult.BACK:
            return result in (PromptResult.DONE, PromptResult.DONE_AND_LEAVE)
