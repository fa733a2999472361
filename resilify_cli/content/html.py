"""Turns the HTML of older program files into Markdown."""

from __future__ import annotations

import re

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
        # Thousands of tags inside each other, or a broken one: the words alone are what can be shown.
        markdown = re.sub(r"<[^<>]*>", " ", text)
    return re.sub(r"\n{3,}", "\n\n", markdown.replace("\xa0", " ")).strip()


def _convert(text: str) -> str:
    import warnings

    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    with warnings.catch_warnings():
        # Text that looks like a file's name or an address is still text.
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(text, "html.parser")
    for tag in soup(_NOT_TEXT):
        tag.decompose()
    for tag in soup(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in _KEPT}
    return str(MarkdownConverter(heading_style="ATX", bullets="-").convert_soup(soup))
