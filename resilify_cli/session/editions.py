"""Takes up a pass in another edition of its program, with its progress and drafts, and tells it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.activities.questions import MarkdownBlock, Message
from resilify_cli.session.screens import escaped

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


def take_up_edition(
    program: Program, enrollment: Enrollment, store: Store
) -> tuple[Enrollment, Message | None]:
    """Bring a pass to the edition of its program that is there now.

    Returns:
        The pass at its place in this edition, and what to tell where the edition is another than before.
    """
    before, now = enrollment.version, program.version
    if before == now and not program.renamed:
        return enrollment, None
    carry_drafts(program, enrollment, store)
    taken_up = store.enrollments.take_up_edition(enrollment, now, program.renamed)
    if not before or not now or before == now:
        return taken_up, None
    words = (
        f"**{escaped(program.title)}** is now version {escaped(now)}; it was {escaped(before)}. "
        "Your place and your words are kept."
    )
    return taken_up, Message(body=(MarkdownBlock(words),), continue_label="go on")


def carry_drafts(program: Program, enrollment: Enrollment, store: Store) -> None:
    """Bring what was half done under the ids that its activities have today."""
    for old, new in program.renamed.items():
        for practice in (False, True):
            draft = store.drafts.find(enrollment, old, practice)
            if draft is not None and store.drafts.find(enrollment, new, practice) is None:
                store.drafts.save(enrollment, new, practice, draft)
                store.drafts.drop(enrollment, old, practice)
