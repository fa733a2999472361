"""Finds the questions that a person has met in programs, to answer them still or to write about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.base import Activity
from resilify_cli.content.markdown import plain_text
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.enrollments import Enrollment, StepState

if TYPE_CHECKING:
    from resilify_cli.content.models import Program, Step
    from resilify_cli.store.store import Store

# The kinds whose question makes sense anywhere.
_WRITTEN = frozenset({"note", "reflect"})
# It begins what has words of the person in it.
_PLACEHOLDER = "{"


class MetQuestion(NamedTuple):
    """A question of a program that was begun.

    Attributes:
        enrollment: The pass through the program.
        program: The program.
        number: The number of its session.
        step: Its step.
        state: What became of it.
        is_shown: Whether it is shown now, with the person's answers.
        is_answered: Whether there is an answer.
    """

    enrollment: Enrollment
    program: Program
    number: int
    step: Step
    state: StepState
    is_shown: bool
    is_answered: bool

    @property
    def activity(self) -> Activity:
        """What asks it."""
        assert isinstance(self.step.content, Activity)
        return self.step.content

    @property
    def words(self) -> str:
        """What it asks, in one line."""
        return " ".join(plain_text(self.activity.question_text or self.activity.name).split())


def met_questions(store: Store, programs: Mapping[str, Program]) -> Iterator[MetQuestion]:
    """Yield the questions of the newest pass through each program, in their order.

    Args:
        store: The store.
        programs: The programs that were begun, by their keys.
    """
    seen: set[str] = set()
    for enrollment in store.enrollments.walks():
        program = programs.get(enrollment.program_key)
        if program is None or program.key in seen:
            continue
        seen.add(program.key)
        history = StoredAnswerHistory(store, enrollment, program)
        for number, session in enumerate(program.sessions, 1):
            states = store.enrollments.step_states(enrollment, session.id)
            for step in session.steps:
                state = states.get(step.id)
                if state is not None and isinstance(step.content, Activity) and step.content.in_journal:
                    answered = history.own(step.id) is not None
                    yield MetQuestion(
                        enrollment, program, number, step, state, step.is_shown(history), answered
                    )


def unanswered(questions: Iterator[MetQuestion]) -> Iterator[MetQuestion]:
    """Yield those that were passed over, have no answer and can be asked now."""
    for question in questions:
        if question.state is StepState.SKIPPED and question.is_shown and not question.is_answered:
            yield question


def to_write_about(questions: Iterator[MetQuestion]) -> Iterator[str]:
    """Yield the words of those that their authors marked to stand alone.

    What is private or may stir one up, and what has words of the person in it, is left out all the same.
    """
    for question in questions:
        activity, exercise = question.activity, question.step.section.exercise
        if not activity.stands_alone or activity.private or (exercise and exercise.intense):
            continue
        if activity.kind in _WRITTEN and _PLACEHOLDER not in activity.question_text:
            yield question.words
