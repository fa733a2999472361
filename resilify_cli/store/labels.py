"""Labels of entries: the #tags in a text, the feelings and activities of a check-in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from resilify_cli.store.engine import Connection, lenient

LONGEST_LABEL = 100
# A tag begins a word and holds a letter: `#1` and the `#` of a web address are none. Kept as text, since
# most commands that load this module look for no tag.
_TAG = r"(?<![\w#/&.:-])#(?=[\d_-]*[^\W\d_])(\w+(?:-+\w+)*)"


def tags_in(text: str) -> list[str]:
    """Return the tags that are written in a text as #tag, in lower case, each once, in their order.

    What is longer than a label can be is none.
    """
    if "#" not in text:
        return []
    found = re.finditer(_TAG, _with_letters(text))
    tags = (_plain(text[tag.start(1) : tag.end(1)]) for tag in found)
    return [tag for tag in dict.fromkeys(tags) if len(tag) <= LONGEST_LABEL]


def with_tags(text: str, tags: Iterable[str]) -> str:
    """Return the text with those of `tags` at its end that it does not have yet."""
    known = set(tags_in(text))
    missing = [f"#{tag}" for tag in dict.fromkeys(map(as_tag, tags)) if tag and tag not in known]
    return "\n\n".join(part for part in (text.rstrip("\n"), " ".join(missing)) if part) if missing else text


def as_tag(name: str) -> str:
    """Return a name as it can be written after a #: `My tag!` is `my-tag`; empty if nothing is left.

    A name without any letter gets one, since `#1` is no tag.
    """
    words = (name[word.start() : word.end()] for word in re.finditer(r"\w+", _with_letters(name)))
    tag = label("-".join(words)).rstrip("-")
    if not tag:
        return ""
    written = label(name.strip().removeprefix("#"))
    return next((one for one in (written, tag, label(f"t{tag}")) if tags_in(f"#{one}") == [one]), "")


def label(word: str) -> str:
    """Return a word as labels are compared: on one line, in lower case, of bounded length."""
    return _plain(word)[:LONGEST_LABEL].rstrip()


def _plain(word: str) -> str:
    plain = " ".join(word.split()).lower()
    if plain.isascii():
        return plain
    from unicodedata import normalize

    # An accent may be a character of its own, or one with its letter.
    return normalize("NFC", plain)


def _with_letters(text: str) -> str:
    """Return a text of the same length in which accents and vowel signs count as parts of a word."""
    if text.isascii():
        return text
    from unicodedata import category

    def letter(found: re.Match[str]) -> str:
        # Two joiners stand inside words of Persian and of Indian languages.
        sign = found[0]
        return "_" if category(sign).startswith("M") or sign in "\u200c\u200d" else sign

    return re.sub(r"[^\x00-\u02ff\w\s]", letter, text)


def tags_as_json(text: bytes) -> str:
    """Return `tags_in` of a text as it lies in the file, as JSON, for an upgrade's SQL."""
    import json

    return json.dumps(tags_in(lenient(text)))


def set_labels(connection: Connection, seq: int, labels: Sequence[tuple[str, str]]) -> None:
    """Give an entry these labels, pairs of kind and label, and no others."""
    connection.execute("DELETE FROM labels WHERE seq = ?", (seq,))
    add_labels(connection, seq, labels)


def add_labels(connection: Connection, seq: int, labels: Sequence[tuple[str, str]]) -> None:
    """Give an entry these labels too."""
    connection.executemany(
        "INSERT OR IGNORE INTO labels VALUES (?, ?, ?)", [(kind, label, seq) for kind, label in labels]
    )
