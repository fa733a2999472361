"""Asks for the sentence of a note; one that is half typed stays in the store until the note is made."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from resilify_cli.errors import LeftEarlyError, StoreError
from resilify_cli.safe import safe
from resilify_cli.session.draft import Draft
from resilify_cli.store.drafts import COMPANION_NOTE

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import Prompter, Screen
    from resilify_cli.store.drafts import JournalDrafts


def ask_sentence(prompter: Prompter, screen: Screen, drafts: JournalDrafts | None) -> str:
    """Ask for a sentence, beginning with the one that was half typed the last time.

    Args:
        prompter: Asks the person.
        screen: What stands above the question.
        drafts: Where it is kept until the note is made; None where it can't be.

    Raises:
        LeftEarlyError: the person left. What was typed is kept, or else shown, to be copied.
    """
    from resilify_cli.activities.questions import Answer, LineQuestion, MarkdownBlock, Move

    typed = _draft_text(drafts)

    def remember(value: object) -> None:
        nonlocal typed
        if (now := str(value or "")) == typed:
            return
        typed = now
        if drafts is not None:
            drafts.save(COMPANION_NOTE, Draft([typed]).to_text(), while_typing=True)

    question = LineQuestion(
        body=(MarkdownBlock("A sentence of your own, if you like. It can stay empty."),),
        hint="e.g. This week I would rather talk about something else.",
        optional=True,
        default=typed,
    )
    reply = prompter.ask(question, screen, remember)
    if reply is Move.LEAVE:
        if typed.strip():
            kept = _is_kept(drafts, typed)
            said = "Your sentence is kept. To go on: resilify companion note"
            prompter.say(said if kept else f"There is no note. What you typed: {safe(typed)}")
        raise LeftEarlyError("")
    return str(reply.value or "").strip() if isinstance(reply, Answer) else ""


def drop_sentence(drafts: JournalDrafts | None) -> None:
    """Forget what was half typed, now that the note is made."""
    with suppress(StoreError):
        if drafts is not None and drafts.find(COMPANION_NOTE) is not None:
            drafts.drop(COMPANION_NOTE)


def _draft_text(drafts: JournalDrafts | None) -> str:
    draft = Draft.from_text(drafts.find(COMPANION_NOTE)) if drafts is not None else Draft()
    return str(draft.parts[0]) if draft else ""


def _is_kept(drafts: JournalDrafts | None, typed: str) -> bool:
    """Return whether a sentence is kept, once that was tried once more."""
    if drafts is None:
        return False
    try:
        drafts.save(COMPANION_NOTE, Draft([typed]).to_text())
    except StoreError:
        return False
    return True
