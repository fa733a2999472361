"""Topics for which a person to talk to comes before a program; they stand in `sensitive_topics.toml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("sensitive_topics.toml")


@dataclass(frozen=True, slots=True)
class SensitiveTopic:
    """A topic of which only a clinician should write a program.

    Attributes:
        name: What it is called in a sentence.
        words: A pattern that finds it in a folded text; see `find_sensitive_topic`.
        who: The people to turn to, as the end of a sentence.
    """

    name: str
    words: re.Pattern[str]
    who: str


def find_sensitive_topic(texts: Iterable[str]) -> SensitiveTopic | None:
    """Return the first topic that one of some titles names; None if there is none."""
    folded = [_fold(text) for text in texts]
    return next((topic for topic in _topics() if any(map(topic.words.search, folded))), None)


@cache
def _topics() -> tuple[SensitiveTopic, ...]:
    import tomllib

    listed = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["topic"]
    return tuple(SensitiveTopic(one["name"], _pattern(one["words"]), one["who"]) for one in listed)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    every = (re.escape(_fold(word)).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{'|'.join(every)})\b")


def _fold(text: str) -> str:
    """Return a text without accents, case and dashes, which titles spell in many ways."""
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.sub(r"[-‐-―\s]+", " ", "".join(letters).casefold())
