"""`recall`: shows an earlier answer again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resilify_cli.activities.answer_history import AnswerHistory, StoredAnswer
from resilify_cli.activities.base import Activity
from resilify_cli.activities.directive import Directive
from resilify_cli.activities.questions import AnswerValue, Block, MarkdownBlock, Message, OwnWords


@dataclass(frozen=True, kw_only=True)
class Recall(Activity):
    """Shows the latest answer to an earlier activity, or all of them.

    Its own id is `recall-` and the id of that activity.

    Attributes:
        activity_id: The id of the activity whose answers are shown.
        shows_all: Whether all answers are shown, newest last.
        empty: What is shown where there is no answer; without it the step is left out.
    """

    kind = "recall"
    options = frozenset({"all", "empty"})
    in_journal = False
    needs_text = False
    default_minutes = 0.5

    activity_id: str
    shows_all: bool
    empty: str

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read what to show."""
        super().read_own_fields(directive)
        return {
            "activity_id": directive.argument,
            "shows_all": directive.flag("all"),
            "empty": directive.text("empty"),
        }

    @classmethod
    def read_common_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the common fields, with an id of its own."""
        return {**super().read_common_fields(directive), "id": f"recall-{directive.argument}"}

    def referenced_activities(self) -> Sequence[tuple[str, int]]:
        """Return the activity whose answers are shown."""
        return ((self.activity_id, self.line),)

    def is_shown(self, history: AnswerHistory) -> bool:
        """Return whether there is an answer to show, or a text for its absence."""
        return super().is_shown(history) and (
            bool(self.empty) or any(one.text for one in self._answers(history))
        )

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Message | None:
        """Return a message with the earlier answers."""
        if values:
            return None
        words: list[Block] = [
            OwnWords(one.text, _source_line(one)) for one in self._answers(history) if one.text
        ]
        return Message(body=(*self.body(), *words) if words else (MarkdownBlock(self.empty),))

    def _answers(self, history: AnswerHistory) -> Sequence[StoredAnswer]:
        if self.shows_all:
            return history.all(self.activity_id)
        latest = history.latest(self.activity_id)
        return [latest] if latest else []

    def result(self, values: Sequence[AnswerValue]) -> None:
        """Return None: it was only read."""


def _source_line(answer: StoredAnswer) -> str:
    day = f"{answer.day.day} {answer.day:%B %Y}"
    return f"In session {answer.session_number}, {day}" if answer.session_number else day
