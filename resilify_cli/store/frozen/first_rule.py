"""The first rule for tags, as the upgrade to labels uses it. It never changes."""

from __future__ import annotations

import json
import re

LONGEST_TAG = 100
_TAG = r"(?<![\w#/&.:-])#(?=[\d_-]*[^\W\d_])(\w+(?:-+\w+)*)"


def tags_in(text: str) -> list[str]:
    """Return the tags that are written in a text as #tag, in lower case, each once, in their order."""
    if "#" not in text:
        return []
    found = re.finditer(_TAG, with_letters(text))
    tags = (plain(text[tag.start(1) : tag.end(1)]) for tag in found)
    return [tag for tag in dict.fromkeys(tags) if len(tag) <= LONGEST_TAG]


def tags_as_json(text: bytes) -> str:
    """Return the tags of a text as it lies in the file, as JSON, for an upgrade's SQL."""
    return json.dumps(tags_in(text.decode("utf-8", "replace")))


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
