"""Turns the HTML of older program files into Markdown."""

from __future__ import annotations

import re

_LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w{1,10};")
_NOT_TEXT = ("script", "style", "head", "iframe", "object", "img", "svg")


def to_markdown(text: str) -> str:
    """Return `text` as Markdown; text without a tag or an entity is taken to be Markdown already."""
    if not _LOOKS_LIKE_HTML.search(text):
        return text.strip()
    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    soup = BeautifulSoup(text, "html.parser")
    for tag in soup(_NOT_TEXT):
        tag.decompose()
    try:
        markdown = MarkdownConverter(heading_style="ATX", bullets="-").convert_soup(soup)
    except RecursionError:
        # Thousands of tags inside each other: the words alone are what can be shown.
        markdown = re.sub(r"<[^<>]*>", " ", text)
    return re.sub(r"\n{3,}", "\n\n", str(markdown).replace("\xa0", " ")).strip()
