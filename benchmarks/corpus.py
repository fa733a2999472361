"""The texts that are measured with: made up, always the same, of the lengths that people write."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

RARE = "quixotic"  # in one entry, the one in the middle
COMMONEST = "the"  # in every sentence of every entry
_SYLLABLES = [start + vowel for start in "bdfgklmnprstv" for vowel in "aeiou"]
_WORDS = 6_000
_SENTENCES = 20_000


def texts(count: int) -> Iterator[str]:
    """Yield `count` entries: half of them under about 35 words, one in a hundred over 200."""
    random = Random(20261103)
    sentences = _sentences(random)
    for number in range(count):
        length = max(1, min(60, round(random.lognormvariate(1.2, 0.85))))
        chosen = random.choices(sentences, k=length)
        if number == count // 2:
            chosen.append(f"That was {RARE}, the whole of it.")
        # A new paragraph after every fifth sentence.
        yield "\n\n".join(" ".join(chosen[at : at + 5]) for at in range(0, len(chosen), 5))


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
