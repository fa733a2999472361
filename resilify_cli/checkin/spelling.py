"""Finds the word that a mistyped one may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable

# In shorter words one other letter makes another word, as in sad and mad.
_LONG_ENOUGH = 5


def find_near_word(typed: str, known: Iterable[str]) -> str | None:
    """Return the known word that is one slip away: a letter too many, missing, changed or out of turn.

    Longer words may have two such slips. None if there is no such word, or the word itself is known.
    """
    words = list(known)
    if typed in words:
        return None
    most = 2 if len(typed) >= 2 * _LONG_ENOUGH else 1
    slips = ((_slips(typed, word), word) for word in words if abs(len(word) - len(typed)) <= most)
    near = [(count, word) for count, word in slips if count <= most]
    best = min(near, key=lambda found: found[0], default=None)
    if best is None or (len(typed) == len(best[1]) < _LONG_ENOUGH and sorted(typed) != sorted(best[1])):
        return None
    return best[1]


def _slips(one: str, other: str) -> int:
    """Return how many slips lie between two words (their optimal string alignment distance)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
