"""A prompter that answers from a list: for tests, and for pictures of the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from resilify_cli.activities.questions import Answer, AnswerValue, Move, Question, Reply
from resilify_cli.errors import ResilifyError
from resilify_cli.prompters.protocol import KeepDraft, Screen


@dataclass(frozen=True, slots=True)
class PartialInput:
    """Something typed and not finished, and the move made then."""

    value: AnswerValue
    move: Move


ScriptStep = AnswerValue | Move | PartialInput | Callable[[Question], Reply]


@dataclass(slots=True)
class ScriptedPrompter:
    """Replies with the acts of a script in turn; leaves when it is at its end.

    `asked` holds each question with its screen, `said` each line said.
    """

    script: Iterable[ScriptStep]
    asked: list[tuple[Question, Screen]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.script = iter(self.script)

    def ask(self, question: Question, screen: Screen, keep_draft: KeepDraft) -> Reply:
        """Reply with the next act."""
        self.asked.append((question, screen))
        act = next(iter(self.script), Move.LEAVE)
        if isinstance(act, Move):
            return act
        if isinstance(act, PartialInput):
            # Like every prompter, it goes on when a draft can't be kept.
            with suppress(ResilifyError):
                keep_draft(act.value)
            return act.move
        return act(question) if callable(act) else Answer(act)

    def say(self, message: str) -> None:
        """Keep the line."""
        self.said.append(message)
