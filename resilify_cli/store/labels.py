"""Labels of entries: the #tags in a text, the feelings and activities of a check-in."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

LONGEST_LABEL = 100
# A tag begins a word and holds a letter: `#1` and the `#` of a web address are none. Kept as text, since
# most commands that load this module look for no tag.
_TAG = r"(?<![\w#/&.:-])#(?=[\d_-]*[^\W\d_])(\w+(?:-+\w+)*)"


def tags_in(text: str) -> list[str]:
    """Return the tags that are written in a text as #tag, in lower case, each once, in their order."""
    if "#" not in text:
        return []
    return list(dict.fromkeys(label(tag) for tag in re.findall(_TAG, text)))


def with_tags(text: str, tags: Iterable[str]) -> str:
    """Return the text with those of `tags` at its end that it does not have yet."""
    known = set(tags_in(text))
    missing = [f"#{tag}" for tag in dict.fromkeys(map(as_tag, tags)) if tag and tag not in known]
    return "\n\n".join(part for part in (text.rstrip("\n"), " ".join(missing)) if part) if missing else text


def as_tag(name: str) -> str:
    """Return a name as it can be written after a #: `My tag!` is `my-tag`; empty if nothing is left.

    A name without any letter gets one, since `#1` is no tag.
    """
    tag = label("-".join(re.findall(r"\w+", name)))
    if not tag or tags_in(f"#{tag}") == [tag]:
        return tag
    return f"t{tag}" if tags_in(f"#t{tag}") == [f"t{tag}"] else ""


def label(word: str) -> str:
    """Return a word as labels are compared: on one line, in lower case, of bounded length."""
    return " ".join(word.split()).lower()[:LONGEST_LABEL].rstrip()


def tags_as_json(text: str) -> str:
    """Return `tags_in` as JSON, for an upgrade's SQL."""
    import json

    return json.dumps(tags_in(text))


def set_labels(connection: sqlite3.Connection, seq: int, labels: Sequence[tuple[str, str]]) -> None:
    """Give an entry these labels, pairs of kind and label, and no others."""
    connection.execute("DELETE FROM labels WHERE seq = ?", (seq,))
    add_labels(connection, seq, labels)


def add_labels(connection: sqlite3.Connection, seq: int, labels: Sequence[tuple[str, str]]) -> None:
    """Give an entry these labels too."""
    connection.executemany(
        "INSERT OR IGNORE INTO labels VALUES (?, ?, ?)", [(kind, label, seq) for kind, label in labels]
    )
