"""Practice: an activity done on its own, of a session already met or of a collection that is always open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity
from resilify_cli.activities.guided import Guided
from resilify_cli.activities.log import Log
from resilify_cli.activities.questions import Aside, Cue, Message, Move, PacedCues
from resilify_cli.content.markdown import plain_text
from resilify_cli.content.models import PRACTICES, Exercise, Program, Session, Step
from resilify_cli.prompters.protocol import Prompter, Screen
from resilify_cli.session import screens
from resilify_cli.session.multi_part_prompt import PromptResult

if TYPE_CHECKING:
    from resilify_cli.session.activity_asker import ActivityAsker


@dataclass(frozen=True, slots=True)
class Practice:
    """An activity that can be practised: where it comes from, and how often it was practised."""

    session: Session
    step: Step
    activity: Activity
    times: int


@dataclass(frozen=True, slots=True)
class PracticeGroup:
    """Practices that are listed under one title: of a program, or of one need.

    Attributes:
        title: The title.
        program: The program that they belong to.
        practices: The practices, in their order; at least one.
    """

    title: str
    program: Program
    practices: tuple[Practice, ...]


def practice_groups(program: Program, met: set[str], counts: dict[str, int]) -> list[PracticeGroup]:
    """Return the practices of a program in groups: a collection has one for each of its sessions.

    Args:
        program: The program.
        met: The ids of the sessions that were begun; of a collection, each is open.
        counts: How often each activity was practised, by its id.
    """
    if program.kind != PRACTICES:
        offered = practices(program, met, counts)
        return [PracticeGroup(program.title, program, tuple(offered))] if offered else []
    sessions = [(session, practices(program, {session.id}, counts)) for session in program.sessions]
    return [PracticeGroup(session.title, program, tuple(found)) for session, found in sessions if found]


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
    """Do the activity once, with what its exercise says first; an intense one ends with grounding.

    Args:
        program: The program.
        practice: What is done.
        asker: Asks it.
        position: What the top of the screen calls it.

    Returns:
        Whether it was gone through; where it was cut short, nothing is kept of it.
    """
    exercise = practice.step.section.exercise
    # It is a while since they were told, so all of them are told.
    shared = screens.SharedNotes.of(program, practice.session, told=False)
    notes = (
        Message(body=_notes_before(program, exercise, shared), continue_label="begin") if exercise else None
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
        if result is PromptResult.BACK:
            continue
        if exercise and exercise.intense and result is not PromptResult.LEAVE:
            _show_grounding(practice, asker.prompter, screen)
        return result in (PromptResult.DONE, PromptResult.DONE_AND_LEAVE)


def _notes_before(program: Program, exercise: Exercise, shared: screens.SharedNotes) -> tuple[Aside, ...]:
    """Return what is said before a practice; in a collection, also to someone who has begun no program."""
    if program.kind != PRACTICES:
        return tuple(screens.exercise_notes(exercise, shared))
    # One paragraph of care and one of stopping, so that all of it stands on one screen.
    whole = replace(
        exercise,
        caution=f"{exercise.caution} {shared.caution}".strip(),
        stop=f"{exercise.stop} {shared.stop}".strip(),
    )
    told = replace(shared, caution="", stop="")
    return (*screens.exercise_notes(whole, told), Aside(screens.SHORT_NOTICE))


def _show_grounding(practice: Practice, prompter: Prompter, screen: Screen) -> None:
    """Show the grounding at the end of the practice's session, or else one in words of our own."""
    steps = practice.session.steps
    after = steps[steps.index(practice.step) :]
    scripts = [step.content for step in after if step.section.grounding and isinstance(step.content, Guided)]
    cues = scripts[0].cues if scripts else _GROUNDING
    prompter.ask(
        PacedCues(cues=cues, without_timing=tuple(cue.text for cue in cues)),
        replace(screen, session=_BACK, notes=(), can_go_back=False, minutes_left=0),
        lambda _: None,
    )


_BACK = "Back to the room"
_GROUNDING = (
    Cue("Look up from the words, at something across the room.", 15),
    Cue("Feel what holds you: the floor, the chair, the bed.", 15),
    Cue("Listen for a sound from outside.", 15),
    Cue("Move your hands, and think of the next thing that you will do.", 15),
)
