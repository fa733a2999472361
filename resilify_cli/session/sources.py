"""What can be read beside a page of where its words come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity
from resilify_cli.activities.questions import Aside, MarkdownBlock
from resilify_cli.content.markdown import cited_ids
from resilify_cli.prompters.protocol import SideNote
from resilify_cli.session.screens import source

if TYPE_CHECKING:
    from resilify_cli.content.models import Program, Reference
    from resilify_cli.session.step_pages import StepPage


def sources_note(program: Program, references: list[Reference]) -> SideNote | None:
    """Return references as a note beside a question: finding, size and limits of each; None for none."""
    if not references:
        return None
    listed = (MarkdownBlock(source(program.numbers[one.id], one)) for one in references)
    return SideNote("sources", "read where this comes from", (_SOURCES, *listed))


def cited_on(program: Program, page: StepPage) -> list[Reference]:
    """Return the references that the texts of a page cite."""
    blocks = (
        *page.before,
        *page.above,
        *(page.last.content.body() if isinstance(page.last.content, Activity) else ()),
    )
    texts = [
        block.markdown if isinstance(block, MarkdownBlock) else block.text
        for block in blocks
        if isinstance(block, MarkdownBlock | Aside)
    ]
    cited = {ident for text in texts for ident in cited_ids(text)}
    return [reference for reference in program.references if reference.id in cited]


_SOURCES = MarkdownBlock("**Where this comes from**")
