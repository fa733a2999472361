"""Finds the bit that flipped in a text: the texts are right again when they match their hash."""

from __future__ import annotations

from collections.abc import Iterator

from resilify_cli.store.row_hash import hash_bytes, is_intact

# To try every bit of a longer text takes too long; of such a one only those are tried that must be at fault.
_LONGEST = 10_000
# A character has four bytes at most, so the wrong one is no further from where reading fails.
_NEAR = 4


def undo_bit_flip(texts: list[bytes], kept: bytes) -> list[bytes] | None:
    """Return texts as they were before one bit of them or their hash flipped; None if it was not that."""
    if _bits_apart(hash_bytes(texts), kept) == 1:
        return texts
    return next((tried for tried in _with_one_flipped(texts) if is_intact(tried, kept)), None)


def _with_one_flipped(texts: list[bytes]) -> Iterator[list[bytes]]:
    for number, text in enumerate(texts):
        for at in _places(text):
            for bit in range(8):
                changed = text[:at] + bytes([text[at] ^ 1 << bit]) + text[at + 1 :]
                yield [*texts[:number], changed, *texts[number + 1 :]]


def _places(text: bytes) -> range:
    """Return where in a text the bit may be."""
    try:
        text.decode()
    except UnicodeDecodeError as error:
        return range(max(0, error.start - _NEAR), min(len(text), error.end + _NEAR))
    return range(len(text) if len(text) <= _LONGEST else 0)


def _bits_apart(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()
