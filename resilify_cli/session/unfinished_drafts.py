"""Finds drafts of an earlier sitting, shows them, and asks whether to go on with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from enum import Enum
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import Answer, Block, ChoiceOption, SingleChoice
from resilify_cli.days import in_zone
from resilify_cli.session.draft import Draft, DraftDate

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import Prompter, Screen
    from resilify_cli.store.drafts import JournalDrafts


class ResumeChoice(Enum):
    """What is to become of something half done."""

    THEN = "go on with it, about the time it was begun or named for"
    NOW = "go on with it, about the time that it is or that is named now"
    FRESH = "begin anew, and leave it for later"
    DROP = "begin anew, and forget it"


@dataclass(frozen=True, slots=True)
class UnfinishedDraft:
    """A draft outside of programs, and its date."""

    draft: Draft
    draft_date: DraftDate


def find_unfinished(drafts: JournalDrafts, place: str, zone: tzinfo) -> UnfinishedDraft | None:
    """Find what was left half done.

    Args:
        drafts: the drafts outside of programs.
        place: where the draft is, as in `JournalDrafts`.
        zone: the zone of the person's clock.

    Returns:
        The draft, or None where there is none, or nothing is in it.
    """
    draft = Draft.from_text(drafts.find(place))
    written = drafts.written_at(place)
    if not draft or written is None:
        return None
    # Drafts of earlier versions do not say when they were begun.
    return UnfinishedDraft(draft, draft.draft_date or DraftDate(in_zone(written, zone)))


def ask_to_resume(
    prompter: Prompter, screen: Screen, shown: Sequence[Block], ways: Sequence[tuple[ResumeChoice, str]]
) -> ResumeChoice | None:
    """Show the draft and ask how to go on; None if the person leaves instead."""
    options = tuple(ChoiceOption(way.name, label) for way, label in ways)
    reply = prompter.ask(SingleChoice(body=tuple(shown), options=options), screen, lambda _: None)
    return ResumeChoice[str(reply.value)] if isinstance(reply, Answer) else None
