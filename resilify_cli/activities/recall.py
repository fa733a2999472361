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
    """Shows the answer to the activity `of`; with `all`, each of them, newest last.

    Its own id is `recall-` and that of the activity, so that it has a place in the session.
    """

    kind = "recall"
    options = frozenset({"all", "empty"})
    in_journal = False
    needs_text = False
    default_minutes = 0.5

    of: str
    all: bool
    empty: str

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read what to show."""
        super().read_own_fields(directive)
        return {
            "of": directive.argument,
            "all": directive.flag("all"),
            "empty": directive.text("empty"),
        }

    @classmethod
    def read_common_fields(cls, directive: Directive) -> dict[str, Any]:
        """Give the step an id of its own."""
        return {**super().read_common_fields(directive), "id": f"recall-{directive.argument}"}

    def referenced_activities(self) -> Sequence[tuple[str, int]]:
        """Name the activity to show."""
        return ((self.of, self.line),)

    def is_shown(self, history: AnswerHistory) -> bool:
        """Show it where there is something to show, or words for its absence."""
        return super().is_shown(history) and (
            bool(self.empty) or any(one.text for one in self._given(history))
        )

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Message | None:
        """Tell the earlier words."""
        if values:
            return None
        words: list[Block] = [OwnWords(one.text, _whence(one)) for one in self._given(history) if one.text]
        return Message(body=(*self.body(), *words) if words else (MarkdownBlock(self.empty),))

    def _given(self, history: AnswerHistory) -> Sequence[StoredAnswer]:
        if self.all:
            return history.all(self.of)
        latest = history.latest(self.of)
        return [latest] if latest else []

    def result(self, values: Sequence[AnswerValue]) -> None:
        """Keep nothing: it was only read."""


def _whence(given: StoredAnswer) -> str:
    day = f"{given.day.day} {given.day:%B %Y}"
    return f"In session {given.session_number}, {day}" if given.session_number else day
