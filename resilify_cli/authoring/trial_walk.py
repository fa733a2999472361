"""Walks through a program without a person: which steps are shown, and which are not and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from resilify_cli.authoring.answering_prompter import AnsweringPrompter, Reaction, StepTrace
from resilify_cli.authoring.condition_text import why_hidden
from resilify_cli.content.languages import find_language
from resilify_cli.content.models import Lesson, Program, Session, Step
from resilify_cli.session.localized_prompter import localized
from resilify_cli.session.runner import SessionRunner
from resilify_cli.session.stored_history import StoredAnswerHistory

if TYPE_CHECKING:
    from resilify_cli.authoring.given_answers import GivenAnswers
    from resilify_cli.store.store import Store

_BETWEEN_SESSIONS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WalkedStep:
    """A step of a walk.

    Attributes:
        step: The step.
        trace: What happened at it, or None where it was not shown.
        hidden_by: Why it was not shown, or an empty text.
    """

    step: Step
    trace: StepTrace | None
    hidden_by: str = ""

    @property
    def kind(self) -> str:
        """The kind of the activity, `lesson`, or `exercise` for the notes before one."""
        content = self.step.content
        if isinstance(content, Lesson):
            return "exercise" if content.opens else "lesson"
        return content.kind

    @property
    def reaction(self) -> Reaction | None:
        """What was done at it; None where it was not shown."""
        return self.trace.reaction if self.trace else None


@dataclass(frozen=True, slots=True)
class WalkedSession:
    """A session of a walk.

    Attributes:
        session: The session.
        number: Its number in the program, counted from 1.
        steps: Its steps in order.
        crash: The error that ended it, with the step that it was at, or an empty text.
    """

    session: Session
    number: int
    steps: tuple[WalkedStep, ...]
    crash: str = ""

    @property
    def minutes(self) -> float:
        """The minutes of the steps that were shown."""
        return round(sum(one.step.minutes for one in self.steps if one.trace), 1)

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the steps that were shown."""
        return tuple(one.step.id for one in self.steps if one.trace)


@dataclass(frozen=True, slots=True)
class TrialWalk:
    """A walk through a program.

    Attributes:
        sessions: The sessions that were walked.
        prompter: What answered, with all that it was asked.
    """

    sessions: tuple[WalkedSession, ...]
    prompter: AnsweringPrompter


def walk_program(
    program: Program,
    given: GivenAnswers,
    open_store: Callable[[Callable[[], datetime]], Store],
    start: datetime,
    sessions: Sequence[Session] | None = None,
) -> TrialWalk:
    """Walk through sessions as a person who gives these answers would, a week between one and the next.

    Args:
        program: The program.
        given: The answers.
        open_store: Opens an empty store with a clock; the walk closes it.
        start: When the first session begins, aware of its zone.
        sessions: The sessions to walk; all of them if left out. Those that are only planned are passed over.
    """
    prompter = AnsweringPrompter(program, given)
    asked = localized(prompter, find_language(program.language))
    at = [start]

    def now() -> datetime:
        return at[0]

    walked = []
    with open_store(now) as store:
        enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
        for session in sessions if sessions is not None else program.sessions:
            if session.planned:
                continue
            prompter.session_id = session.id
            history = StoredAnswerHistory(store, enrollment, program)
            runner = SessionRunner(program, session, enrollment, store, asked, now, history)
            crash = _run_session(runner, prompter)
            number = program.session_number(session.id) or 0
            steps = tuple(_walked_step(step, session, prompter, history) for step in session.steps)
            walked.append(WalkedSession(session, number, steps, crash))
            at[0] += _BETWEEN_SESSIONS
            enrollment = store.enrollments.find(enrollment.id) or enrollment
    return TrialWalk(tuple(walked), prompter)


def _run_session(runner: SessionRunner, prompter: AnsweringPrompter) -> str:
    """Run a session, and return what ended it too early, or an empty text."""
    try:
        runner.run()
    except Exception as error:
        # Whatever goes wrong is what a trial is to find out.
        return f"{type(error).__name__} at {prompter.at or 'its beginning or end'}: {error}"
    return ""


def _walked_step(
    step: Step, session: Session, prompter: AnsweringPrompter, history: StoredAnswerHistory
) -> WalkedStep:
    trace = prompter.steps.get((session.id, step.id))
    return WalkedStep(step, trace, "" if trace else why_hidden(step, history))
