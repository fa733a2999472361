"""Chooses the screens of a preview: those that a reader meets at each step, and why others are not met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resilify_cli.authoring.ways import find_ways
from resilify_cli.content.session_paths import conditions_of

if TYPE_CHECKING:
    from resilify_cli.activities.questions import Question
    from resilify_cli.authoring.given_answers import GivenAnswer, GivenAnswers
    from resilify_cli.authoring.trial_walk import TrialWalk, WalkedSession, WalkedStep
    from resilify_cli.content.models import Program, Session
    from resilify_cli.prompters.protocol import Screen

BEFORE_FIRST_STEP = "beginning"
AFTER_LAST_STEP = "end"


@dataclass(frozen=True, slots=True)
class PreviewScreen:
    """One screen of a preview.

    Attributes:
        label: What it is called above it: its step and kind, or why it is not shown.
        heading: The heading that stands on it; an empty text where it is that of the screen before.
        question: What is asked or told; None for a step that is not shown.
        screen: What stands around the question.
    """

    label: str
    heading: str = ""
    question: Question | None = None
    screen: Screen | None = None


def session_screens(walk: TrialWalk, walked: WalkedSession, only: str = "") -> Iterator[PreviewScreen]:
    """Yield the screens of a session, or those of one step.

    Args:
        walk: The walk that met them.
        walked: The session of it.
        only: The id of the step; all steps if empty.
    """
    around = walk.prompter.steps.get((walked.session.id, ""))
    opening = around.screens[:1] if around and not only else []
    for question, screen in opening:
        yield PreviewScreen(BEFORE_FIRST_STEP, question=question, screen=screen)
    heading = ""
    for one in walked.steps:
        if only and one.step.id.removeprefix("#") != only.removeprefix("#"):
            continue
        for shown in _step_screens(one, is_alone=bool(only)):
            yield replace(shown, heading="" if shown.heading == heading else shown.heading)
            heading = shown.heading or heading
    for question, screen in around.screens[1:] if around and not only else []:
        yield PreviewScreen(AFTER_LAST_STEP, question=question, screen=screen)
    if walked.crash:
        yield PreviewScreen(f"ended too early: {walked.crash}")


def session_of_step(program: Program, step_id: str) -> Session | None:
    """Return the session of a step, which may be named without its `#`; None where there is no such step."""
    wanted = step_id.removeprefix("#")
    for session in program.sessions:
        if any(step.id.removeprefix("#") == wanted for step in session.steps):
            return session
    return None


def walk_to_step(
    program: Program,
    given: GivenAnswers,
    step_id: str,
    session: Session,
    walk: Callable[[GivenAnswers], TrialWalk],
) -> tuple[TrialWalk, Mapping[str, GivenAnswer]]:
    """Walk so that a step is shown, with other answers beside the given ones if it takes those.

    Args:
        program: The program.
        given: The answers that an author gave, which stay.
        step_id: The step.
        session: Its session.
        walk: Walks with answers, up to that session.

    Returns:
        The walk, and the answers that were added for the step's conditions; a walk that does not show it
        where no answers do.
    """
    first = walk(given)
    if _shows_step(first, step_id, session):
        return first, {}
    for way in find_ways(program).answers:
        added = {name: answer for name, answer in way.answers.items() if name not in given.answers}
        tried = walk(
            replace(
                given, answers={**added, **given.answers}, skip=given.skip | way.skip - set(given.answers)
            )
        )
        if _shows_step(tried, step_id, session):
            return tried, {
                name: answer for name, answer in added.items() if name in _asked_by(step_id, session)
            }
    return first, {}


def _asked_by(step_id: str, session: Session) -> set[str]:
    """Return the activities whose answers the conditions of a step ask for."""
    wanted = step_id.removeprefix("#")
    steps = [step for step in session.steps if step.id.removeprefix("#") == wanted]
    tests = [test for step in steps for one in conditions_of(step) for test in one.tests()]
    return {activity_id for test in tests for activity_id, _ in test.references}


def _shows_step(walk: TrialWalk, step_id: str, session: Session) -> bool:
    wanted = step_id.removeprefix("#")
    return any(
        shown.removeprefix("#") == wanted
        for walked in walk.sessions
        if walked.session.id == session.id
        for shown in walked.shown
    )


def _step_screens(one: WalkedStep, *, is_alone: bool) -> Iterator[PreviewScreen]:
    """Yield the screens of a step; beside others, a text is with the question below it."""
    if one.trace is None:
        yield PreviewScreen(f"{one.step.id} · {one.kind} · not shown: {one.hidden_by}")
        return
    for at, (question, screen) in enumerate(one.trace.screens):
        if screen.step_id != one.step.id and not is_alone:
            yield PreviewScreen(f"{one.step.id} · {one.kind} · on one screen with {screen.step_id}")
            continue
        part = f" · {at + 1}" if len(one.trace.screens) > 1 else ""
        yield PreviewScreen(
            f"{screen.step} of {screen.steps} · {one.step.id} · {one.kind}{part}",
            screen.heading,
            question,
            screen,
        )
