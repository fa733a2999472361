"""Parses a page of Apple Journal's export: one entry as HTML, most of which is styling.

The form is not documented. The day stands in a header, then come cards for photos, places and so on, a title,
and the words, whose tags are often closed in another order than they were opened.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.entries.portable_entry import LeftOutKind

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_BLOCKS = ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "tr", "table")
_NOT_WORDS = ("script", "style", "title", "meta", "link")
_KINDS = {
    "photo": LeftOutKind.PHOTO,
    "livephoto": LeftOutKind.PHOTO,
    "video": LeftOutKind.VIDEO,
    "audio": LeftOutKind.AUDIO,
    "multipinmap": LeftOutKind.PLACE,
    "genericmap": LeftOutKind.PLACE,
    "music": LeftOutKind.MUSIC,
    "drawing": LeftOutKind.DRAWING,
    "workouticon": LeftOutKind.ACTIVITY,
    "workoutroute": LeftOutKind.ACTIVITY,
    "motionactivity": LeftOutKind.ACTIVITY,
}
# Of these, the thing itself is not kept, also where its card has words, which are.
_FILES = frozenset({LeftOutKind.PHOTO, LeftOutKind.VIDEO, LeftOutKind.AUDIO, LeftOutKind.DRAWING})
_DEEPEST = 100
# Characters that no text has, for the ends of lines and of paragraphs.
_LINE, _PARAGRAPH = "\ufdd0", "\ufdd1"
_ENDS = {
    **dict.fromkeys(_BLOCKS, (_PARAGRAPH, _PARAGRAPH)),
    "br": (_LINE, ""),
    "li": (f"{_LINE}- ", _LINE),
    **dict.fromkeys(("td", "th"), (" ", " ")),
}
# What opens a tag that is never closed would be sought for to the end, each time.
_LONE = re.compile(r"<(?=[^<>]*(?:<|\Z))")


class AppleJournalPage(NamedTuple):
    """The parts of a page: the header with its day, an exact time if there is one, a title, and the words.

    `cards` are the words on cards, such as a place or a state of mind.
    """

    header: str
    time: str
    title: str
    cards: tuple[str, ...]
    words: str
    left_out: Counter[LeftOutKind]


def parse_page(html: str) -> AppleJournalPage:
    """Parse a page of HTML."""
    import warnings

    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            soup = BeautifulSoup(_LONE.sub("&lt;", html), "html.parser")
        if not _is_deep(soup):
            return _page_of(soup)
    except (ParserRejectedMarkup, RecursionError):
        pass
    # The words alone, where tags are broken or stand inside each other without end.
    words = unescape(re.sub(r"<[^<>]*>", " ", html))
    return AppleJournalPage("", "", "", (), " ".join(words.split()), Counter())


def _is_deep(soup: BeautifulSoup) -> bool:
    """Return whether tags stand deeper inside each other than a page of a program has them."""
    depths = {id(soup): 0}
    for tag in soup(True):
        depth = depths[id(tag)] = depths[id(tag.parent)] + 1
        if depth > _DEEPEST:
            return True
    return False


def _page_of(soup: BeautifulSoup) -> AppleJournalPage:
    stamp = soup.find("time", attrs={"datetime": True})
    header, title = soup.find(class_="pageHeader"), soup.find(class_="title")
    items = [item for item in soup(class_="gridItem") if not item.find_parent(class_="gridItem")]
    left_out: Counter[LeftOutKind] = Counter()
    cards = [card for item in items if (card := _card_words(item, left_out))]
    apart = {id(tag) for tag in (stamp, header, title, *items) if tag}
    left_out[LeftOutKind.PHOTO] += sum(
        1 for image in soup("img", src=True) if not image.find_parent(class_="gridItem")
    )
    return AppleJournalPage(
        " ".join(_paragraphs(header).split()) if header else "",
        str(stamp["datetime"]) if stamp else "",
        " ".join(_paragraphs(title).split()) if title else "",
        tuple(cards),
        _paragraphs(soup, apart),
        +left_out,
    )


def _card_words(item: Tag, left_out: Counter[LeftOutKind]) -> str:
    """Return the words of a card, and count the photo or other thing that it shows."""
    names = [str(name) for name in item.get("class") or () if str(name).startswith("assetType_")]
    name = names[0].partition("_")[2].lower() if names else ""
    words = ", ".join(line for line in _paragraphs(item).split("\n") if line.strip())
    links = [str(link["href"]) for link in item("a", href=True)]
    kind = _KINDS.get(name, LeftOutKind.OTHER)
    if kind in _FILES or not (words or links):
        left_out[kind] += 1
    return " ".join([*([words] if words else []), *links])


def _paragraphs(whole: Tag, apart: Collection[int] = ()) -> str:
    """Return the words of an element but for those set `apart`, with empty lines between paragraphs."""
    from bs4 import Tag
    from bs4.element import PreformattedString

    pieces: list[str] = []
    left: list[object] = [whole]
    while left:
        part = left.pop()
        if isinstance(part, Tag):
            if part.name not in _NOT_WORDS and id(part) not in apart:
                before, behind = _ENDS.get(part.name, ("", ""))
                pieces.append(before)
                left += [behind, *reversed(part.contents)]
        elif not isinstance(part, PreformattedString):
            pieces.append(str(part))
    text = re.sub(r"[\s\xa0]+", " ", "".join(pieces))
    paragraphs = []
    for paragraph in text.split(_PARAGRAPH):
        lines = [line.strip() for line in paragraph.split(_LINE)]
        if kept := "\n".join(line for line in lines if line):
            paragraphs.append(kept)
    return "\n\n".join(paragraphs)
