"""Maps words for moods to numbers: by what the person gave, then Daylio's own five, then ours."""

from __future__ import annotations

from collections.abc import Mapping

from resilify_cli.checkin.word_lists import MOODS

# Daylio's words, as it comes; each can be renamed there, and more can be added.
STANDARD = {"rad": 5, "good": 4, "meh": 3, "bad": 2, "awful": 1}
_OURS = {word: number for number, word in MOODS.items()}


def normalize_word(word: str) -> str:
    """Return a word for a mood in the form in which words are compared."""
    return " ".join(word.split()).casefold()


def mood_number(word: str, given: Mapping[str, int]) -> int | None:
    """Return the number of a word, from 1 to 5; None if it has none.

    Args:
        word: The word in the file.
        given: The numbers that the person gave, by words in lower case.
    """
    plain = normalize_word(word)
    return given.get(plain) or STANDARD.get(plain) or _OURS.get(plain)
