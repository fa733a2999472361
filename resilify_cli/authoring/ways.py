"""The distinct ways through the conditions of a program: answers that lead along each of them.

Conditions that hang on different answers say nothing of each other, so they are tried side by side: one walk
tries one combination of each group of conditions that hang together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.answer_history import NO_ANSWERS
from resilify_cli.activities.base import Activity
from resilify_cli.activities.checkup import Checkup
from resilify_cli.activities.questions import AnswerValue
from resilify_cli.authoring.given_answers import GivenAnswer, GivenAnswers
from resilify_cli.content.session_paths import (
    AnswerPart,
    HypotheticalAnswers,
    answer_combinations,
    conditions_of,
)

if TYPE_CHECKING:
    from resilify_cli.activities.scale import Scale
    from resilify_cli.content.models import Program, Step

MOST_WAYS = 100
# Of more combinations of answers within one group the rest is not tried.
_MOST_COMBINATIONS = 4_000

Combination = Mapping[AnswerPart, AnswerValue]


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to walk.

    Attributes:
        answers: The answers of each way.
        is_cut: Whether there are more ways than these.
    """

    answers: tuple[GivenAnswers, ...]
    is_cut: bool


def find_ways(program: Program) -> Ways:
    """Return the ways through a program: all skipped, all answered, and each combination that differs."""
    is_cut = False
    groups: list[list[Combination]] = []
    for steps in _independent_groups(program):
        tried = list(islice(answer_combinations(steps, program), _MOST_COMBINATIONS + 1))
        is_cut = is_cut or len(tried) > _MOST_COMBINATIONS
        groups.append(_distinct_combinations(steps, tried[:_MOST_COMBINATIONS]))
    number = max(map(len, groups), default=0)
    combined = [
        {part: value for group in groups for part, value in group[at % len(group)].items()}
        for at in range(min(number, MOST_WAYS))
    ]
    ways = [
        GivenAnswers(),
        *(_answers_for(program, one) for one in combined),
        GivenAnswers(skips_others=True),
    ]
    return Ways(tuple(ways), is_cut or number > MOST_WAYS)


def _independent_groups(program: Program) -> Iterator[list[Step]]:
    """Yield the steps that can be left out, in groups that hang on no answer in common."""
    groups: list[tuple[set[str], list[Step]]] = []
    for step in (step for session in program.sessions for step in session.steps):
        names = _deciding_answers(step)
        if not names:
            continue
        tied = [group for group in groups if group[0] & names]
        groups = [group for group in groups if group not in tied]
        groups.append((names.union(*(group[0] for group in tied)), [*(s for g in tied for s in g[1]), step]))
    order = {id(step): at for at, step in enumerate(s for one in program.sessions for s in one.steps)}
    for _, steps in groups:
        yield sorted(steps, key=lambda step: order[id(step)])


def _deciding_answers(step: Step) -> set[str]:
    """Return the ids of the answers that decide whether a step is shown, with its own; none for most."""
    tests = [test for condition in conditions_of(step) for test in condition.tests()]
    names = {activity_id for test in tests for activity_id, _ in test.references}
    content = step.content
    if not isinstance(content, Activity):
        return names
    if not tests and not content.is_shown(NO_ANSWERS):
        names |= {activity_id for activity_id, _ in content.referenced_activities()}
    return names | {content.id} if names else names


def _distinct_combinations(steps: Sequence[Step], tried: Sequence[HypotheticalAnswers]) -> list[Combination]:
    """Return the combinations that show different steps; an activity that is not shown has no answer."""
    found: dict[tuple[str, ...], Combination] = {}
    for history in tried:
        given = dict(history.given)
        shown = []
        for step in steps:
            if step.is_shown(HypotheticalAnswers(given)):
                shown.append(f"{step.section.line} {step.id}")
            elif isinstance(step.content, Activity):
                given |= {part: None for part in {*given, (step.id, "")} if part[0] == step.id}
        found.setdefault(tuple(shown), history.given)
    return list(found.values()) or [{}]


def _answers_for(program: Program, combination: Combination) -> GivenAnswers:
    """Return the answers that a combination asks for."""
    answers: dict[str, GivenAnswer] = {}
    skip = set()
    for (activity_id, part), value in combination.items():
        _, activity = program.activities.get(activity_id, (None, None))
        if activity is None:
            continue
        if value is None:
            if not part:
                skip.add(activity_id)
            continue
        scale = _scale_of(activity, part)
        if scale is not None and isinstance(value, int | float):
            answers[activity_id] = {**_given_parts(answers, activity_id), **numbers_with_score(scale, value)}
        elif part:
            answers[activity_id] = {**_given_parts(answers, activity_id), part: value}
        elif _accepts(activity, value):
            answers[activity_id] = [value] if isinstance(value, list) else value
    return GivenAnswers(answers, frozenset(skip))


def _given_parts(answers: Mapping[str, GivenAnswer], activity_id: str) -> dict[str, Any]:
    """Return the named parts that an activity was given so far."""
    given = answers.get(activity_id)
    return given if isinstance(given, dict) else {}


def _accepts(activity: Activity, value: AnswerValue) -> bool:
    """Return whether the value is an answer of its own, and not only the sign that there is one."""
    return activity.range_of() is not None or activity.options_of() is not None or value != "answered"


def _scale_of(activity: Activity, part: str) -> Scale | None:
    """Return the scale whose score a part is, of a whole check-up or of a subscale; None where it is none."""
    if not isinstance(activity, Checkup):
        return None
    subscale = activity.scale.subscale_ids().get(part)
    if subscale is not None:
        return activity.scale.subscales()[subscale][0]
    return None if part else activity.scale


def numbers_with_score(scale: Scale, score: float) -> dict[str, int]:
    """Return a number for each item whose score is as near to `score` as whole numbers come to it."""
    # What each item counts: from the lowest on, one of them goes one up at a time.
    counts = [item.low for item in scale.items]
    best, nearest = list(counts), abs(scale.range.low - score)
    for _ in range(max(item.high - item.low for item in scale.items)):
        for at, item in enumerate(scale.items):
            counts[at] = min(counts[at] + 1, item.high)
            found = scale.score(
                [item.counted(count) for item, count in zip(scale.items, counts, strict=True)]
            )
            if found is not None and abs(found - score) < nearest:
                best, nearest = list(counts), abs(found - score)
    return {item.id: item.counted(count) for item, count in zip(scale.items, best, strict=True)}
