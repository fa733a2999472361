"""Finds the lines of a session's Markdown that structure it: headings, screen breaks and directives.

markdown-it-py parses the blocks, so that code, lists and quotations follow CommonMark. Two block rules add
what only sessions have: lines of `:::`, and `:name: text` options. A formatter may put blank lines before
options, take away the indentation of the lines that go on with one, indent a `:::` that follows a list, and
draw a screen break another way: what is read stays the same. The rules for `:::` in mdit-py-plugins
(`container`, `colon_fence`) do not fit: they end a directive at a `:::` in a code block, and a directive that
the author forgot to close at the end of the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from resilify_cli.content.limits import DEEPEST_BLOCK
from resilify_cli.content.markdown import text_citations

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_COLONS = re.compile(r"(:{3,})\s*(.*)\Z")
OPENING_PATTERN = re.compile(r"\{([^{}]{0,40})\}\s*(.*)\Z")
_OPTION = re.compile(r":([a-z][a-z0-9-]{0,30}):(?:\s+(.*))?\Z")
# The options of a heading that are text, to which every line up to a blank one belongs. So it is with an
# example in a block, if its first line is below its name, and not indented.
_EXAMPLE = "example"
_TEXT_OPTIONS = frozenset({"aim", "evidence", "caution", "easier", "stop"})
# What begins like an option, but is written in another way, goes on with no option.
_LOOKS_LIKE_OPTION = re.compile(r"\s*[:：]\s*\w[\w-]*")
# markdown-it drops what is nested more deeply. It is more than is allowed, so that all problems behind a list
# that is nested too deeply are found.
_MAX_NESTING = 2 * DEEPEST_BLOCK


class MarkerKind(Enum):
    """What a marker does."""

    HEADING = "heading"
    BREAK = "break"
    OPEN = "open"
    CLOSE = "close"
    STRAY = "stray"


@dataclass(frozen=True, slots=True)
class MarkerOption:
    """One `:name: text` option below a marker; `line` counts from 0.

    `text` is all of it on one line, `lines` are its lines as they were written, without those that are blank.
    """

    name: str
    text: str
    line: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionMarker:
    """A line that structures a session, with the options below it.

    Attributes:
        kind: What it does: a heading, a screen break, or a line of `:::` that opens a directive, closes one,
            or does neither.
        line: Its line, counted from 0.
        end: The line behind it and its options.
        text: The heading's text, or what follows the kind of a directive.
        directive: The activity kind between braces, for a directive that opens.
        colons: How many colons a line of `:::` begins with.
        nested: Whether it is in a list item, where only lines that close a directive are looked for.
        options: Its options, in order.
    """

    kind: MarkerKind
    line: int
    end: int
    text: str = ""
    directive: str = ""
    colons: int = 0
    nested: bool = False
    options: tuple[MarkerOption, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionMarkers:
    """What `find_markers` found.

    Attributes:
        markers: The markers in order.
        unclosed_fences: The fence of each code block that runs to the end of the session.
        too_deep: The line, counted from 0, of the first list item or quotation that is nested more deeply
            than `DEEPEST_BLOCK`.
    """

    markers: tuple[SessionMarker, ...]
    unclosed_fences: tuple[str, ...]
    too_deep: int | None


def find_markers(text: str) -> SessionMarkers:
    """Parse the Markdown of a session's body and return its markers, in order; none of them is in code."""
    tokens = _blocks(text)
    markers = tuple(_find_markers(tokens, text.split("\n")))
    return SessionMarkers(markers, tuple(_unclosed_fences(tokens)), _too_deep(tokens))


def session_citations(text: str) -> Iterator[tuple[str, int]]:
    """Yield each reference id that a session's body cites, with its line, counted from 0."""
    if "[@" not in text:
        return
    lines = text.split("\n")
    for token in _blocks(text):
        if token.map is None or token.type not in ("inline", "option"):
            continue
        start, end = token.map
        # The content of an option has lost the empty lines in it.
        words = token.content if token.type == "inline" else "\n".join(map(str.strip, lines[start:end]))
        yield from text_citations(words, start)


@lru_cache(maxsize=1)
def _blocks(text: str) -> list[Token]:
    """Parse the Markdown of a session's body; markers and citations are both looked for in one parse."""
    parser = _parser()
    tokens: list[Token] = []
    # With a line end behind it, the last line is like any other.
    parser.block.parse(f"{text}\n", parser, {}, tokens)
    return tokens


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Without `lheading`: a line of --- below a text is a screen break here.
    parser = MarkdownIt("zero", {"maxNesting": _MAX_NESTING})
    parser.enable(["code", "fence", "blockquote", "hr", "list", "heading"])
    add_session_rules(parser)
    return parser


def add_session_rules(parser: MarkdownIt) -> None:
    """Add the block rules for lines of `:::` and for options to a parser."""
    parser.block.ruler.before("code", "option", _option_rule)
    parser.block.ruler.before("fence", "colons", _colons_rule, {"alt": ["paragraph", "blockquote", "list"]})


def _colons_rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Match one line of three colons or more, as a markdown-it block rule."""
    if not state.src.startswith(":::", state.bMarks[line] + state.tShift[line]):
        return False
    found = _COLONS.match(_text_of(state, line))
    if found is None or state.is_code_block(line):
        return False
    if not silent:
        state.line = line + 1
        token = state.push("colons", "", 0)
        token.map = [line, state.line]
        token.markup, token.info = found[1], found[2]
    return True


def _option_rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Match an option and the lines that go on with it, below its owner, as a markdown-it block rule."""
    if silent or state.tShift[line] or not state.src.startswith(":", state.bMarks[line]):
        return False
    owner = _options_owner(state, line)
    found = _OPTION.match(_text_of(state, line)) if owner else None
    if found is None:
        return False
    words = (found[2] or "").strip()
    indented = _is_indented(state, line + 1)
    lazy = found[1] in _TEXT_OPTIONS if owner == "h2" else found[1] == _EXAMPLE and not (words or indented)
    parts = [words]
    state.line = line + 1
    while state.line < end and (_is_indented(state, state.line) or (lazy and _goes_on(state, state.line))):
        parts.append(_text_of(state, state.line))
        state.line += 1
    token = state.push("option", owner, 0)
    token.map = [line, state.line]
    token.info, token.content = found[1], "\n".join(filter(None, parts))
    return True


def _is_indented(state: StateBlock, line: int) -> bool:
    return state.src.startswith("  ", state.bMarks[line]) and not state.isEmpty(line)


def _goes_on(state: StateBlock, line: int) -> bool:
    """Return whether a line is text of the paragraph that an option begins, and like no other option."""
    if state.isEmpty(line) or _LOOKS_LIKE_OPTION.match(_text_of(state, line)):
        return False
    terminators = state.md.block.ruler.getRules("paragraph")
    return not any(rule(state, line, state.lineMax, True) for rule in terminators)


def _text_of(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _options_owner(state: StateBlock, line: int) -> str:
    """Return "h2" or "colons" for what the options on a line would belong to; an empty text if to nothing."""
    tokens = state.tokens
    if state.level or not tokens:
        return ""
    # A heading is three tokens, of which the first knows its lines.
    before = tokens[-3] if tokens[-1].type == "heading_close" else tokens[-1]
    owner = before.tag if before.type in ("heading_open", "option") else before.type
    if owner not in ("h2", "colons") or before.map is None:
        return ""
    if before.type == "colons" and not OPENING_PATTERN.match(before.info):
        return ""
    return owner if all(state.isEmpty(between) for between in range(before.map[1], line)) else ""


def _find_markers(tokens: list[Token], lines: list[str]) -> Iterator[SessionMarker]:
    for at, token in enumerate(tokens):
        if token.map is None:
            continue
        line = token.map[0]
        if token.type == "colons":
            # In a list item, a line of colons alone may close a directive; in a quotation it is not alone.
            if token.level == 0 or lines[line].strip() == token.markup:
                yield _colons_marker(token, line, _options_after(tokens, at + 1))
        elif token.level:
            continue
        elif token.type == "heading_open" and token.tag == "h2":
            options = _options_after(tokens, at + 3)
            end = _end_line(options, token.map[1])
            yield SessionMarker(
                MarkerKind.HEADING, line, end, tokens[at + 1].content, options=_make_options(options)
            )
        elif token.type == "hr":
            yield SessionMarker(MarkerKind.BREAK, line, token.map[1])


def _colons_marker(token: Token, line: int, options: list[Token]) -> SessionMarker:
    colons = len(token.markup)
    opening = OPENING_PATTERN.match(token.info)
    if opening is None:
        kind = MarkerKind.STRAY if token.info else MarkerKind.CLOSE
        return SessionMarker(kind, line, line + 1, token.info, colons=colons, nested=token.level > 0)
    return SessionMarker(
        MarkerKind.OPEN,
        line,
        _end_line(options, line + 1),
        opening[2].strip(),
        opening[1].strip(),
        colons,
        options=_make_options(options),
    )


def _options_after(tokens: list[Token], at: int) -> list[Token]:
    found = []
    while at < len(tokens) and tokens[at].type == "option":
        found.append(tokens[at])
        at += 1
    return found


def _end_line(options: list[Token], otherwise: int) -> int:
    return options[-1].map[1] if options and options[-1].map else otherwise


def _make_options(options: list[Token]) -> tuple[MarkerOption, ...]:
    found = ((one, tuple(one.content.split("\n"))) for one in options)
    return tuple(
        MarkerOption(one.info, " ".join(lines), one.map[0], lines) for one, lines in found if one.map
    )


def _unclosed_fences(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        # One in a list item or a quotation ends with it, and hides nothing behind it.
        if token.type == "fence" and token.map and token.level == 0:
            first, end = token.map
            # The lines of the code, and a fence above and below.
            if end - first < token.content.count("\n") + 2:
                yield token.markup


def _too_deep(tokens: Iterable[Token]) -> int | None:
    for token in tokens:
        if token.type in ("list_item_open", "blockquote_open") and token.level + 1 >= DEEPEST_BLOCK:
            return token.map[0] if token.map else 0
    return None
