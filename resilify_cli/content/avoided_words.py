"""The words that a published program does not use, with the reason for each and what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resilify_cli.content.languages import ENGLISH, Language


@dataclass(frozen=True, slots=True)
class AvoidedWords:
    """A group of words to avoid.

    Attributes:
        words: A pattern that matches them as whole words.
        why: The reason, as the rest of a sentence that begins with the word.
        instead: What to write instead.
    """

    words: re.Pattern[str]
    why: str
    instead: str


def _avoid(words: str, why: str, instead: str) -> AvoidedWords:
    return AvoidedWords(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), why, instead)


AVOIDED_WORDS = (
    _avoid(
        r"cur(?:e|es|ed|ing)|guarant(?:ee|ees|eed|eeing)",
        "promises what nobody can",
        "say what was seen, in how many people",
    ),
    _avoid(
        r"prov(?:e|es|ed|en|ing)",
        "claims more than studies can",
        "say what was found: suggests, went along with",
    ),
    _avoid(
        r"amazing|powerful|incredible|life-changing|miracle\w*|transform\w*|journey\w*",
        "is advertising",
        "say plainly what it does",
    ),
    _avoid(
        r"just|simply|easy|easily|obviously|of course",
        "makes light of what may be hard",
        "leave it out",
    ),
    _avoid(
        r"must|should(?: not|n['’]t)? have|should['’]ve",
        "scolds",
        "say you can, you could, or what helps",
    ),
    _avoid(
        r"missed|streaks?",
        "counts what was not done",
        "say what is there, or nothing",
    ),
    _avoid(
        r"fail(?:s|ed|ing|ures?)?",
        "judges the person",
        "name what happened: a slip, a mistake, a hard day",
    ),
    _avoid(
        r"crazy|insane|normal (?:people|person)|suffer(?:s|ed|ing)? from|victims? of"
        r"|commit(?:s|ted|ting)? suicide",
        "turns a person into a case",
        "name the difficulty: live with, have, died by suicide",
    ),
)


def avoided_words(language: Language) -> tuple[AvoidedWords, ...]:
    """Return the groups of words to avoid in a language; none where they are not known."""
    if language.code == ENGLISH:
        return AVOIDED_WORDS
    return tuple(_avoid(group["words"], group["why"], group["instead"]) for group in language.avoided)
