"""A prompter that answers from a list, for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import Answer, AnswerValue, Move, Question, Reply
from resilify_cli.errors import ResilifyError

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import KeepDraft, Screen


@dataclass(frozen=True, slots=True)
class PartialInput:
    """Something that is typed and not finished, and the move that is made then."""

    value: AnswerValue
    move: Move


# No test asks as much: whoever does asks on and on, whatever is replied.
_MOST_ASKED = 10_000

ScriptStep = AnswerValue | Move | PartialInput | Callable[[Question], Reply]


@dataclass(slots=True)
class ScriptedPrompter:
    """Replies with one step of a script after the other, and leaves at its end.

    Attributes:
        script: The steps.
        asked: Each question that was asked, with its screen.
        said: Each line that was said.
        is_roomy: Whether everything fits on one screen; else nothing that could be parted does.
    """

    script: Iterable[ScriptStep]
    asked: list[tuple[Question, Screen]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    is_roomy: bool = False

    def __post_init__(self) -> None:
        self.script = iter(self.script)

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Reply with the next step.

        Raises:
            RuntimeError: There is no end to the questions.
        """
        if len(self.asked) >= _MOST_ASKED:
            raise RuntimeError("The questions come without end.")
        self.asked.append((question, screen))
        step = next(iter(self.script), Move.LEAVE)
        if isinstance(step, Move):
            return step
        if isinstance(step, PartialInput):
            # Like every prompter, it goes on when a draft can't be kept.
            with suppress(ResilifyError):
                keep_draft(step.value)
            return step.move
        return step(question) if callable(step) else Answer(step)

    def fits(self, question: Question, screen: Screen) -> bool:
        """Return whether there is room."""
        return self.is_roomy

    def say(self, message: str) -> None:
        """Keep the line."""
        self.said.append(message)
