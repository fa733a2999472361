"""Parses Markdown into markdown-it tokens, with a token of its own for a citation such as `[@a; @b]`.

The one place that parses Markdown for its words; `session_markers` parses the blocks of a session. Pictures
come as their descriptions and HTML as the words in it, and what only looks like HTML stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.limits import LONGEST_TEXT
from resilify_cli.content.html import COMMENT_PATTERN, TAG_PATTERN, html_to_markdown
from resilify_cli.content.limits import DEEPEST_BLOCK

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

ChangeInlines = Callable[[Sequence["Token"]], Iterable["Token"]]

_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
# A text without any of these is the same as Markdown.
_MARKS = re.compile(r"[*_`\[\]<&\\~|!#]|^\s*(?:[-+>=]|\d+[.)])", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# What ends a line where it stands, or makes code of it.
_SPACES = re.compile(r"^[^\S\n]|[^\S\n]\n|\n[^\S\n]|[^\S\n ]")
# Not before a bracket, where `[@a]` is the text of a link. A formatter may escape the brackets.
_CITATION = re.compile(r"(\\?)\[@([\w-]{1,80}(?:\s*;\s*@[\w-]{1,80})*)\1\](?![(\[])")


def parse(markdown: str, change: ChangeInlines | None = None) -> list[Token]:
    """Parse Markdown into block tokens.

    Args:
        markdown: The text.
        change: Called with the inline tokens of each block; returns those to use in their place. A token of
            type `citation` has what is written as its content, and the reference ids in `meta["ids"]`.

    Returns:
        The block tokens. None of them is HTML.
    """
    return list(_without_html(_parser().parse(markdown), change or list))


def is_plain_paragraph(markdown: str) -> bool:
    """Return whether Markdown is one paragraph without any marks, so that it needs no parser."""
    if not markdown or markdown != markdown.strip():
        return False
    return not any(pattern.search(markdown) for pattern in (_MARKS, _BLANK_LINE, _SPACES))


def plain_paragraphs(markdown: str) -> list[str]:
    """Return the paragraphs of Markdown that needs no parser, since none has marks; else an empty list."""
    paragraphs = markdown.split("\n\n")
    return paragraphs if all(map(is_plain_paragraph, paragraphs)) else []


def plain_text(markdown: str, change: ChangeInlines | None = None) -> str:
    """Return the words of Markdown, without its marks; `change` is as in `parse`."""
    if change is None and not _MARKS.search(markdown):
        return markdown
    lines: list[str] = []
    item = ""
    for token in parse(markdown, change):
        if token.type == "list_item_open":
            item = f"{token.info}{token.markup} "
        elif token.type == "inline":
            lines.append(item + "".join(map(_text_of, token.children or ())))
            item = ""
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
    return "\n".join(lines)


def citations(markdown: str, *, html: bool = True) -> Iterator[tuple[str, int]]:
    """Yield each reference id that Markdown cites, with its line, counted from 0.

    Code and the comments of HTML cite nothing. If not `html`, tags are text like any other.
    """
    if "[@" not in markdown:
        return
    parser = _parser(html=html)
    blocks: list[Token] = []
    parser.block.parse(markdown, parser, {}, blocks)
    for block in blocks:
        if block.type == "inline":
            yield from text_citations(block.content, block.map[0] if block.map else 0, html=html)
        elif block.type == "html_block" and block.map:
            words = COMMENT_PATTERN.sub(lambda found: "\n" * found[0].count("\n"), block.content)
            yield from ((ident, block.map[0] + line) for ident, line in citations(words, html=False))


def text_citations(text: str, line: int, *, html: bool = True) -> Iterator[tuple[str, int]]:
    """Yield each reference id that the text of one block cites, with its line.

    Args:
        text: The text, such as a paragraph.
        line: The line that it begins on.
        html: Whether tags are more than text.
    """
    # Most texts cite nothing, and reading their inlines would take most of the time. What is longer than one
    # text may be is refused.
    if "[@" not in text or len(text) > LONGEST_TEXT:
        return
    parser = _parser(html=html)
    inlines: list[Token] = []
    parser.inline.parse(text, parser, {}, inlines)
    position = 0
    for token in inlines:
        if token.type == "citation":
            line += text.count("\n", position, token.meta["position"])
            position = token.meta["position"]
            yield from ((ident, line) for ident in token.meta["ids"])


def cited_ids(markdown: str) -> list[str]:
    """Return the reference ids that a Markdown text cites, in order."""
    return [ident for ident, _ in citations(markdown)]


class TextKind(Enum):
    """The kind of block that a text is in."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    # An item of a list, or a cell of a table.
    ITEM = "item"
    CODE = "code"


class TextBlock(NamedTuple):
    """The text of one block of Markdown, without marks and citations.

    Attributes:
        kind: The kind of block.
        text: The text, one line for each that it is written on.
        line: The line that it begins on, counted from 0.
        code: The places of inline code in it, as pairs of its start and its end.
    """

    kind: TextKind
    text: str
    line: int
    code: tuple[tuple[int, int], ...] = ()


@lru_cache(maxsize=2048)
def text_blocks(markdown: str) -> tuple[TextBlock, ...]:
    """Return the texts of Markdown, block by block."""
    if not _MARKS.search(markdown) and not _BLANK_LINE.search(markdown):
        return (TextBlock(TextKind.PARAGRAPH, markdown, 0),) if markdown.strip() else ()
    return tuple(_text_blocks(parse(markdown)))


def _text_blocks(tokens: Iterable[Token]) -> Iterator[TextBlock]:
    kinds = [TextKind.PARAGRAPH]
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type in ("list_item_open", "table_open"):
            kinds.append(TextKind.ITEM)
        elif token.type in ("list_item_close", "table_close"):
            kinds.pop()
        elif token.type == "heading_open":
            kinds.append(TextKind.HEADING)
        elif token.type == "heading_close":
            kinds.pop()
        elif token.type in ("fence", "code_block"):
            yield TextBlock(TextKind.CODE, token.content, line)
        elif token.type == "inline":
            yield _text_block(kinds[-1], line, token.children or ())


def _text_block(kind: TextKind, line: int, inlines: Iterable[Token]) -> TextBlock:
    text, code = "", []
    for token in inlines:
        if token.type == "citation":
            text = text.rstrip()
            continue
        if token.type == "code_inline":
            code.append((len(text), len(text) + len(token.content)))
        text += _text_of(token)
    return TextBlock(kind, text, line, tuple(code))


@cache
def _parser(*, html: bool = True) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": html, "maxNesting": DEEPEST_BLOCK})
    parser.enable(["strikethrough", "table"])
    add_citation_rule(parser)
    return parser


def add_citation_rule(parser: MarkdownIt) -> None:
    """Add the inline rule for citations to a parser."""
    parser.inline.ruler.before("escape", "citation", _citation_rule)


def _citation_rule(state: StateInline, silent: bool) -> bool:
    """Match a citation, as a markdown-it inline rule."""
    if not state.src.startswith(("[@", "\\[@"), state.pos):
        return False
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = found[0]
        token.meta = {
            "ids": [ident.strip().lstrip("@") for ident in found[2].split(";")],
            "position": state.pos,
        }
    state.pos = found.end()
    return True


def _without_html(tokens: Iterable[Token], change: ChangeInlines) -> Iterator[Token]:
    for token in tokens:
        if token.type == "html_block":
            # What is left then only looks like HTML.
            words = html_to_markdown(token.content)
            for inner in _without_html(_parser(html=False).parse(words), change):
                inner.map = token.map
                yield inner
            continue
        if token.children is not None:
            token.children = list(change(list(_inlines_without_html(token.children))))
        yield token


def _inlines_without_html(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "image":
            yield text_token(token.content)
        elif token.type == "html_inline":
            if _LINE_BREAK_TAG.fullmatch(token.content):
                yield _hard_break()
            elif not TAG_PATTERN.fullmatch(token.content) and not COMMENT_PATTERN.fullmatch(token.content):
                yield text_token(token.content)
        elif token.markup != "autolink":
            # The address of an autolink is its text too.
            yield token


def text_token(text: str) -> Token:
    """Return an inline token of text."""
    from markdown_it.token import Token

    return Token("text", "", 0, content=text)


def _hard_break() -> Token:
    from markdown_it.token import Token

    return Token("hardbreak", "br", 0)


def _text_of(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content
