"""Finds the #tags in a text: no `#` in code, links, colours or behind a backslash makes one.

A change of this rule needs an upgrade that reads the tags of each entry anew, with a copy of it in `frozen`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

LONGEST_TAG = 100
# A tag begins a word and holds a letter: `#1` and the `#` of a web address are none. It may have parts, as
# `work/project` has, and end as `c++` does. The `#` comes before what may not stand in front of it, since one
# letter is looked for sooner. Kept as texts, since most commands look for no tag.
_TAG = r"#(?<![\w#/&.:\\-]#)(?=[\d_/-]*[^\W\d_])(\w+(?:\+\+)?(?:[-/]+\w+(?:\+\+)?)*)"
# Colours are of these lengths, and have a digit or one letter alone, as `fff`: so `#bad` is a tag.
_COLOUR = r"(?=[0-9a-f]*[0-9]|([a-f])\1*\Z)(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"
# What stands in one of these is part of a link or of HTML: addresses, targets of links, links to a page.
_LINKS = (
    r"(?i:(?<!\w)(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"\u0080-\U0010ffff]+)"
    r"|\]\([ \t]*<?[^()\s]*"
    r"|\[\[[^\[\]\n]*\]\]"
    r"|^ {0,3}\[[^\[\]\n]+\]:[ \t]*\S+"
    r"|<[A-Za-z/!][^<>\n]*>"
)
_FENCE = r" {0,3}(`{3,}|~{3,})"
_LIST_ITEM = r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s"
_MAY_HIDE = ("`", "~~~", "<", "[", "://", "    ", "\t")


def tags_in(text: str) -> list[str]:
    """Return the tags that are written in a text as #tag, in lower case, each once, in their order.

    What is longer than a tag can be is none.
    """
    if "#" not in text:
        return []
    # Looked for one by one: a pattern of all of them takes ten times as long.
    hides = any(mark in text for mark in _MAY_HIDE) or "www." in text.lower()
    seen = _without_hidden(text) if hides else text
    found = re.finditer(_TAG, with_letters(seen))
    tags = (plain(text[tag.start(1) : tag.end(1)]) for tag in found)
    return [tag for tag in dict.fromkeys(tags) if len(tag) <= LONGEST_TAG and not re.fullmatch(_COLOUR, tag)]


def plain(word: str) -> str:
    """Return a word on one line, in lower case, each accent one with its letter."""
    plain = " ".join(word.split()).lower()
    if plain.isascii():
        return plain
    from unicodedata import normalize

    return normalize("NFC", plain)


def with_letters(text: str) -> str:
    """Return a text of the same length in which accents and vowel signs count as parts of a word."""
    if text.isascii():
        return text
    from unicodedata import category

    def letter(found: re.Match[str]) -> str:
        # Two joiners stand inside words of Persian and of Indian languages.
        sign = found[0]
        return "_" if category(sign).startswith("M") or sign in "\u200c\u200d" else sign

    return re.sub(r"[^\x00-\u02ff\w\s]", letter, text)


def _without_hidden(text: str) -> str:
    """Return a text of the same length, with spaces for all code, comments and links."""
    text = _blank_out(text, _code_blocks(text))
    text = _blank_out(text, _comment_spans(text))
    text = _blank_out(text, _code_spans(text))
    return _blank_out(text, (found.span() for found in re.finditer(_LINKS, text, re.MULTILINE)))


def _blank_out(text: str, spans: Iterator[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]]) if at else text


def _code_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where blocks of code stand: between fences, or set in by four spaces.

    A fence that is never closed is none: a person may draw such a line.
    """
    lines, begin = [], 0
    for line in text.split("\n"):
        lines.append((begin, line))
        begin += len(line) + 1
    closing = _closing_fences([line for _, line in lines])
    number, may_begin, in_list = 0, True, False
    while number < len(lines):
        begin, line = lines[number]
        if number in closing:
            last, last_line = lines[closing[number]]
            yield begin, last + len(last_line)
            number, may_begin = closing[number] + 1, True
            continue
        if not line.strip():
            may_begin = True
        elif not line.startswith(("    ", "\t")):
            in_list, may_begin = bool(re.match(_LIST_ITEM, line)), False
        elif may_begin and not in_list:
            # Another such line goes on with it, so it may begin still.
            yield begin, begin + len(line)
        number += 1


def _closing_fences(lines: list[str]) -> dict[int, int]:
    """Return the lines that open a fence, each with the line that closes it."""
    from bisect import bisect_right

    fences = [
        (number, found[1], line) for number, line in enumerate(lines) if (found := re.match(_FENCE, line))
    ]
    closers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, marks, line in fences:
        if not line.strip().strip(marks[0]):
            closers[marks[0]].append((number, len(marks)))
    pairs: dict[int, int] = {}
    behind = -1
    for number, marks, line in fences:
        # What follows the marks of code is its language, and holds no mark itself.
        if number <= behind or (marks[0] == "`" and "`" in line.strip().lstrip("`")):
            continue
        same = closers[marks[0]]
        first = bisect_right(same, (number, 1_000_000_000))
        closer = next((at for at, length in same[first : first + 100] if length >= len(marks)), None)
        if closer is not None:
            pairs[number] = behind = closer
    return pairs


def _comment_spans(text: str) -> Iterator[tuple[int, int]]:
    at = text.find("<!--")
    while at >= 0 and (end := text.find("-->", at)) >= 0:
        yield at, end + 3
        at = text.find("<!--", end)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where code stands in a line: between as many backticks on either side, in one paragraph."""
    if "`" not in text:
        return
    from bisect import bisect_right

    runs = [found.span() for found in re.finditer(r"`+|\n[ \t]*(?=\n)", text)]
    later: dict[int, list[int]] = defaultdict(list)
    paragraph, paragraphs = 0, []
    for number, (start, end) in enumerate(runs):
        if text[start] == "\n":
            paragraph += 1
        else:
            later[end - start].append(number)
        paragraphs.append(paragraph)
    behind = 0
    for number, (start, end) in enumerate(runs):
        if start < behind or text[start] == "\n" or (start and text[start - 1] == "\\"):
            continue
        same = later[end - start]
        place = bisect_right(same, number)
        if place < len(same) and paragraphs[same[place]] == paragraphs[number]:
            behind = runs[same[place]][1]
            yield start, behind
