"""Renders the blocks of a question with Rich. This is the one place that knows how each of them looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from resilify_cli.activities.questions import (
    Aside,
    Block,
    Drawing,
    MarkdownBlock,
    Notice,
    OwnWords,
    SideBySide,
)
from resilify_cli.content.markdown import is_plain_paragraph, parse, plain_paragraphs, plain_text, text_token
from resilify_cli.safe import safe

if TYPE_CHECKING:
    from markdown_it.token import Token

# From so many columns on, two texts have room beside each other.
_BESIDE = 56
_SUPERSCRIPT = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")
_PLAIN_KEYS = (
    (re.compile(r"\bPress (?=Page Down|Page Up|Ctrl-C)"), "Type "),
    (re.compile(r"\bpress (?=Page Down|Page Up|Ctrl-C)"), "type "),
    (re.compile(r"\bPage Down\b"), ":skip"),
    (re.compile(r"\bPage Up\b"), ":back"),
    (re.compile(r"\bCtrl-C\b"), ":quit"),
)


def render_blocks(
    blocks: Iterable[Block], citations: Mapping[str, int], *, plain: bool, close: bool = False
) -> Group:
    """Return blocks as one Rich renderable, with a blank line between them.

    Args:
        blocks: The blocks.
        citations: The number of each reference that they may cite.
        plain: Whether it is for plain lines: no pictures, and commands in place of keys.
        close: Whether to leave out the blank line between two asides.
    """
    drawn: list[RenderableType] = []
    before: Block | None = None
    for block in blocks:
        together = close and isinstance(block, Aside) and isinstance(before, Aside)
        before = block
        if drawn and not together:
            drawn.append(Text(""))
        drawn.extend(_draw(block, citations, plain=plain))
    return Group(*drawn)


def _draw(block: Block, citations: Mapping[str, int], *, plain: bool) -> Iterator[RenderableType]:
    match block:
        case MarkdownBlock(markdown):
            yield markdown_text(markdown, citations, plain=plain)
        case OwnWords():
            yield from _own_words(block)
        case SideBySide(left, right):
            both = (Group(*_own_words(left)), Group(*_own_words(right)))
            yield Group(both[0], Text(""), both[1]) if plain else _Columns(*both)
        case Aside(text, label):
            body = _aside_text(text, citations, plain=plain)
            yield (
                Text().append(f"{label}: ", style="strong").append(body)
                if label
                else Text(body, style="muted")
            )
        case Notice(text):
            yield Text(safe(text))
        case Drawing(lines, description):
            if not plain:
                yield Text("\n".join(safe(line) for line in lines))
                yield Text("")
            yield Text(safe(description))


def _aside_text(markdown: str, citations: Mapping[str, int], *, plain: bool) -> str:
    if is_plain_paragraph(markdown):
        text = safe(markdown)
        return in_plain_words(text) if plain else text
    return safe(plain_text(safe(markdown), partial(show_inlines, citations=citations, plain=plain)))


def _own_words(block: OwnWords) -> Iterator[RenderableType]:
    if block.label:
        shown = _aside_text(block.label, {}, plain=False)
        colon = "" if shown.endswith((".", "?", "!", ":")) else ":"
        yield Text(f"{shown}{colon}", style="muted")
    yield Padding(Text(safe(block.text), style="own words"), (0, 0, 0, 2), expand=False)


class _Columns:
    """Two texts beside each other, or below each other where there is little room."""

    def __init__(self, left: RenderableType, right: RenderableType) -> None:
        self._left, self._right = left, right

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < _BESIDE:
            yield Group(self._left, Text(""), self._right)
            return
        from rich.table import Table

        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(self._left, self._right)
        yield table


def markdown_text(markdown: str, citations: Mapping[str, int], *, plain: bool) -> RenderableType:
    """Return Markdown to draw: links as text, pictures as their descriptions, nothing live."""
    if paragraphs := plain_paragraphs(markdown):
        # As all of it is drawn, and without a parser: a session begins sooner.
        texts = [safe(paragraph).replace("\n", " ") for paragraph in paragraphs]
        drawn_texts = [Text(in_plain_words(text) if plain else text, justify="left") for text in texts]
        return drawn_texts[0] if len(texts) == 1 else Text("\n\n").join(drawn_texts)
    from rich.markdown import Markdown
    from rich.syntax import ANSISyntaxTheme

    drawn = Markdown("", hyperlinks=False)
    # Syntax takes a theme too; each that Rich knows by name has colours or a background of its own.
    drawn.code_theme = ANSISyntaxTheme({})  # type: ignore[assignment]
    drawn.parsed = parse(safe(markdown), partial(show_inlines, citations=citations, plain=plain))
    _make_safe(drawn.parsed)
    return drawn


def show_inlines(inlines: Sequence[Token], *, citations: Mapping[str, int], plain: bool) -> list[Token]:
    """Put numbers in place of citations and, if `plain`, what to type in place of a terminal's keys.

    Args:
        inlines: The inline tokens of one block, from `content.markdown.parse`.
        citations: The number of each reference by its id. A citation of others only stays as it is written.
        plain: Whether they are shown as plain lines: numbers in brackets, else small and raised.

    Returns:
        The tokens to show, none of them a citation.
    """
    shown: list[Token] = []
    for token in inlines:
        if token.type == "citation":
            numbers = [str(citations[one]) for one in token.meta["ids"] if one in citations]
            if numbers and not plain:
                _close_up(shown)
            shown.append(text_token(_citation_text(numbers, plain=plain) or token.content))
            continue
        if token.type == "text" and plain:
            token.content = in_plain_words(token.content)
        shown.append(token)
    return shown


def _citation_text(numbers: Sequence[str], *, plain: bool) -> str:
    joined = ",".join(numbers)
    return f"[{joined}]" if plain and numbers else joined.translate(_SUPERSCRIPT)


def _close_up(shown: list[Token]) -> None:
    """Remove the space or line end before a raised number, which follows its word closely."""
    while shown and shown[-1].type == "softbreak":
        shown.pop()
    if shown and shown[-1].type == "text":
        shown[-1].content = shown[-1].content.rstrip()


def _make_safe(tokens: Iterable[Token]) -> None:
    """Make what was written as an entity (`&#x202e;`) safe too, now that it is a character."""
    for token in tokens:
        token.content = safe(token.content)
        _make_safe(token.children or ())


def in_plain_words(text: str) -> str:
    """Return an author's text with what to type in plain lines in place of the terminal's keys."""
    for key, command in _PLAIN_KEYS:
        text = key.sub(command, text)
    return text
