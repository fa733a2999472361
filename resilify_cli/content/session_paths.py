"""Measures sessions over the paths that one person can take through them, given the conditions of steps.

Conditions on one answer can exclude one another, so the length of a session is not the sum of its steps. For
each answer that a condition asks for, all answers that make a difference are tried, and no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, product

from resilify_cli.activities.answer_history import Reading, StoredAnswer
from resilify_cli.activities.base import Activity
from resilify_cli.activities.condition import Condition
from resilify_cli.activities.problem import Problem
from resilify_cli.activities.questions import AnswerValue, MultipleChoice, ScaleQuestion, SingleChoice
from resilify_cli.content.models import Program, Session, Step

SHORTEST_MINUTES, LONGEST_MINUTES = 15, 35
MINUTES_TOLERANCE = 0.15
# More combinations are not tried.
_MOST_COMBINATIONS = 20_000
_ANY_DAY = date(2000, 1, 1)


class HypotheticalAnswers:
    """An `AnswerHistory` made up for a check: some activities have a given value, all others are answered.

    Attributes:
        given: The value of the answer to each activity, by its id; None for one that was skipped.
    """

    def __init__(self, given: Mapping[str, AnswerValue]) -> None:
        self.given = given

    def latest(self, activity_id: str) -> StoredAnswer | None:
        """Return the answer, or None where it was skipped."""
        value = self.given.get(activity_id, "answered")
        return None if value is None else StoredAnswer("answered", (value,), _ANY_DAY)

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        """Return the answer, if there is one."""
        given = self.latest(activity_id)
        return (given,) if given else ()

    def readings(self, measure: str, except_by: str) -> Sequence[Reading]:
        """Return none."""
        return ()


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
            for steps in _independent_groups(session.steps)
        ),
        2,
    )


def answer_combinations(steps: Iterable[Step], program: Program) -> Iterator[HypotheticalAnswers]:
    """Yield every combination of answers that makes a difference to which of the steps are shown."""
    asked: dict[str, list[Condition]] = {}
    for step in steps:
        for condition in conditions_of(step):
            asked.setdefault(condition.activity_id, []).append(condition)
    values = [[*_values(program, name, wanted), None] for name, wanted in asked.items()]
    for combination in islice(product(*values), _MOST_COMBINATIONS):
        yield HypotheticalAnswers(dict(zip(asked, combination, strict=True)))


def conditions_of(step: Step) -> Iterator[Condition]:
    """Yield the conditions of a step and its section."""
    if step.section.when:
        yield step.section.when
    if isinstance(step.content, Activity) and step.content.when:
        yield step.content.when


def _independent_groups(steps: Sequence[Step]) -> list[list[Step]]:
    """Split steps into groups with no activity in common in their conditions, so that each is tried alone."""
    groups: list[tuple[set[str], list[Step]]] = []
    for step in steps:
        names = {condition.activity_id for condition in conditions_of(step)}
        connected = [group for group in groups if group[0] & names]
        groups = [group for group in groups if group not in connected]
        groups.append(
            (names.union(*(g[0] for g in connected)), [s for g in connected for s in g[1]] + [step])
        )
    return [members for _, members in groups]


def _values(program: Program, activity_id: str, wanted: Sequence[Condition]) -> list[AnswerValue]:
    known = program.activities.get(activity_id)
    question = known[1].question((), HypotheticalAnswers({})) if known else None
    if isinstance(question, SingleChoice):
        others: list[AnswerValue] = ["words of one's own"] if question.other else []
        return [*(option.id for option in question.options), *others]
    if isinstance(question, MultipleChoice):
        ids = [option.id for option in question.options]
        return [ids, *([one] for one in ids), []]
    if isinstance(question, ScaleQuestion):
        limits = [float(c.value) for c in wanted if c.verb in ("above", "below")]
        near = {int(limit) + by for limit in limits for by in (-1, 0, 1)}
        inside = {number for number in near if question.low <= number <= question.high}
        return [*sorted(inside | {question.low, question.high})]
    return ["answered"]
