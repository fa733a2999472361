"""The hash that is kept beside the texts of a row, to find a bit that flipped. It is computed here alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b

_BYTES = 16


def hash_texts(*texts: str) -> bytes:
    """Return the hash of a row's texts: 16 bytes of BLAKE2b over them in UTF-8, with a NUL between two."""
    return _blake2b()("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()


def hash_bytes(texts: Sequence[bytes]) -> bytes:
    """Return the hash of a row's texts, given as they lie in the file; they may be no UTF-8 any more."""
    return _blake2b()(b"\0".join(texts), digest_size=_BYTES).digest()


@cache  # An import in the function would be a tenth of its time, and all that is exported is hashed.
def _blake2b() -> type[blake2b]:
    from hashlib import blake2b

    return blake2b


def is_intact(texts: Sequence[bytes], kept: object) -> bool:
    """Return whether `kept` is the hash of a row's texts, given as they lie in the file."""
    return hash_bytes(texts) == kept
