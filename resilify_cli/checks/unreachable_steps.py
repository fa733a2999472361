"""Finds steps that no answers lead to, empty exercises, and choices that strand whoever skips them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from resilify_cli.activities.base import Activity
from resilify_cli.activities.problem import Problem
from resilify_cli.content.condition_checks import impossible_conditions
from resilify_cli.content.models import Lesson, Program, Session, Step
from resilify_cli.content.session_paths import HypotheticalAnswers, answer_combinations, conditions_of

# More ways are not tried, and of a step that was not met on them nothing is said.
_MOST_WAYS = 5_000


def unreachable_steps(program: Program) -> Iterator[Problem]:
    """Yield a problem for each step that is shown after no answers that one person can give."""
    steps = {step.id: step for session in program.sessions for step in session.steps}
    # A condition that asks for what is not there is told as that, and leads nowhere for that reason.
    impossible = {(one.path, one.line) for one in impossible_conditions(program)}
    for session in program.sessions:
        told = None
        for step in session.steps:
            if step.section is told or not any(conditions_of(step)):
                continue
            if _can_be_shown(step, steps, program):
                continue
            of_section = step.section.when is not None and not _can_be_shown(
                Step(Lesson("", "", 0), step.section), steps, program
            )
            told = step.section if of_section else told
            line = step.section.when_line if of_section else _when_line(step)
            if (session.path, line) not in impossible:
                right = "change the condition, or remove what it hides"
                yield Problem(session.path, line, "no answers lead to this step", right)


def _when_line(step: Step) -> int:
    content = step.content
    return content.when_line if isinstance(content, Activity) and content.when else step.section.when_line


def _can_be_shown(step: Step, steps: dict[str, Step], program: Program) -> bool:
    """Return whether some answers show a step, where only what is shown is answered."""
    needed = _needed_steps(step, steps)
    ways = 0
    for history in islice(answer_combinations([step, *needed], program), _MOST_WAYS):
        ways += 1
        if step.is_shown(history) and all(
            one.is_shown(history) for one in needed if _is_answered(one.id, history)
        ):
            return True
    return ways >= _MOST_WAYS


def _needed_steps(step: Step, steps: dict[str, Step]) -> list[Step]:
    """Return the steps whose answers decide about a step, directly or through another."""
    found: dict[str, Step] = {}
    ahead = [step]
    while ahead:
        for condition in conditions_of(ahead.pop()):
            for test in condition.tests():
                for name, _ in test.references:
                    if name in steps and name not in found:
                        found[name] = steps[name]
                        ahead.append(steps[name])
    return list(found.values())


def _is_answered(activity_id: str, history: HypotheticalAnswers) -> bool:
    return any(value is not None for (owner, _), value in history.given.items() if owner == activity_id)


def empty_exercises(program: Program) -> Iterator[Problem]:
    """Yield a problem for each exercise whose frame has nothing in it."""
    for session in program.sessions:
        for step in session.steps:
            is_frame = isinstance(step.content, Lesson) and step.content.opens
            if is_frame and sum(one.section is step.section for one in session.steps) == 1:
                right = "write its text or an activity under the options"
                wrong = f"the exercise {step.section.title[:40]!r} has nothing in it"
                yield Problem(session.path, step.section.line, wrong, right)


def stranding_choices(program: Program) -> Iterator[Problem]:
    """Yield a problem for each choice that leaves nothing of its exercise to whoever skips it."""
    for session in program.sessions:
        for at, step in enumerate(session.steps):
            content = step.content
            if not isinstance(content, Activity) or content.kind not in ("choose", "select"):
                continue
            if _strands(session, at, content):
                right = f"add what comes then, with :when: {content.id} not answered"
                wrong = f"whoever skips {content.id!r} is shown nothing of what follows it"
                yield Problem(session.path, content.line, wrong, right)


def _strands(session: Session, at: int, choice: Activity) -> bool:
    """Return whether a choice leaves nothing to whoever skips it.

    It does where all that follows in the session is hidden then, and where it is a fork, of which each option
    leads somewhere, and all else under its heading and those of its ways is hidden.
    """
    after = session.steps[at + 1 :]
    decided = [step for step in after if _depends_on(step, choice.id)]
    skipped = HypotheticalAnswers({(choice.id, ""): None})
    if not decided or any(step.is_shown(skipped) for step in decided):
        return False
    if not any(step.is_shown(skipped) for step in after):
        return True
    sections = (session.steps[at].section, *(step.section for step in decided))
    if any(step.is_shown(skipped) for step in after if step.section in sections):
        return False
    options = choice.options_of() if choice.kind == "choose" else None
    leads_on = (
        any(step.is_shown(HypotheticalAnswers({(choice.id, ""): option})) for step in decided)
        for option in options or ()
    )
    return bool(options) and all(leads_on)


def _depends_on(step: Step, choice: str) -> bool:
    tests = (test for condition in conditions_of(step) for test in condition.tests())
    return any(name == choice for test in tests for name, _ in test.references)
