"""What `doctor` finds: something that is not as it should be, and what can be done about it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Topic(Enum):
    """What a finding is about. The values are names for scripts."""

    FILE = "file"
    KEY = "key"
    DAMAGE = "damage"
    SCHEMA = "schema"
    TEXTS = "texts"
    TIMES = "times"
    DETAILS = "details"
    SEARCH = "search"
    LABELS = "labels"
    DRAFTS = "drafts"
    PARTS = "parts"
    MARKS = "marks"
    RIGHTS = "rights"
    LINKS = "links"
    LEFTOVERS = "leftovers"
    EDITOR = "editor"
    COPIES = "copies"


# What `--repair` puts right where the file itself is sound.
MENDABLE = {
    Topic.TEXTS,
    Topic.PARTS,
    Topic.MARKS,
    Topic.TIMES,
    Topic.SEARCH,
    Topic.LABELS,
    Topic.RIGHTS,
    Topic.LEFTOVERS,
}


class Finding(NamedTuple):
    """One thing that is wrong, in a sentence, and what can be done, in another."""

    about: Topic
    what: str
    remedy: str


REPAIR = "To put it right: resilify doctor --repair"
SALVAGE = "To save what can be read: resilify doctor --repair. To go back to a copy: resilify restore DAY"


def format_count(count: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"1 {one}" if count == 1 else f"{count:,} {many}"
