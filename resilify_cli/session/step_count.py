"""Counts how far a person is in a session: in screens and in minutes, over the longest way that is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.base import Activity
from resilify_cli.content.models import Lesson, Program, Session, Step
from resilify_cli.content.session_paths import HypotheticalAnswers
from resilify_cli.content.way_ahead import longest_ahead
from resilify_cli.session.brief_questions import brief_questions

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory

# A text of so few words stands with the question after it, and two of so few together, in most windows.
_FEW_WORDS = 60


class Place(NamedTuple):
    """How far a person is in a session.

    Attributes:
        number: The number of the screen, counted from 1.
        total: How many screens there are on the longest way that is left.
        span: How many screens the step takes.
        minutes_left: About how many minutes there are left at most.
    """

    number: int
    total: int
    span: int
    minutes_left: float


@dataclass(frozen=True)
class StepCount:
    """Counts the steps of a session.

    A step counts for as many screens as its questions take; a short text, which stands with what comes after
    it, and a brief question that stands below another one, for none. What hangs on answers that are not given
    yet counts as if it came.
    """

    program: Program
    session: Session

    def place_of(self, step_id: str, history: AnswerHistory) -> Place:
        """Return how far a person is at a step.

        Args:
            step_id: The id of the step.
            history: Their answers.
        """
        steps = self.session.steps
        numbers = {step.id: number for number, step in enumerate(steps)}
        at = numbers[step_id]
        # The screen begins with the first of its questions.
        first = numbers[self._first_on_screen.get(step_id, step_id)]
        behind = sum(self._screens[step.id] for step in steps[:first] if step.is_shown(history))
        span = max(1, self._screens[step_id])
        ahead = self._longest(steps[first:], history)
        return Place(behind + 1, behind + max(span, ahead), span, self._minutes_ahead(steps[at:], history))

    def minutes(self, history: AnswerHistory) -> float:
        """Return about how many minutes the session takes a person with these answers at most."""
        return self._minutes_ahead(self.session.steps, history)

    @cached_property
    def _screens(self) -> dict[str, int]:
        """How many screens each step takes, by its id."""
        following = (*self.session.steps[1:], None)
        return {
            step.id: 0 if self._first_on_screen.get(step.id, step.id) != step.id else _screens(step, after)
            for step, after in zip(self.session.steps, following, strict=True)
        }

    @cached_property
    def _first_on_screen(self) -> dict[str, str]:
        """The first question on the screen of each brief one, by their ids."""
        together = brief_questions(self.session.steps)
        return {step_id: steps[0].id for step_id, steps in together.items()}

    @cached_property
    def _minutes_per_minute(self) -> float:
        """The minutes that the author says for the whole, divided by those of the longest way."""
        unknown = HypotheticalAnswers({})
        longest = longest_ahead(self.session.steps, self.program, unknown, lambda step: step.minutes)
        return self.session.minutes / longest if longest else 1

    def _minutes_ahead(self, steps: Sequence[Step], history: AnswerHistory) -> float:
        ahead = longest_ahead(steps, self.program, history, lambda step: step.minutes)
        return ahead * self._minutes_per_minute

    def _longest(self, steps: Sequence[Step], history: AnswerHistory) -> int:
        return round(longest_ahead(steps, self.program, history, lambda step: self._screens[step.id]))


def _screens(step: Step, after: Step | None) -> int:
    if isinstance(step.content, Activity):
        return step.content.screen_count
    if after is None or after.section is not step.section or step.content.opens:
        return 1
    if len(step.content.body.split()) > _FEW_WORDS:
        return 1
    return 1 if _may_be_left_out(after) or _is_long(after) else 0


def _may_be_left_out(step: Step) -> bool:
    content = step.content
    return isinstance(content, Activity) and (content.when is not None or content.refers_back)


def _is_long(step: Step) -> bool:
    return isinstance(step.content, Lesson) and len(step.content.body.split()) > _FEW_WORDS
