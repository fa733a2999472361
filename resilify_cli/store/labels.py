"""Labels of entries: the #tags in a text, the feelings and activities of a check-in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from resilify_cli.store.hashtags import LONGEST_TAG, plain, tags_in, with_letters

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection

LONGEST_LABEL = LONGEST_TAG


def tags_by_newer_rule(labels: Iterable[Mapping[str, object]], text: str) -> list[str] | None:
    """Return the tags of an entry whose labels an earlier version read from its text by an older rule.

    None if they are not those of the older rule, or the same by both.
    """
    given = {label["label"] for label in labels if label["kind"] == "tag"}
    if not given:
        return None
    tags = tags_in(text)
    if given == {*tags}:
        return None
    from resilify_cli.store.frozen import first_rule

    return tags if given == {*first_rule.tags_in(text)} else None


def with_tags(text: str, tags: Iterable[str]) -> str:
    """Return the text with those of `tags` at its end that it does not have yet."""
    known = set(tags_in(text))
    missing = [f"#{tag}" for tag in dict.fromkeys(map(as_tag, tags)) if tag and tag not in known]
    return "\n\n".join(part for part in (text.rstrip("\n"), " ".join(missing)) if part) if missing else text


@lru_cache(maxsize=1024)
def as_tag(name: str) -> str:
    """Return a name as a tag that can be written after a #: `My tag!` is `my-tag`; empty if nothing is left.

    A name without any letter gets one, since `#1` is no tag.
    """
    words = (name[word.start() : word.end()] for word in re.finditer(r"\w+", with_letters(name)))
    tag = label("-".join(words)).rstrip("-")
    if not tag:
        return ""
    written = label(name.strip().removeprefix("#"))
    return next((one for one in (written, tag, label(f"t{tag}")) if tags_in(f"#{one}") == [one]), "")


# A check-in has its words from lists of a few dozen.
@lru_cache(maxsize=1024)
def label(word: str) -> str:
    """Return a word as labels are compared: on one line, in lower case, not over `LONGEST_LABEL` long."""
    return plain(word)[:LONGEST_LABEL].rstrip()


def set_labels(connection: Connection, seq: int, labels: Sequence[tuple[str, str]]) -> None:
    """Give an entry these labels, pairs of kind and label, and no others.

    Args:
        connection: The open store, in a transaction.
        seq: The number of the entry's row.
        labels: Pairs of kind and label.
    """
    connection.execute("DELETE FROM labels WHERE seq = ?", (seq,))
    add_labels(connection, seq, labels)


def add_labels(connection: Connection, seq: int, labels: Sequence[tuple[str, str]]) -> None:
    """Give an entry these labels too."""
    if not labels:
        return
    connection.executemany(
        "INSERT OR IGNORE INTO labels VALUES (?, ?, ?)", [(kind, label, seq) for kind, label in labels]
    )
