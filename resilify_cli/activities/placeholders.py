"""Puts a person's earlier words into an author's text: `{task-one|the thing you chose}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import MarkdownBlock, Question

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory

_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
# What is between backticks, in one paragraph, or between fences, which may end with the text.
_CODE = (
    r"(?<![`\\])(?P<mark>`{1,2})(?!`)(?:(?!\n[^\S\n]*\n).)*?(?<!`)(?P=mark)(?!`)"
    r"|^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[^\S\n]*$|\Z)"
)
_PLACEHOLDER = re.compile(
    rf"{_CODE}|\{{(?P<id>{_ID})(?:\.(?P<part>{_ID}))?(?:\|(?P<fallback>[^{{}}\n]*))?\}}",
    re.DOTALL | re.MULTILINE,
)
_MISSING = "…"
# In the middle of a sentence more than this would hide what it asks.
_LONGEST = 120
# What was chosen stands on a line each, which is no sentence.
_SEVERAL = frozenset({"pick", "select"})
_MARKS = "\\`*_[]<>#!{}|~"


def fill_text(markdown: str, history: AnswerHistory) -> str:
    """Return an author's Markdown with the person's words in the places for them.

    They are shown in one line, as they were typed: nothing in them is Markdown. Where there are none, the
    text after the `|` stands. In code there are no such places.
    """
    if "{" not in markdown:
        return markdown
    return _PLACEHOLDER.sub(lambda found: _answer_words(found, history), markdown)


def fill_question(question: Question, history: AnswerHistory) -> Question:
    """Return a question with the person's words in the author's texts above it."""
    body = tuple(
        replace(block, markdown=fill_text(block.markdown, history))
        if isinstance(block, MarkdownBlock)
        else block
        for block in question.body
    )
    return question if body == question.body else replace(question, body=body)


def placeholders_in(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield the id and the part, or an empty text, of each place for earlier words."""
    for found in _PLACEHOLDER.finditer(markdown) if "{" in markdown else ():
        if found["id"]:
            yield found["id"], found["part"] or ""


def _answer_words(found: re.Match[str], history: AnswerHistory) -> str:
    if not found["id"]:
        return found[0]
    answer = history.latest(found["id"])
    said = answer.words(found["part"] or "") if answer else ""
    if answer and answer.kind in _SEVERAL:
        said = "; ".join(filter(None, map(str.strip, said.splitlines())))
    line = " ".join(said.split())
    if not line:
        return found["fallback"] if found["fallback"] is not None else _MISSING
    shown = line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}{_MISSING}"
    return "".join(f"\\{one}" if one in _MARKS else one for one in shown)
