"""`gather`: a text made of earlier answers, for the person to edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.base import Activity, ActivityResult
from resilify_cli.activities.questions import (
    AnswerValue,
    ChoiceOption,
    MarkdownBlock,
    Question,
    SingleChoice,
    TextQuestion,
)

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.directive import Directive

_KEPT = "Your page is kept, in your journal. May `resilify page` show it too, whenever you call it?"
# Whether a page that was made in a program is shown on the person's page for hard days.
SHOWN, NOT_SHOWN = "yes", "no"
_LEAVE = (
    ChoiceOption(SHOWN, "Yes, on my page for hard days"),
    ChoiceOption(NOT_SHOWN, "No, only in the journal"),
)


@dataclass(frozen=True, slots=True)
class GatherSource:
    """The activity whose answer is gathered, the heading to put above it, and the line that names it."""

    activity_id: str
    heading: str
    line: int
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Gather(Activity):
    """Asks for a text that begins as the answers to its sources; unanswered ones are left out.

    `is_page` is whether it makes the page that the person goes on with after the program. Then it asks
    whether their page for hard days may show it, and that is its second part.
    """

    kind = "gather"
    options = frozenset({"page"})
    default_minutes = 4
    keeps_partial = True
    sources: tuple[GatherSource, ...]
    is_page: bool

    @classmethod
    def read_own_fields(cls, directive: Directive) -> dict[str, Any]:
        """Read the list of `activity-id: Heading`."""
        sources = []
        for item in directive.items():
            activity_id, colon, heading = item.text.partition(":")
            if not colon or not heading.strip():
                directive.problems.add(
                    item.line, f"{item.text[:40]!r} names no answer", "write - activity-id: Heading"
                )
                continue
            owner, _, part = activity_id.strip().partition(".")
            sources.append(GatherSource(owner, heading.strip(), item.line, part))
        if not sources:
            directive.problems.add(
                directive.line, "there is nothing to gather", "list - activity-id: Heading"
            )
        return {"sources": tuple(sources), "is_page": directive.flag("page")}

    def referenced_activities(self) -> Sequence[tuple[str, int]]:
        """Return the activities to gather from."""
        return tuple((source.activity_id, source.line) for source in self.sources)

    def question(self, values: Sequence[AnswerValue], history: AnswerHistory) -> Question | None:
        """Ask for the gathered text to be edited; of a page, ask then where it may be shown."""
        if self.is_page and len(values) == 1 and values[0]:
            return SingleChoice(body=(MarkdownBlock(_KEPT),), options=_LEAVE)
        return (
            None
            if values
            else TextQuestion(body=self.body(), hint=self.hint, default=self._page_text(history))
        )

    def _page_text(self, history: AnswerHistory) -> str:
        parts = []
        for source in self.sources:
            answer = history.latest(source.activity_id)
            text = answer.words(source.part) if answer else ""
            if text:
                colon = "" if source.heading.endswith((".", "?", ":")) else ":"
                parts.append(f"{source.heading}{colon}\n{text}")
        return "\n\n".join(parts)

    def result(self, values: Sequence[AnswerValue]) -> ActivityResult:
        """Return the edited text; a page is shown elsewhere only if that was agreed to."""
        if self.is_page and len(values) == 1:
            values = (*values, NOT_SHOWN)
        return ActivityResult(str(values[0]), tuple(values))
