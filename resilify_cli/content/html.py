"""Converts the HTML of older program files to Markdown."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from resilify_cli.content.limits import DEEPEST_HTML, LONGEST_OVERVIEW

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_NAMES = (
    "a abbr address article aside b big blockquote body br caption center cite code col dd del details div"
    " dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i iframe img ins kbd li"
    " link main mark meta nav object ol p pre q s script section small span strike strong style sub summary"
    " sup svg table tbody td tfoot th thead title tr tt u ul var"
)
_VALUE = r"""(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+)"""
# A tag that HTML has, with nothing in it but attributes and their values: `a<b and b>c` has none.
TAG_PATTERN = re.compile(
    rf"</?(?:{'|'.join(_NAMES.split())})(?:\s+[a-zA-Z][\w:-]*\s*=\s*{_VALUE})*\s*/?>", re.IGNORECASE
)
COMMENT_PATTERN = re.compile(r"<!--.*?-->", re.DOTALL)
_COMMENT_ENDS = "-->"
_ENTITY = re.compile(r"&#?\w{1,10};")
_TAG_OR_LESS = re.compile(rf"{TAG_PATTERN.pattern}|<", re.IGNORECASE)
_NOT_TEXT = ("script", "style", "head", "iframe", "object", "img", "svg")
# Where a link leads. Every other attribute is looks, or a number that a converter may choke on.
_KEPT = ("href",)


def html_to_markdown(text: str) -> str:
    """Convert HTML to Markdown; a text without a tag or an entity is Markdown already."""
    text = remove_comments(text)
    if not TAG_PATTERN.search(text) and not _ENTITY.search(text):
        return text.strip()
    # What only looks like a tag would go with the tags.
    text = _TAG_OR_LESS.sub(lambda found: "&lt;" if found[0] == "<" else found[0], text)
    from bs4.exceptions import ParserRejectedMarkup

    try:
        markdown = _convert(text)
    except (RecursionError, ParserRejectedMarkup):
        markdown = None
    if markdown is None or len(markdown) > 2 * LONGEST_OVERVIEW:
        # Too many tags inside each other, or a broken one: the words alone are what can be shown.
        markdown = unescape(TAG_PATTERN.sub(" ", text))
    return re.sub(r"\n{3,}", "\n\n", markdown.replace("\xa0", " ")).strip()


def remove_comments(text: str) -> str:
    """Return a text without HTML comments."""
    # Behind the last end none ends, and a search from each beginning there would take the square of them.
    end = text.rfind(_COMMENT_ENDS) + len(_COMMENT_ENDS)
    return COMMENT_PATTERN.sub("", text[:end]) + text[end:] if "<!--" in text else text


def _convert(text: str) -> str | None:
    """Convert HTML to Markdown; None if tags are nested more than `DEEPEST_HTML` levels deep."""
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
    """Return how deep the tags are nested; converting takes time with the square of it."""
    depths = {id(soup): 0}
    for tag in soup(True):
        depths[id(tag)] = depths[id(tag.parent)] + 1
    return max(depths.values())
