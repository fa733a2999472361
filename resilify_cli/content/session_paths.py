"""Measures sessions over the paths that one person can take through them, given the conditions of steps.

Conditions on one answer can exclude one another, so the length of a session is not the sum of its steps. For
each answer that a condition asks for, all answers that make a difference are tried, and no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, product
from typing import TYPE_CHECKING

from resilify_cli.activities.answer_history import NO_ANSWERS, Reading, StoredAnswer
from resilify_cli.activities.base import Activity
from resilify_cli.activities.condition import AnswerTest, Condition, Verb
from resilify_cli.activities.questions import AnswerValue, MultipleChoice, SingleChoice

if TYPE_CHECKING:
    from resilify_cli.content.models import Program, Session, Step

# More combinations are not tried.
_MOST_COMBINATIONS = 20_000
_ANY_DAY = date(2000, 1, 1)

# An activity's id, and the name of a part of its answer or an empty text.
AnswerPart = tuple[str, str]


class HypotheticalAnswers:
    """An `AnswerHistory` made up for a check: some answers have a given value, all others are answered.

    Attributes:
        given: The value of each answer, or of one of its named parts; None for one that was skipped.
    """

    def __init__(self, given: Mapping[AnswerPart, AnswerValue]) -> None:
        self.given = given

    def latest(self, activity_id: str) -> StoredAnswer | None:
        """Return the answer, or None where it was skipped."""
        value = self.given.get((activity_id, ""), "answered")
        if value is None:
            return None
        parts = {part: one for (owner, part), one in self.given.items() if owner == activity_id and part}
        fields = {part: one for part, one in parts.items() if one is not None}
        return StoredAnswer("answered", (value,), _ANY_DAY, fields=fields)

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        """Return the answer, if there is one."""
        given = self.latest(activity_id)
        return (given,) if given else ()

    def readings(self, measure: str, except_by: str) -> Sequence[Reading]:
        """Return none."""
        return ()

    def latest_elsewhere(self, program: str, activity_id: str) -> StoredAnswer | None:
        """Return none: nothing is known of other programs."""
        return None


def greatest_sum(session: Session, program: Program, weight: Callable[[Step], float]) -> float:
    """Return the greatest sum of weights over the steps that one person can meet.

    Args:
        session: The session.
        program: The program it belongs to, with the activities that conditions name.
        weight: The weight of a step, such as its minutes.
    """
    return round(
        sum(
            max(
                sum(weight(step) for step in steps if step.is_shown(history))
                for history in answer_combinations(steps, program)
            )
            for steps in independent_groups(session.steps)
        ),
        2,
    )


def answer_combinations(steps: Iterable[Step], program: Program) -> Iterator[HypotheticalAnswers]:
    """Yield the answers that make a difference to whether the steps are shown."""
    asked = asked_parts(steps)
    values = [possible_answers(program, part, tests) for part, tests in asked.items()]
    for combination in islice(product(*values), _MOST_COMBINATIONS):
        yield HypotheticalAnswers(dict(zip(asked, combination, strict=True)))


def asked_parts(steps: Iterable[Step]) -> dict[AnswerPart, list[AnswerTest]]:
    """Return the parts of answers that the conditions of steps ask for, each with its tests."""
    asked: dict[AnswerPart, list[AnswerTest]] = {}
    for step in steps:
        for condition in conditions_of(step):
            for test in condition.tests():
                for part in test.references:
                    asked.setdefault(part, []).append(test)
    return asked


def possible_answers(program: Program, part: AnswerPart, tests: Sequence[AnswerTest]) -> list[AnswerValue]:
    """Return the values of a part of an answer that can make a difference to tests, and None for none."""
    return [*_deciding_values(program, part, tests), None]


def conditions_of(step: Step) -> Iterator[Condition]:
    """Yield the conditions of a step and its section."""
    if step.section.when:
        yield step.section.when
    if isinstance(step.content, Activity) and step.content.when:
        yield step.content.when


def independent_groups(steps: Sequence[Step]) -> list[list[Step]]:
    """Split steps into groups with no activity in common in their conditions, so that each is tried alone."""
    groups: list[tuple[set[str], list[Step]]] = []
    for step in steps:
        tests = (test for condition in conditions_of(step) for test in condition.tests())
        names = {activity_id for test in tests for activity_id, _ in test.references}
        tied = [group for group in groups if group[0] & names]
        groups = [group for group in groups if group not in tied]
        groups.append((names.union(*(g[0] for g in tied)), [s for g in tied for s in g[1]] + [step]))
    return [members for _, members in groups]


def _deciding_values(program: Program, part: AnswerPart, tests: Sequence[AnswerTest]) -> list[AnswerValue]:
    """Return the values of a part of an answer that can make a difference to the tests."""
    activity_id, field = part
    _, activity = program.activities.get(activity_id, (None, None))
    question = activity.question((), NO_ANSWERS) if activity and not field else None
    if isinstance(question, MultipleChoice):
        ids = [option.id for option in question.options]
        return [ids, *([one] for one in ids), []]
    if isinstance(question, SingleChoice):
        others: list[AnswerValue] = ["words of one's own"] if question.other else []
        return [*(option.id for option in question.options), *others]
    numbers = activity.range_of(field) if activity else None
    if numbers is not None:
        limits = [float(test.value) for test in tests if test.verb in (Verb.ABOVE, Verb.BELOW)]
        near = {limit + by for limit in limits for by in (-1, -0.5, 0, 0.5, 1)}
        inside = {number for number in near if numbers.low <= number <= numbers.high}
        possible = inside | {numbers.low, numbers.high}
        return [*sorted(one for one in possible if one == int(one) or not numbers.whole)]
    options = activity.options_of(field) if activity else None
    wanted = {test.value for test in tests if test.verb in (Verb.IS, Verb.HAS)}
    return [*sorted(options or {*wanted, "answered"})]
