"""`recall`: shows an earlier answer again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.base import Activity
from resilify_cli.activities.ids import ID_PATTERN
from resilify_cli.activities.questions import AnswerValue, Block, MarkdownBlock, Message, OwnWords, SideBySide

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory, StoredAnswer
    from resilify_cli.activities.directive import Directive


@dataclass(frozen=True, kw_only=True)
class Recall(Activity):
    """Shows the latest answers to one earlier activity or several, or all answers to them.

    Its own id is `recall-` and the id of the first of them. With `:program:` they are those of another
    program, shown to a person who has answered them there.

    Attributes:
        activity_ids: The ids of the activities whose answers are shown, in their order.
        shows_all: Whether all answers are shown, newest last.
        empty: What is shown where there is no answer; without it the step is left out.
        program: The slug or `programId` of the program that was asked in; empty for this one.
    """

    kind = "recall"
    options = frozenset({"all", "empty", "program"})
    in_journal = False
    needs_text = False
    only_read = True
    refers_back = True
    default_minutes = 0.5

    activity_ids: tuple[str, ...]
    shows_all: bool
    empty: str
    program: str

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read what to show."""
        super().read_own_fields(directive)
        return {
            "activity_ids": _read_ids(directive),
            "shows_all": directive.flag("all"),
            "empty": directive.text("empty"),
            "program": directive.text("program"),
        }

    @classmethod
    def read_common_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the common fields, with an id of its own."""
        return {**super().read_common_fields(directive), "id": f"recall-{_read_ids(directive)[0]}"}

    @classmethod
    def has_id(cls, argument: str) -> bool:
        """Return whether the text after the kind is ids, parted by commas."""
        return all(ID_PATTERN.match(one) for one in split_ids(argument))

    def referenced_activities(self) -> Sequence[tuple[str, int]]:
        """Return the activities of this program whose answers are shown."""
        if self.program:
            return ()
        return tuple((activity_id, self.line) for activity_id in self.activity_ids)

    def is_shown(self, history: AnswerHistory) -> bool:
        """Return whether there is an answer to show, or a text for its absence."""
        return super().is_shown(history) and (
            bool(self.empty) or any(one.words() for one in self._answers(history))
        )

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Message | None:
        """Return a message with the earlier answers."""
        if values:
            return None
        answers = [one for one in self._answers(history) if one.words()]
        words = [OwnWords(one.words(), _heading(one, answers)) for one in answers]
        shown: Sequence[Block] = [SideBySide(*words)] if len(words) == 2 else words
        return Message(body=(*self.body(), *shown) if words else (MarkdownBlock(self.empty),))

    def _answers(self, history: AnswerHistory) -> Sequence[StoredAnswer]:
        if self.program:
            elsewhere = [history.latest_elsewhere(self.program, one) for one in self.activity_ids]
            return [answer for answer in elsewhere if answer]
        if self.shows_all:
            return [answer for activity_id in self.activity_ids for answer in history.all(activity_id)]
        latest = [history.latest(activity_id) for activity_id in self.activity_ids]
        return [answer for answer in latest if answer]

    def result(self, values: Sequence[AnswerValue]) -> None:
        """Return None: it was only read."""


def _heading(answer: StoredAnswer, shown: Sequence[StoredAnswer]) -> str:
    """Return where and when an answer was given; its title, where that is the same as of another one."""
    source = _source_line(answer)
    is_alone = [_source_line(one) for one in shown].count(source) == 1
    return source if is_alone or not answer.title else answer.title


def _source_line(answer: StoredAnswer) -> str:
    day = f"{answer.day.day} {answer.day:%B %Y}"
    if answer.program:
        return f"In {answer.program}, {day}"
    return f"In session {answer.session_number}, {day}" if answer.session_number else day


def split_ids(argument: str) -> list[str]:
    """Return the ids that a directive names after its kind, parted by commas."""
    return [one.strip() for one in argument.split(",")]


def _read_ids(directive: Directive) -> tuple[str, ...]:
    return tuple(split_ids(directive.argument))
