"""Reads Markdown as tokens: which lines are code, what cites a source, and what is drawn.

The one place that parses Markdown. Pictures come as their descriptions and HTML as the words in it, and what
only looks like HTML stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from resilify_cli.content.html import COMMENT, TAG, to_markdown
from resilify_cli.content.limits import DEEPEST_BLOCK

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# A text without any of these is the same as Markdown.
_MARKS = re.compile(r"[*_`\[\]<&\\~|!#]|^\s*(?:[-+>=]|\d+[.)])", re.MULTILINE)
_Change = Callable[[str], str]


def parse(markdown: str, change: _Change = str) -> list[Token]:
    """Return the tokens of Markdown, with `change` made to each text in it that is no code."""
    return list(_blocks(_parser().parse(markdown), change))


def plain_text(markdown: str, change: _Change = str) -> str:
    """Return Markdown as the words that are read of it, without its marks; `change` is as in `parse`."""
    if not _MARKS.search(markdown):
        return change(markdown)
    lines: list[str] = []
    item = ""
    for token in parse(markdown, change):
        if token.type == "list_item_open":
            item = f"{token.info}{token.markup} "
        elif token.type == "inline":
            lines.append(item + "".join(map(_words, token.children or ())))
            item = ""
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
    return "\n".join(lines)


def texts(markdown: str) -> Iterator[tuple[str, int]]:
    """Yield each text of Markdown that is no code, with its line, counted from 0."""
    for token in _parser().parse(markdown):
        line = token.map[0] if token.map else 0
        for child in token.children or ():
            if child.type == "text":
                yield child.content, line
            line += child.type in ("softbreak", "hardbreak")


@cache
def _parser(*, html: bool = True) -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": html, "maxNesting": DEEPEST_BLOCK}).enable(
        ["strikethrough", "table"]
    )


def _blocks(tokens: Iterable[Token], change: _Change) -> Iterator[Token]:
    for token in tokens:
        if token.type == "html_block":
            # What is left then only looks like HTML.
            words = to_markdown(token.content)
            yield from _blocks(_parser(html=False).parse(words), change)
            continue
        if token.children is not None:
            token.children = list(_inlines(token.children, change))
        yield token


def _inlines(tokens: Iterable[Token], change: _Change) -> Iterator[Token]:
    from markdown_it.token import Token

    for token in tokens:
        if token.type == "text":
            token.content = change(token.content)
            yield token
        elif token.type == "image":
            yield Token("text", "", 0, content=token.content)
        elif token.type == "html_inline":
            if _BREAK.fullmatch(token.content):
                yield Token("hardbreak", "br", 0)
            elif not TAG.fullmatch(token.content) and not COMMENT.fullmatch(token.content):
                yield Token("text", "", 0, content=token.content)
        elif token.markup != "autolink":
            # The address of an autolink is its text too.
            yield token


def _words(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content
