"""Converts a note that Daylio keeps as HTML to plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKS = ("br", "p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")
_PLAIN = (
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "strike",
    "del",
    "span",
    "font",
    "a",
    "small",
    "sub",
    "sup",
    "body",
)
# No note in words comes near this; the parser takes long for some texts without end.
_LONGEST = 1_000_000
_KNOWN = {*_BREAKS, *_PLAIN, "li"}
_IS_HTML = re.compile(
    r"</?(?:" + "|".join(sorted(_KNOWN)) + r")\b[^>]{0,500}>|&(?:nbsp|amp|lt|gt|quot|#\d{1,6});",
    re.IGNORECASE,
)


def html_to_text(text: str) -> str:
    """Return a note as plain text: a line for each paragraph and each item of a list.

    What is no tag that Daylio writes stays as it is, such as `<3`.
    """
    if len(text) > _LONGEST or not _IS_HTML.search(text):
        return text
    parser = _WordsParser()
    parser.feed(text)
    parser.close()
    lines = (line.strip() for line in "".join(parser.words).replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


class _WordsParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self._new_line()
            self.words.append("- ")
        elif tag == "br":
            self.words.append("\n")
        elif tag in _BREAKS:
            self._new_line()
        elif tag not in _KNOWN:
            self.words.append(self.get_starttag_text() or "")
        if tag == "a":
            address = dict(attrs).get("href")
            if address:
                self.words.append(f"{address} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS and tag != "br":
            self._new_line()
        elif tag not in _KNOWN:
            self.words.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.words.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.words.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.words.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.words.append(f"<?{data}>")

    def _new_line(self) -> None:
        if self.words and not self.words[-1].endswith("\n"):
            self.words.append("\n")
