"""Turns an author's Markdown into HTML that holds nothing live: no link, no picture, no HTML of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from resilify_cli.content.markdown import parse, text_token
from resilify_cli.safe import safe

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markupsafe import Markup

_KEYS = (
    (re.compile(r"\bCtrl-C saves and leaves\b"), "putting the page away keeps your place"),
    (re.compile(r"\bPress Page Down\b"), "Turn the page"),
    (re.compile(r"\bpress Page Down\b"), "turn the page"),
    (re.compile(r"(?:^|(?<=[.!?] ))Page Down\b"), "Turning the page"),
    (re.compile(r"\bPage Down\b"), "turning the page"),
    (re.compile(r"\bPress Page Up\b"), "Turn back"),
    (re.compile(r"\bpress Page Up\b"), "turn back"),
    (re.compile(r"\bPage Up\b"), "turning back"),
    (re.compile(r"\bPress Ctrl-C\b"), "Put the page away"),
    (re.compile(r"\bpress Ctrl-C\b"), "put the page away"),
    (re.compile(r"\bCtrl-C\b"), "putting the page away"),
)


def markdown_html(markdown: str, numbers: Mapping[str, int], *, inline: bool = False) -> Markup:
    """Return Markdown as HTML.

    Args:
        markdown: The text.
        numbers: The number of each reference that it may cite, by its id.
        inline: Whether to leave out the marks of paragraphs, for text within a line.
    """
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    tokens = parse(safe(_without_keys(markdown)), partial(_show_inlines, numbers=numbers))
    if inline:
        tokens = [token for token in tokens if token.type == "inline"]
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            # The page has its own headings above these.
            token.tag = "h5"
    parser = MarkdownIt("commonmark", {"html": False})
    # The renderer escapes every text; tokens of HTML are none of those that are left.
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def _without_keys(markdown: str) -> str:
    """Return a text with what to do on paper in place of the terminal's keys."""
    for key, words in _KEYS:
        markdown = key.sub(words, markdown)
    return markdown


def _show_inlines(inlines: Sequence[Token], *, numbers: Mapping[str, int]) -> list[Token]:
    """Put numbers in place of citations, and the words of links in place of links."""
    shown: list[Token] = []
    for token in inlines:
        if token.type == "citation":
            cited = [str(numbers[one]) for one in token.meta["ids"] if one in numbers]
            text = "".join(_superscript(number) for number in cited) if cited else token.content
            shown.append(text_token(text))
        elif token.type not in ("link_open", "link_close"):
            shown.append(token)
    return shown


def _superscript(number: str) -> str:
    return f"[{number}]"
