"""How much is ahead of a person in a session at most, given what they have answered so far.

What is asked in the steps ahead is not known yet, so each answer that makes a difference is tried, and the
longest way counts. It never gets longer by an answer: that only takes ways out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from resilify_cli.content.session_paths import (
    AnswerPart,
    HypotheticalAnswers,
    asked_parts,
    independent_groups,
    possible_answers,
)

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory, Reading, StoredAnswer
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.content.models import Program, Step

# With more combinations of answers all steps that hang on them count: a person waits for the next screen.
_MOST_COMBINATIONS = 1_000


class AnswersAhead:
    """An `AnswerHistory` in which the answers to some activities are made up; the others are the person's."""

    def __init__(
        self, history: AnswerHistory, ahead: Collection[str], given: Mapping[AnswerPart, AnswerValue]
    ) -> None:
        self._history, self._ahead, self._made_up = history, ahead, HypotheticalAnswers(given)

    def latest(self, activity_id: str) -> StoredAnswer | None:
        """Return the newest answer."""
        return self._history_of(activity_id).latest(activity_id)

    def all(self, activity_id: str) -> Sequence[StoredAnswer]:
        """Return all answers."""
        return self._history_of(activity_id).all(activity_id)

    def readings(self, measure: str, except_by: str) -> Sequence[Reading]:
        """Return the person's readings."""
        return self._history.readings(measure, except_by)

    def latest_elsewhere(self, program: str, activity_id: str) -> StoredAnswer | None:
        """Return the person's answer in another program."""
        return self._history.latest_elsewhere(program, activity_id)

    def _history_of(self, activity_id: str) -> AnswerHistory:
        return self._made_up if activity_id in self._ahead else self._history


def longest_ahead(
    steps: Sequence[Step], program: Program, history: AnswerHistory, weight: Callable[[Step], float]
) -> float:
    """Return the greatest sum of weights over those of the steps ahead that a person can still meet.

    Args:
        steps: The steps ahead, the present one first.
        program: The program that they belong to.
        history: The person's answers; those to steps ahead count as not given yet.
        weight: The weight of a step, such as its minutes.
    """
    ahead = frozenset(step.id for step in steps)
    return sum(
        max(sum(weight(step) for step in shown) for shown in _ways_through(group, program, history, ahead))
        for group in independent_groups(steps)
    )


def _ways_through(
    steps: Sequence[Step], program: Program, history: AnswerHistory, ahead: Collection[str]
) -> Iterator[Sequence[Step]]:
    """Yield the steps that are shown on each way; all of them on one where there are too many ways."""
    asked = {part: tests for part, tests in asked_parts(steps).items() if part[0] in ahead}
    values = [possible_answers(program, part, tests) for part, tests in asked.items()]
    if prod(map(len, values)) > _MOST_COMBINATIONS:
        yield steps
        return
    for combination in product(*values):
        answers = AnswersAhead(history, ahead, dict(zip(asked, combination, strict=True)))
        yield [step for step in steps if step.is_shown(answers)]
