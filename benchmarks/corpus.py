"""The texts that are measured with: made up, always the same, of the lengths that people write."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

RARE = "quixotic"  # in one entry, the one in the middle
COMMONEST = "the"  # in every sentence of every entry
RARE_TAG = "lighthouse"  # on one entry
COMMON_TAG = "garden"  # on every twentieth
_OTHER_TAGS = ("work", "family", "sleep", "walk")
_SYLLABLES = [start + vowel for start in "bdfgklmnprstv" for vowel in "aeiou"]
_WORDS = 6_000
_SENTENCES = 20_000


def texts(count: int) -> Iterator[str]:
    """Yield `count` entries: half of them under about 35 words, one in a hundred over 200.

    About one in seven ends with a tag.
    """
    random = Random(20261103)
    sentences = _sentences(random)
    for number in range(count):
        length = max(1, min(60, round(random.lognormvariate(1.2, 0.85))))
        chosen = random.choices(sentences, k=length)
        if number == count // 2:
            # First, so that it is on the screen also where a long text is shown from its beginning.
            chosen.insert(0, f"That was {RARE}, the whole of it.")
        if tag := _tag(number, count):
            chosen.append(f"#{tag}")
        # A new paragraph after every fifth sentence.
        yield "\n\n".join(" ".join(chosen[at : at + 5]) for at in range(0, len(chosen), 5))


def _tag(number: int, count: int) -> str:
    if number == count // 3:
        return RARE_TAG
    if number % 20 == 4:
        return COMMON_TAG
    return _OTHER_TAGS[number % len(_OTHER_TAGS)] if number % 11 == 1 else ""


def _sentences(random: Random) -> list[str]:
    """Return sentences whose words are as unevenly common as those of a language."""
    words = ["".join(random.choices(_SYLLABLES, k=random.choice((1, 2, 2, 3, 3, 4)))) for _ in range(_WORDS)]
    weights = [1 / rank for rank in range(1, _WORDS + 1)]
    made = []
    for _ in range(_SENTENCES):
        chosen = random.choices(words, weights, k=random.randint(5, 15))
        chosen.insert(random.randint(1, len(chosen)), COMMONEST)
        made.append(f"{' '.join(chosen).capitalize()}.")
    return made
