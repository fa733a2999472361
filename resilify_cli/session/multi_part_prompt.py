"""What is asked in several parts, and how the asking ended."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue, Question

KeptT = TypeVar("KeptT")
KeptT_co = TypeVar("KeptT_co", covariant=True)


class PromptResult(Enum):
    """How the asking ended, and so where the walk goes."""

    DONE = "done"
    DONE_AND_LEAVE = "done and leave"
    BACK = "back"
    SKIP = "skip"
    # Passed over with something answered or typed, which is kept as a draft.
    SKIP_WITH_DRAFT = "skip with draft"
    LEAVE = "leave"


class PromptOutcome(NamedTuple, Generic[KeptT]):
    """How the asking ended, and what `MultiPartPrompt.keep` returned; None where nothing was kept."""

    result: PromptResult
    kept: KeptT | None = None


class SkipMode(Enum):
    """What happens when one part is skipped."""

    WHOLE = "the whole is skipped"
    REST = "the parts answered so far are kept, if there are any"
    PART = "that part alone is left out, unless words were typed in it"


class MultiPartPrompt(Protocol[KeptT_co]):
    """What is asked part by part: its questions, its draft, and where the answer is kept."""

    @property
    def skip_mode(self) -> SkipMode:
        """What it means to skip one of the parts."""
        ...

    def question(self, values: Sequence[AnswerValue]) -> Question | None:
        """Return the next question after the parts answered so far, or None when all are."""
        ...

    def earlier(self, place: int) -> AnswerValue:
        """Return a part of an answer given before, to change or to keep.

        Args:
            place: which part, counted from 0.

        Returns:
            The part, or None where there is none.
        """
        ...

    def find_draft(self) -> str | None:
        """Return the draft, or None."""
        ...

    def save_draft(self, content: str, *, while_typing: bool = False) -> None:
        """Keep a draft in place of the one before.

        Args:
            content: the draft, as `Draft.to_text` writes it.
            while_typing: whether the person is typing, and should not have to wait for the disk.
        """
        ...

    def keep(self, values: Sequence[AnswerValue]) -> KeptT_co:
        """Keep the parts as the answer, and drop the draft, in one transaction.

        Returns:
            Whatever the caller wants to know of what was kept.

        Raises:
            StoreError: nothing was kept, and what was read meanwhile has not come to be.
        """
        ...
