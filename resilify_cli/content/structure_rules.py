"""Rules for the structure of sessions: arrival, plan, grounding, and what exercises need around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resilify_cli.activities.base import Activity
from resilify_cli.activities.follow_up import FollowUp
from resilify_cli.activities.plan import Plan
from resilify_cli.activities.problem import Problem
from resilify_cli.activities.recall import Recall
from resilify_cli.content.models import PRACTICES, Lesson, Program, Section, Session, Step
from resilify_cli.content.readable_text import activity_texts
from resilify_cli.content.session_paths import answer_combinations, greatest_sum

SHORTEST_MINUTES, LONGEST_MINUTES = 15, 35
MINUTES_TOLERANCE = 0.15
ARRIVAL_ID = "arriving"
MOST_MINUTES = 3
MOST_PRACTICE_MINUTES = 5
# Kinds of activity that go on in their own time.
_PACED = frozenset({"breathe", "guided"})
_IN_AN_EXERCISE = frozenset({*_PACED, "write"})
_NOTES = ("aim", "evidence", "caution", "easier", "stop")
_NEEDED_FOR_CARE = ("caution", "easier", "stop")
_INWARD = re.compile(
    r"\b(imagine|visuali[sz]e|picture yourself|in your mind's eye|close your eyes|eyes closed"
    r"|(a|one|your) hand on (your|the))\b",
    re.IGNORECASE,
)
_BODILY = re.compile(
    r"\b(breath\w*|inhal\w*|exhal\w*|body|bodies|chest|belly|shoulders|jaw|muscles?|face|palms?|feet|heart(?:beat)?)\b",
    re.IGNORECASE,
)
_ANOTHER_WAY = re.compile(
    r"\b(instead|otherwise|prefer|does not suit|not for you|leave (it|this) out|skip (it|this)"
    r"|whichever|another way)\b",
    re.IGNORECASE,
)


def missing_frame(program: Program) -> Iterator[Problem]:
    """Find sessions without an arrival at the beginning, a plan, or grounding at the end."""
    for session in program.sessions:
        if not session.steps:
            continue
        first, last = session.steps[0].section, session.steps[-1].section
        if first.id != ARRIVAL_ID:
            right = f"begin with ## Arriving {{#{ARRIVAL_ID}}} and something small to do"
            yield Problem(session.path, first.line, "the session does not open with an arrival", right)
        else:
            arrival = sum(step.minutes for step in _steps_in(session, first))
            if arrival > MOST_MINUTES:
                right = f"keep it to {MOST_MINUTES} minutes"
                yield Problem(session.path, first.line, f"the arrival takes {arrival:g} minutes", right)
        if not any(isinstance(activity, Plan) for activity in session.activities):
            right = "add a :::{plan} with one small thing for the week"
            yield Problem(session.path, session.line, "the session has no plan", right)
        if not last.grounding:
            right = "close with a heading of :grounding: yes"
            yield Problem(session.path, last.line, "the session does not close with grounding", right)


def missing_recall(program: Program) -> Iterator[Problem]:
    """Find sessions after the first plan that ask about no plan of an earlier session."""
    plans: set[str] = set()
    for session in program.sessions:
        looks_back = (one for one in session.activities if isinstance(one, Recall | FollowUp))
        asked = {activity_id for one in looks_back for activity_id, _ in one.referenced_activities()}
        if plans and not plans & asked:
            right = "add a :::{follow-up} of the last session's plan"
            yield Problem(session.path, session.line, "the session asks about no earlier plan", right)
        plans |= {activity.id for activity in session.activities if isinstance(activity, Plan)}


def incomplete_exercises(program: Program) -> Iterator[Problem]:
    """Find exercises without an aim, evidence, caution, easier way or way to stop."""
    for session in program.sessions:
        for section in _sections_of(session):
            if section.exercise:
                shared = _shared_notes(program, session)
                for name in _NOTES:
                    if not getattr(section.exercise, name) and not shared.get(name):
                        wrong = f"the exercise {section.title!r} has no :{name}:"
                        yield Problem(session.path, section.line, wrong, f"add :{name}: under the heading")


def incomplete_practices(program: Program) -> Iterator[Problem]:
    """Find activities of a collection of practices that can't be done alone in a few minutes."""
    if program.kind != PRACTICES:
        return
    for session in program.sessions:
        for step in session.steps:
            content = step.content
            if not isinstance(content, Activity):
                continue
            alone = (
                sum(isinstance(other.content, Activity) for other in _steps_in(session, step.section)) == 1
            )
            if not step.section.exercise or not alone:
                wrong, right = "stands in no exercise of its own", "put it alone under a heading with :aim:"
            elif not content.practice:
                wrong, right = "has no name to be practiced by", "add :practice: and its name"
            elif content.minutes > MOST_PRACTICE_MINUTES:
                wrong = f"takes {content.minutes:g} minutes"
                right = f"keep it to {MOST_PRACTICE_MINUTES} minutes"
            else:
                continue
            yield Problem(session.path, content.line, f"{content.id!r} {wrong}", right)


def unprotected_steps(program: Program) -> Iterator[Problem]:
    """Find steps that may stir up distress and are in no exercise with a caution and a way to stop."""
    for session in program.sessions:
        for step in session.steps:
            content = step.content
            if not isinstance(content, Activity) or _has_care_notes(step.section, program):
                continue
            if content.kind in _PACED:
                yield from _paced_alone(session, step, content)
            elif content.kind in _IN_AN_EXERCISE or _INWARD.search(" ".join(activity_texts(content))):
                yield Problem(
                    session.path,
                    content.line,
                    f"{content.id!r} stands in no exercise",
                    "put it under a heading with :aim:, :caution:, :easier: and :stop:",
                )


def _paced_alone(session: Session, step: Step, activity: Activity) -> Iterator[Problem]:
    if activity.minutes > MOST_MINUTES:
        yield Problem(
            session.path,
            activity.line,
            f"{activity.id!r} takes {activity.minutes:g} minutes and stands in no exercise",
            f"put it into an exercise with :caution:, :easier: and :stop:, or keep to {MOST_MINUTES} minutes",
        )
    elif (
        not step.section.grounding
        and _turns_inward(activity)
        and not _ANOTHER_WAY.search(_words_of(session, step.section))
    ):
        yield Problem(
            session.path,
            activity.line,
            f"nothing says what to do instead of {activity.id!r}",
            "offer another way in the text: sounds, the feet, or to skip it",
        )


def _turns_inward(activity: Activity) -> bool:
    """Return whether an activity leads to breath, body or pictures in the mind, which some can't bear."""
    words = " ".join(activity_texts(activity))
    return activity.kind != "guided" or any(pattern.search(words) for pattern in (_INWARD, _BODILY))


def repeated_intense_exercises(program: Program) -> Iterator[Problem]:
    """Find sessions in which one person can meet two intense exercises."""
    for session in program.sessions:
        if greatest_sum(session, program, lambda step: float(_begins_intense_exercise(step))) > 1:
            second = [step.section for step in session.steps if _begins_intense_exercise(step)][1]
            right = "make one of them lighter, or a choice between them with :when:"
            yield Problem(session.path, second.line, "this is the second intense exercise", right)


def missing_way_back(program: Program) -> Iterator[Problem]:
    """Find intense exercises that a person can meet without a grounding step after them."""
    for session in program.sessions:
        for at, step in enumerate(session.steps):
            if not _begins_intense_exercise(step):
                continue
            after = [s for s in session.steps[at:] if s.section.grounding and _kind_name(s) in _PACED]
            for history in answer_combinations([step, *after], program):
                if step.is_shown(history) and not any(way_out.is_shown(history) for way_out in after):
                    yield Problem(
                        session.path,
                        step.section.line,
                        f"nothing leads back to the room after {step.section.title!r}",
                        "add a heading of :grounding: yes with a :::{guided} step after it",
                    )
                    break


def _begins_intense_exercise(step: Step) -> bool:
    exercise = step.section.exercise
    return bool(exercise and exercise.intense and isinstance(step.content, Lesson) and step.content.opens)


def _has_care_notes(section: Section, program: Program) -> bool:
    exercise, shared = section.exercise, {"caution": program.caution, "stop": program.stop}
    return exercise is not None and all(
        getattr(exercise, name) or shared.get(name) for name in _NEEDED_FOR_CARE
    )


def _shared_notes(program: Program, session: Session) -> dict[str, str]:
    """Return the shared notes of all exercises of a session, by the option that each stands for."""
    return {"caution": program.caution, "stop": program.stop, "evidence": session.evidence}


def _kind_name(step: Step) -> str:
    return step.content.kind if isinstance(step.content, Activity) else ""


def _sections_of(session: Session) -> Iterator[Section]:
    yield from dict.fromkeys(step.section for step in session.steps)


def _steps_in(session: Session, section: Section) -> list[Step]:
    return [step for step in session.steps if step.section is section]


def _words_of(session: Session, section: Section) -> str:
    parts = []
    for step in _steps_in(session, section):
        content = step.content
        parts += [content.body] if isinstance(content, Lesson) else activity_texts(content)
    return " ".join(parts)


def wrong_minutes(program: Program) -> Iterator[Problem]:
    """Find sessions that are too short or too long, or whose `minutes` differ from those of their steps."""
    for session in program.sessions:
        said = session.minutes
        longest = greatest_sum(session, program, lambda step: step.minutes)
        if abs(said - longest) > MINUTES_TOLERANCE * longest:
            yield Problem(
                session.path,
                session.line,
                f"the session says {said:g} minutes, and its steps take up to {longest:g}",
                f"write minutes: {round(longest)}, or change the steps",
            )
        if not SHORTEST_MINUTES <= said <= LONGEST_MINUTES:
            right = f"keep to {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes, or make two of it"
            yield Problem(session.path, session.line, f"the session takes {said:g} minutes", right)
