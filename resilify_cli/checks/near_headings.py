"""Finds texts that were meant as headings, and headings whose id is read as words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resilify_cli.activities.directive import split_attributes
from resilify_cli.activities.ids import slugify
from resilify_cli.activities.problem import Problem
from resilify_cli.content.session_blocks import LESSON, SourceBlock, SourceFile, session_blocks

# A line that is bold as a whole; a sentence among other text, with its full stop, may well be.
_BOLD = re.compile(
    r"(?P<mark>\*\*\*|___|\*\*|__)(?P<words>[^*_\n]{1,60}?)(?P=mark)(?P<colon>:?)(?:\s*\{#[\w-]+\})?\Z"
)
_UNDERLINE = re.compile(r"={2,}\s*\Z")
_ENDS_SENTENCE = (".", "!", "?", "…", '"', "”", ",")
_FEWEST_CAPITALS = 4
_LONGEST_HEADING = 60
_HEADING_IN_CODE = re.compile(r"\s*#{1,6}\s+\S")
# An id that is none: in other brackets, without one of them, or with a full stop behind it.
_ID_OTHERWISE = re.compile(
    r"(?P<before>.*?)\s*(?:\(\s*#(?P<round>[\w-]+)\s*\)|\[\s*#(?P<square>[\w-]+)\s*\]|\{\s*#(?P<curly>[^{}]*)\}?[.:]?"
    r"|(?<=\s)#(?P<bare>[a-z][\w-]*))\s*\Z"
)
_CLOSING_MARKS = re.compile(r"\s#+\s*\{#[\w-]+\}\s*\Z")


def text_like_headings(file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each text that looks like a heading and is none, and for odd ids of headings."""
    for block in session_blocks(file):
        token = block.token
        if token.type == "inline" and block.in_heading:
            found = _heading_id(token.content)
        elif token.type == "inline" and block.kind == LESSON and token.level == 1:
            found = _paragraph(token.content)
        elif token.type == "code_block" and block.kind == LESSON and not block.in_list:
            found = _indented(token.content)
        else:
            continue
        yield from (Problem(file.path, block.line, *one) for one in found)


def empty_headings(file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each heading of a screen that has nothing under it, and so is not shown."""
    heading: SourceBlock | None = None
    title = ""
    for block in session_blocks(file):
        token = block.token
        if token.type == "heading_open" and token.tag == "h2" and not token.level:
            yield from _empty(file, heading, title)
            heading, title = block, ""
        elif token.type == "inline" and block.in_heading:
            title = title or split_attributes(token.content)[0]
        elif token.type not in ("heading_close", "hr"):
            heading = None
    yield from _empty(file, heading, title)


def _empty(file: SourceFile, heading: SourceBlock | None, title: str) -> Iterator[Problem]:
    if heading is not None and title:
        wrong = f"the heading {title[:40]!r} has nothing under it, and is not shown"
        yield Problem(file.path, heading.line, wrong, "write its text, or ### for a small heading")


def _heading_id(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the id of a heading."""
    end = text[-_LONGEST_HEADING:]
    if _CLOSING_MARKS.search(end):
        yield "the # before the id is shown with the heading", "remove it"
    elif split_attributes(text)[1].id or not (found := _ID_OTHERWISE.match(end)):
        return
    else:
        name = next(filter(None, found.group("round", "square", "curly", "bare")), "")
        right = f"write {{#{slugify(name)}}}" if name.strip() else "write {#id}"
        written = end[found.end("before") :].strip()
        yield f"{written[:40]} gives no id, and is shown with the heading", right


def _paragraph(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a paragraph that looks like a heading."""
    first, *more = text.split("\n")
    bold = _BOLD.match(first.strip())
    words = bold["words"].strip() if bold else first.strip()
    if bold and not words.endswith(_ENDS_SENTENCE):
        title = words.rstrip(":").strip()
        # With a colon it introduces what follows on the next line.
        if not more or (title == words and not bold["colon"] and more[0].lstrip()[:1].isupper()):
            yield f"{first.strip()[:50]} is read as text, not as a heading", _as_heading(title)
    elif more and _UNDERLINE.match(more[-1]):
        yield f"{words[:50]!r} is no heading, and its line of = is shown", _as_heading(words)
    elif not more and _is_in_capitals(words):
        yield f"{words[:50]} is read as text, not as a heading", _as_heading(words.rstrip(":").capitalize())


def _as_heading(title: str) -> str:
    return f"write ## {title[:50]} for a screen, ### for a small heading"


def _is_in_capitals(text: str) -> bool:
    letters = [one for one in text if one.isalpha()]
    if len(letters) < _FEWEST_CAPITALS or len(text) > _LONGEST_HEADING or text.endswith(_ENDS_SENTENCE):
        return False
    return text.isupper() and not re.search(r"[\[\]{}<>]", text)


def _indented(code: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with lines that are indented so far that they are shown as code."""
    if _HEADING_IN_CODE.match(code):
        yield "this heading is indented, and shown as code", "begin it at the margin"
    elif ":" not in code.strip()[:1]:
        yield "this text is indented, and shown as code", "begin it at the margin"
