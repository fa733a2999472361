"""Fingerprints of texts: the same words have the same one, whichever format they came by."""

from __future__ import annotations

import re
import string
from hashlib import blake2b

from resilify_cli.decoding import replace_surrogates

# Marks of Markdown, of quoting, of jrnl's star, and the backslashes before them: formats add and drop them.
_MARKS = str.maketrans(dict.fromkeys(f"{string.punctuation}\u2014\u00b7\ufffd", " "))
# Where Day One shows a photo in a text; earlier versions kept that.
_MOMENT = "dayone-moment:"


def fingerprint(*texts: str) -> str:
    """Return the fingerprint of texts, by their words alone: 16 hexadecimal digits.

    Formats change spaces, line ends, backslashes, marks of headings and stars, decomposed accents, and the
    tags at the end. A text of marks alone is taken as it is, without its spaces.

    Args:
        texts: The question, the place and the text of an entry.
    """
    whole = "\n".join(texts)
    if _MOMENT in whole:
        whole = re.sub(rf"!?\[[^\]\n]{{0,200}}\]\({_MOMENT}[^)\s]{{0,200}}\)", " ", whole)
    if not whole.isascii():
        from unicodedata import normalize

        whole = normalize("NFC", replace_surrogates(whole))
    pieces = whole.casefold().split()
    count = len(pieces)
    # Tags that stand alone at the end were put there by a reader, from a list beside the text.
    while count and len(pieces[count - 1]) > 1 and pieces[count - 1][0] in "#@":
        count -= 1
    words = _split_words(pieces[:count]) or _split_words(pieces) or pieces
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _split_words(pieces: list[str]) -> list[str]:
    return " ".join(pieces).translate(_MARKS).split()
