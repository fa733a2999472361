"""`recall`: shows an earlier answer again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resilify_cli.activities.base import Activity
from resilify_cli.activities.directive import Directive
from resilify_cli.activities.past import Given, Past
from resilify_cli.activities.questions import Block, MarkdownBlock, Message, OwnWords, Value


@dataclass(frozen=True, kw_only=True)
class Recall(Activity):
    """Shows the answer to the activity `of`; with `all`, each of them, newest last.

    Its own id is `recall-` and that of the activity, so that it has a place in the session.
    """

    kind = "recall"
    options = frozenset({"all", "empty"})
    listed = False
    needs_text = False
    usual_minutes = 0.5

    of: str
    all: bool
    empty: str

    @classmethod
    def own(cls, directive: Directive) -> dict[str, Any]:
        """Read what to show."""
        super().own(directive)
        return {
            "of": directive.argument,
            "all": directive.flag("all"),
            "empty": directive.text("empty"),
        }

    @classmethod
    def common(cls, directive: Directive) -> dict[str, Any]:
        """Give the step an id of its own."""
        return {**super().common(directive), "id": f"recall-{directive.argument}"}

    def refers(self) -> Sequence[tuple[str, int]]:
        """Name the activity to show."""
        return ((self.of, self.line),)

    def shown(self, past: Past) -> bool:
        """Show it where there is something to show, or words for its absence."""
        return super().shown(past) and (bool(self.empty) or any(one.text for one in self._given(past)))

    def question(self, values: Sequence[Value], past: Past) -> Message | None:
        """Tell the earlier words."""
        if values:
            return None
        words: list[Block] = [OwnWords(one.text, _whence(one)) for one in self._given(past) if one.text]
        return Message(body=(*self.body(), *words) if words else (MarkdownBlock(self.empty),))

    def _given(self, past: Past) -> Sequence[Given]:
        if self.all:
            return past.every(self.of)
        latest = past.latest(self.of)
        return [latest] if latest else []

    def outcome(self, values: Sequence[Value]) -> None:
        """Keep nothing: it was only read."""


def _whence(given: Given) -> str:
    day = f"{given.day.day} {given.day:%B %Y}"
    return f"In session {given.session_number}, {day}" if given.session_number else day
