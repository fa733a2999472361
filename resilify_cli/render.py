"""Turns blocks into what Rich can draw. The one place that knows how each of them looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.text import Text

from resilify_cli.activities.questions import Aside, Block, Fact, Picture, Prose, Words
from resilify_cli.content.links import CITATION
from resilify_cli.content.markdown import parse, plain_text
from resilify_cli.safe import safe

if TYPE_CHECKING:
    from markdown_it.token import Token

_SUPERSCRIPT = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")
_TYPED = (
    (re.compile(r"\bPress (?=Page Down|Page Up|Ctrl-C)"), "Type "),
    (re.compile(r"\bpress (?=Page Down|Page Up|Ctrl-C)"), "type "),
    (re.compile(r"\bPage Down\b"), ":skip"),
    (re.compile(r"\bPage Up\b"), ":back"),
    (re.compile(r"\bCtrl-C\b"), ":quit"),
)
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
# The look behind keeps a long run of spaces from being tried from each of its spaces.
_BEFORE_CITATION = re.compile(r"(?<!\s)\s+(?=\[@)")


def draw(blocks: Iterable[Block], citations: Mapping[str, int], *, plain: bool, close: bool = False) -> Group:
    """Return the blocks as one drawing, a blank line between them; if `close`, none between asides."""
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
        case Prose(markdown):
            yield markdown_text(markdown, citations, plain=plain)
        case Words(text, label):
            if label:
                shown = plain_text(safe(label))
                colon = "" if shown.endswith(("?", ":")) else ":"
                yield Text(f"{safe(shown)}{colon}", style="dim")
            yield Padding(Text(safe(text), style="italic"), (0, 0, 0, 2))
        case Aside(text, label):
            body = safe(plain_text(safe(text), partial(_said, citations=citations, plain=plain)))
            yield (
                Text(f"{label}: ", style="bold").append(Text(body, style="not bold"))
                if label
                else Text(body, style="dim")
            )
        case Fact(text):
            yield Text(safe(text))
        case Picture(lines, says):
            if not plain:
                yield Text("\n".join(safe(line) for line in lines))
                yield Text("")
            yield Text(safe(says))


def markdown_text(markdown: str, citations: Mapping[str, int], *, plain: bool) -> Markdown:
    """Return Markdown to draw: links as text, pictures as their descriptions, nothing live."""
    drawn = Markdown("", hyperlinks=False, code_theme="bw")
    drawn.parsed = parse(safe(markdown), partial(_said, citations=citations, plain=plain))
    _close_up(drawn.parsed, plain=plain)
    _make_safe(drawn.parsed)
    return drawn


def _said(text: str, citations: Mapping[str, int], *, plain: bool) -> str:
    """Return an author's text as it is shown: with the keys of the place it is shown in, and its sources."""
    return cited(in_plain_words(text) if plain else text, citations, plain=plain)


def _close_up(tokens: Iterable[Token], *, plain: bool) -> None:
    """Take away the end of a line before a raised number, which follows its word closely."""
    for token in tokens if not plain else ():
        children = token.children or []
        for at in range(len(children) - 1, 0, -1):
            if children[at - 1].type == "softbreak" and children[at].content[:1] in _RAISED:
                del children[at - 1]


def _make_safe(tokens: Iterable[Token]) -> None:
    """Make what was written as an entity (`&#x202e;`) safe too, now that it is a character."""
    for token in tokens:
        token.content = safe(token.content)
        _make_safe(token.children or ())


def in_plain_words(text: str) -> str:
    """Return an author's text with what to type in plain lines in place of the terminal's keys."""
    for key, command in _TYPED:
        text = key.sub(command, text)
    return text


def cited(text: str, citations: Mapping[str, int], *, plain: bool) -> str:
    """Put each reference's number where it is cited: small and raised, or in brackets if `plain`."""

    def number(found: re.Match[str]) -> str:
        ids = [one.strip().lstrip("@") for one in found[1].split(";")]
        numbers = [str(citations[one]) for one in ids if one in citations]
        if not numbers:
            return found[0]
        joined = ",".join(numbers)
        return f"[{joined}]" if plain else joined.translate(_SUPERSCRIPT)

    # A raised number follows its word closely, so the space before the citation goes.
    return CITATION.sub(number, text if plain else _BEFORE_CITATION.sub("", text))
