"""Draws a question as it stands before anything is typed, for whoever looks at it and does not answer."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from resilify_cli.activities.questions import (
    Aside,
    Block,
    LineQuestion,
    MarkdownBlock,
    MultipleChoice,
    PacedCues,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
    TimerQuestion,
)
from resilify_cli.prompters.protocol import Screen, with_notice
from resilify_cli.render import render_blocks
from resilify_cli.safe import safe, safe_line

_POINTER = "›"
# What fits the narrowest terminal that is cared for, of 40 columns.
_SCALE_COLUMNS = 34


def still_screen(question: Question, screen: Screen) -> Group:
    """Return the texts above the place to answer, the place itself, and what can be read beside it."""
    question = with_notice(question, screen)
    parts: list[RenderableType] = []
    blocks = [*screen.before, *question.body, *_aside_blocks(question)]
    if blocks:
        parts.append(Padding(render_blocks(blocks, screen.citations, plain=False), (0, 1, 0, 3)))
    lines = list(_answer_lines(question, screen))
    if lines:
        parts.append(Padding(Text("\n".join(lines)), (1 if blocks else 0, 1, 0, 3)))
    for note in screen.notes:
        body: tuple[Block, ...] = (Aside("", f"Ctrl-G {note.name}"), *note.body)
        parts.append(Padding(render_blocks(body, screen.citations, plain=False, close=True), (1, 1, 0, 3)))
    return Group(*parts)


def _aside_blocks(question: Question) -> Iterator[Block]:
    if isinstance(question, TextQuestion | LineQuestion) and question.hint:
        yield Aside(question.hint)
    if isinstance(question, TextQuestion | TimerQuestion) and question.minutes:
        yield Aside(f"about {question.minutes:g} min")
    if isinstance(question, PacedCues):
        for cue in question.without_timing:
            yield MarkdownBlock(cue)


def _answer_lines(question: Question, screen: Screen) -> Iterator[str]:
    """Yield the place to answer as lines: what is offered to change, or the options.

    What draws it is loaded with the first question of its kind, as the place itself is.
    """
    match question:
        case TextQuestion():
            first, *rest = safe(question.default).split("\n")
            yield f"{_POINTER}  {first}".rstrip()
            yield from (f"   {line}".rstrip() for line in rest)
        case LineQuestion():
            label = f"{safe_line(question.label)}  " if question.label else ""
            yield f"{label}{_POINTER}  {safe_line(question.default)}".rstrip()
        case ScaleQuestion():
            from resilify_cli.prompters.rating_lines import ScaleLabels, rating_lines
            from resilify_cli.prompters.rating_scale import RatingScale

            labels = ScaleLabels(safe_line(question.low_label), safe_line(question.high_label))
            scale = RatingScale(question.low, question.high, question.default)
            untouched = screen.translate("nothing chosen yet")
            for line in rating_lines(scale, labels, _SCALE_COLUMNS, untouched):
                yield "".join(text for _, text, *_ in line).rstrip()
        case SingleChoice() | MultipleChoice():
            from resilify_cli.prompters.choice_list import OTHER_LABEL

            options = [option.label for option in question.options]
            options += [screen.translate(OTHER_LABEL)] if question.other else []
            mark = "[ ] " if isinstance(question, MultipleChoice) else ""
            for at, label in enumerate(options):
                yield f" {' ' if at else _POINTER} {mark}{safe_line(label)}"
