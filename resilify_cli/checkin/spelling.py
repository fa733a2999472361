"""Finds the known word that a mistyped one may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable

# In shorter words one other letter makes another word, as in sad and mad.
_LONG_WORD = 5


def find_similar_word(typed: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to a mistyped one.

    Args:
        typed: The word as it was typed.
        known: The words it may have been meant for.

    Returns:
        The word at an edit distance of 1, or of up to 2 for a typed word of ten letters or more; None if
        there is no such word, or if `typed` is known itself.
    """
    words = list(known)
    if typed in words:
        return None
    most = 2 if len(typed) >= 2 * _LONG_WORD else 1
    distances = ((_edit_distance(typed, word), word) for word in words if abs(len(word) - len(typed)) <= most)
    near = [(count, word) for count, word in distances if count <= most]
    best = min(near, key=lambda found: found[0], default=None)
    if best is None or (len(typed) == len(best[1]) < _LONG_WORD and sorted(typed) != sorted(best[1])):
        return None
    return best[1]


def _edit_distance(one: str, other: str) -> int:
    """Return the edit distance of two words.

    It is the optimal string alignment distance, a variant of that of Damerau (1964,
    doi:10.1145/363958.363994): the fewest letters to add, leave out, change, or swap with the next one.
    """
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
