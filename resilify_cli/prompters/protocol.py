"""What the walk needs of whoever asks the person: one method to ask, one to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from resilify_cli.activities.questions import AnswerValue, Aside, Question, Reply


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the person is: what stands above each question. `step` counts from 1.

    `program` and `session` are titles; `position` is like "Session 2 of 8"; `citations` numbers the
    references that the text may cite. `resumed` says that half-typed words are offered back; `notice` is a
    line about the step before.
    """

    program: str
    session: str = ""
    position: str = ""
    step: int = 0
    steps: int = 0
    minutes_left: float = 0
    heading: str = ""
    resumed: bool = False
    notice: str = ""
    can_go_back: bool = True
    citations: Mapping[str, int] = field(default_factory=dict)


def with_notice(question: Question, screen: Screen) -> Question:
    """Return the question with the screen's notice above all else."""
    return replace(question, body=(Aside(screen.notice), *question.body)) if screen.notice else question


KeepDraft = Callable[[AnswerValue], None]


class Prompter(Protocol):
    """Asks one person. A question's `default` is what they may change or keep."""

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Ask, and return the answer or the move made instead.

        `keep_draft` is called with what is typed so far at most a second after it was typed, and
        again before a move is returned.
        """
        ...

    def say(self, message: str) -> None:
        """Show a short line outside the questions."""
        ...
