"""Tells timed cues in plain lines: a few at a time, so that the first is not gone when the last has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import CUT_SHORT, Answer, MarkdownBlock, Move, PacedCues, Reply
from resilify_cli.render import render_blocks

if TYPE_CHECKING:
    from resilify_cli.prompters.plain_console import PlainConsole

# What is told before one presses Enter.
_MOST_WORDS = 60


def ask_cues(console: PlainConsole, question: PacedCues, citations: Mapping[str, int]) -> Reply:
    """Tell the cues, and wait after each few of them; to a pipe all of them are told at once.

    Args:
        console: Where they are told.
        question: The cues.
        citations: The numbers of what they cite.

    Returns:
        None once all were told; `CUT_SHORT` where the rest was skipped; or a move.
    """
    groups = list(cue_groups(question)) if console.is_interactive else [question.without_timing]
    reply: Reply = Answer(None)
    for at, group in enumerate(groups, 1):
        for cue in group:
            console.write(render_blocks((MarkdownBlock(cue),), citations, plain=True))
        reply = console.wait_for_enter("Take the time that you like, then press Enter.")
        if isinstance(reply, Move):
            begun = reply is Move.SKIP and at > 1
            return Answer(None if at == len(groups) else CUT_SHORT) if begun else reply
    return reply


def cue_groups(question: PacedCues) -> Iterator[Sequence[str]]:
    """Yield the cues that are told together."""
    group: list[str] = []
    for cue in question.without_timing:
        if group and sum(len(one.split()) for one in (*group, cue)) > _MOST_WORDS:
            yield group
            group = []
        group.append(cue)
    yield group
