"""What is read from a journal: the words on the command line, and which entries they should find."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import COMMON_TAG, COMMONEST, RARE, RARE_TAG

if TYPE_CHECKING:
    from pieces import Piece

Finds = Callable[["Piece"], bool]


@dataclass(frozen=True, slots=True)
class Read:
    """One way to read, by what is written after `resilify journal`; of what it `finds`, the newest are shown.

    `{today}` stands for the day on which the journal was filled. `most` is how many are shown, None for
    all. `jrnl` is what does the same there, and is empty where nothing does.
    """

    name: str
    words: tuple[str, ...]
    finds: Finds
    most: int | None = 10
    jrnl: tuple[str, ...] = ()


def _word(word: str) -> Finds:
    whole = re.compile(rf"\b{word}\b", re.IGNORECASE)
    return lambda piece: bool(whole.search(piece.text))


def _kind(kind: str) -> Finds:
    return lambda piece: piece.kind == kind


def _all(*each: Finds) -> Finds:
    return lambda piece: all(finds(piece) for finds in each)


def _everything(piece: Piece) -> bool:
    return True


def _looked_back_at(piece: Piece) -> bool:
    return piece.looked_back_at


def _tag(tag: str) -> Finds:
    return _word(f"(?<=#){tag}")


NEWEST = Read("newest 10", (), _everything, jrnl=("-n", "10"))
RARE_WORD = Read("a rare word", ("search", RARE), _word(RARE), jrnl=("-contains", RARE, "-n", "10"))
COMMON_WORD = Read(
    "the commonest word",
    ("search", COMMONEST),
    _word(COMMONEST),
    jrnl=("-contains", COMMONEST, "-n", "10"),
)
BESIDE_JRNL = (NEWEST, RARE_WORD, COMMON_WORD)
READS = (
    *BESIDE_JRNL,
    Read(
        "the commonest word, with a common tag",
        ("search", COMMONEST, "--tag", COMMON_TAG),
        _all(_word(COMMONEST), _tag(COMMON_TAG)),
    ),
    Read(
        "the commonest word, with a rare tag",
        ("search", COMMONEST, "--tag", RARE_TAG),
        _all(_word(COMMONEST), _tag(RARE_TAG)),
    ),
    Read(
        "the commonest word, in check-ins",
        ("search", COMMONEST, "--kind", "checkin"),
        _all(_word(COMMONEST), _kind("checkin")),
    ),
    Read("a rare word, in notes", ("search", RARE, "--kind", "note"), _all(_word(RARE), _kind("note"))),
    Read("a rare tag", ("--tag", RARE_TAG), _tag(RARE_TAG)),
    Read("check-ins", ("--kind", "checkin"), _kind("checkin")),
    Read("on this day", ("on-this-day", "--on", "{today}"), _looked_back_at, most=None),
)
