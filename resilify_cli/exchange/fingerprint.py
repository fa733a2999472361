"""What the words of an entry are, whichever format they came by: the same words have one fingerprint."""

from __future__ import annotations

import re
from hashlib import blake2b
from unicodedata import normalize


def fingerprint(*texts: str) -> str:
    """Return the fingerprint of an entry's question and text.

    Formats change spaces, line ends, backslashes, marks of headings and stars, accents that are characters
    of their own, and the tags at the end; so it is of the words alone. A text without any, such as one
    of emoji, is taken as it stands, without its spaces.
    """
    whole = normalize("NFC", "\n".join(texts)).casefold()
    pieces = whole.split()
    # Tags that stand alone at the end were put there by a reader, from a list beside the text.
    while pieces and len(pieces[-1]) > 1 and pieces[-1][0] in "#@":
        pieces.pop()
    words = re.findall(r"\w+", " ".join(pieces)) or re.findall(r"\w+", whole) or [*whole.split()]
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
