"""The hash that is kept beside the texts of a row, to find a bit that flipped. It is computed here alone."""

from __future__ import annotations

from collections.abc import Sequence

_BYTES = 16


def hash_texts(*texts: str) -> bytes:
    """Return the hash of a row's texts: 16 bytes of BLAKE2b over them in UTF-8, with a NUL between two."""
    return hash_bytes(["\0".join(texts).encode("utf-8", "surrogatepass")])


def hash_bytes(texts: Sequence[bytes]) -> bytes:
    """Return the hash of a row's texts, given as they lie in the file; they may be no UTF-8 any more."""
    from hashlib import blake2b

    return blake2b(b"\0".join(texts), digest_size=_BYTES).digest()


def is_intact(texts: Sequence[bytes], kept: object) -> bool:
    """Return whether `kept` is the hash of a row's texts, given as they lie in the file."""
    return hash_bytes(texts) == kept
