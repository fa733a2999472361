"""A prompter that answers from what an author gave, and makes up the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from resilify_cli.activities.answer_history import NO_ANSWERS
from resilify_cli.activities.ids import slugify
from resilify_cli.activities.questions import (
    Answer,
    AnswerValue,
    LineQuestion,
    Message,
    Move,
    PacedCues,
    Question,
    Reply,
    TimerQuestion,
)
from resilify_cli.authoring.given_parts import MISSING, GivenParts, fitted
from resilify_cli.authoring.sample_answers import field_named, part_name, sample_answer
from resilify_cli.prompters.window_fit import fits_window

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.authoring.given_answers import GivenAnswers
    from resilify_cli.content.models import Program
    from resilify_cli.prompters.protocol import KeepDraft, Screen

# No activity asks as many; one that does would never end.
_MOST_QUESTIONS = 2_000
# Columns and rows.
_WINDOW = (80, 24)
# A list that nothing was given for gets this many items.
_SAMPLE_ITEMS = 2


class EndlessQuestionsError(Exception):
    """An activity asks on and on."""


class Reaction(Enum):
    """What was done at a step."""

    READ = "read"
    ANSWERED = "answered"
    SAMPLE = "made-up answer"
    SKIPPED = "skipped"


@dataclass(slots=True)
class StepTrace:
    """What happened at one step.

    Attributes:
        reaction: What was done.
        screens: Each question that was asked, with its screen.
        replies: The value that each was answered with; None where it was passed over.
    """

    reaction: Reaction = Reaction.READ
    screens: list[tuple[Question, Screen]] = field(default_factory=list)
    replies: list[AnswerValue] = field(default_factory=list)


@dataclass(slots=True)
class AnsweringPrompter:
    """Answers each question of a walk.

    Attributes:
        program: The program that is walked through.
        given: The answers that an author gave.
        session_id: The session that is walked.
        at: The id of the step that asked last; empty where that was the beginning or the end of a session.
        steps: What happened at each step, by session and step; with an empty step, the screens before the
            first step of a session and after its last.
        wrong: What is wrong with given answers, each with the id of its activity.
    """

    program: Program
    given: GivenAnswers
    session_id: str = ""
    at: str = ""
    steps: dict[tuple[str, str], StepTrace] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    _parts: dict[str, GivenParts] = field(default_factory=dict)

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Answer the question."""
        self.at = screen.step_id
        trace = self.steps.setdefault((self.session_id, screen.step_id), StepTrace())
        trace.screens.append((question, screen))
        for joined in screen.joined:
            # A text that stands above a question was read; it does not stand above its later parts.
            read = self.steps.setdefault((self.session_id, joined), StepTrace())
            read.screens = read.screens or [(question, screen)]
        if len(trace.screens) > _MOST_QUESTIONS:
            raise EndlessQuestionsError(f"{screen.step_id} asks on and on")
        _, activity = self.program.activities.get(screen.step_id, (None, None))
        if activity is None or isinstance(question, Message | PacedCues | TimerQuestion):
            trace.replies.append(None)
            # What no step asks, such as what was left open before, is passed over.
            return Answer(None) if activity or isinstance(question, Message) else Move.SKIP
        reply = self._make_answer(activity, question, trace)
        trace.replies.append(reply.value if isinstance(reply, Answer) else None)
        return reply

    def fits(self, question: Question, screen: Screen) -> bool:
        """Return whether all of a question fits into a window of the usual size."""
        return fits_window(question, screen, *_WINDOW)

    def say(self, message: str) -> None:
        """Say nothing."""

    def left_over(self) -> list[tuple[str, str]]:
        """Return the parts of given answers that no question asked for, each with the id of its activity."""
        return [(owner, name) for owner, parts in self._parts.items() for name in parts.left_over()]

    def _make_answer(self, activity: Activity, question: Question, trace: StepTrace) -> Reply:
        given = self.given.answers.get(activity.id)
        if activity.id in self.given.skip or (given is None and self.given.skips_others):
            trace.reaction = Reaction.SKIPPED
            return Move.SKIP
        name = part_name(activity, trace.replies, question)
        value: object = MISSING
        if given is not None:
            trace.reaction = Reaction.ANSWERED
            parts = self._parts.setdefault(activity.id, GivenParts.of(given))
            value = parts.take(name or _part_label(activity, trace.replies), question, len(trace.replies))
        else:
            trace.reaction = Reaction.SAMPLE
        if value is MISSING:
            return Answer(self._sample(activity, name, question, trace))
        try:
            return Answer(fitted(question, value))
        except ValueError as error:
            part = f" as {name}" if name else ""
            self.wrong.append((activity.id, f"{str(value)[:40]!r} does not fit{part}; {error}"))
            trace.reaction = Reaction.SKIPPED
            return Move.SKIP

    def _sample(self, activity: Activity, name: str, question: Question, trace: StepTrace) -> AnswerValue:
        if isinstance(question, LineQuestion) and question.optional:
            before = zip(trace.screens, trace.replies, strict=False)
            same = [one for (asked, _), one in before if _is_alike(asked, question) and one not in ("", None)]
            if len(same) >= _SAMPLE_ITEMS:
                return ""
        return sample_answer(question, field_named(activity, name))


def _part_label(activity: Activity, values: Sequence[AnswerValue]) -> str:
    """Return what the next part is called before it, as a name; an empty text where it has no label.

    A screen has it in the language of the program.
    """
    question = activity.question(values, NO_ANSWERS)
    return slugify(question.label) if isinstance(question, LineQuestion) and question.label else ""


def _is_alike(one: Question, other: LineQuestion) -> bool:
    """Return whether two questions ask for items of one list: their labels differ in a number alone."""
    if not isinstance(one, LineQuestion) or not other.label:
        return False
    return one.label.rstrip("0123456789") == other.label.rstrip("0123456789") != other.label
