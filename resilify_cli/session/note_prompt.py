"""Asks for the words of a note, new or to be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from resilify_cli.activities.questions import AnswerValue, Block, Question, TextQuestion
from resilify_cli.session.multi_part_prompt import KeptT, SkipMode

if TYPE_CHECKING:
    from resilify_cli.store.store import Store

NEW_NOTE = "note"


@dataclass(frozen=True, slots=True)
class NotePrompt(Generic[KeptT]):
    """Asks for one longer text that belongs to no program.

    Attributes:
        store: where the draft is kept.
        place: where in it, as in `JournalDrafts`.
        body: what stands above the text.
        keep_text: keeps the text, inside the transaction that drops the draft.
        before: the text to change, if there is one.
    """

    store: Store
    place: str
    body: tuple[Block, ...]
    keep_text: Callable[[str], KeptT]
    before: str = ""

    @property
    def skip_mode(self) -> SkipMode:
        """There is one part only."""
        return SkipMode.WHOLE

    def question(self, values: Sequence[AnswerValue]) -> Question | None:
        """Ask for the text."""
        return None if values else TextQuestion(body=self.body)

    def earlier(self, place: int) -> AnswerValue:
        """Return the text to change."""
        return self.before or None

    def find_draft(self) -> str | None:
        """Return the draft, or None."""
        return self.store.journal_drafts.find(self.place)

    def save_draft(self, content: str, *, while_typing: bool = False) -> None:
        """Keep what is half typed."""
        self.store.journal_drafts.save(self.place, content, while_typing=while_typing)

    def keep(self, values: Sequence[AnswerValue]) -> KeptT:
        """Keep the text, and return what `keep_text` does."""
        with self.store.transaction():
            kept = self.keep_text(str(values[0]))
            self.store.journal_drafts.drop(self.place)
        return kept
