"""Turns the HTML of older program files into Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resilify_cli.content.limits import DEEPEST_HTML, LONGEST_OVERVIEW

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w{1,10};")
_NOT_TEXT = ("script", "style", "head", "iframe", "object", "img", "svg")
# Where a link leads. Every other attribute is looks, or a number that a converter may choke on.
_KEPT = ("href",)


def to_markdown(text: str) -> str:
    """Return `text` as Markdown; text without a tag or an entity is taken to be Markdown already."""
    if not _LOOKS_LIKE_HTML.search(text):
        return text.strip()
    from bs4.exceptions import ParserRejectedMarkup

    try:
        markdown = _convert(text)
    except (RecursionError, ParserRejectedMarkup):
        markdown = None
    if markdown is None or len(markdown) > 2 * LONGEST_OVERVIEW:
        # Too many tags inside each other, or a broken one: the words alone are what can be shown.
        markdown = re.sub(r"<[^<>]*>", " ", text)
    return re.sub(r"\n{3,}", "\n\n", markdown.replace("\xa0", " ")).strip()


def _convert(text: str) -> str | None:
    """Return Markdown, or None where tags stand too deep inside each other."""
    import warnings

    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    with warnings.catch_warnings():
        # Text that looks like a file's name or an address is still text.
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(text, "html.parser")
    for tag in soup(_NOT_TEXT):
        tag.decompose()
    if _depth(soup) > DEEPEST_HTML:
        return None
    for tag in soup(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in _KEPT}
    return str(MarkdownConverter(heading_style="ATX", bullets="-").convert_soup(soup))


def _depth(soup: BeautifulSoup) -> int:
    """Return how many tags stand inside each other. Converting takes the square of it."""
    depths = {id(soup): 0}
    for tag in soup(True):
        depths[id(tag)] = depths[id(tag.parent)] + 1
    return max(depths.values())
