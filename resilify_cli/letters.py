"""Reads bytes that are no text in the encoding they are said to have, without losing a letter.

Words from an old file, or from an editor set to another encoding, are in Windows' or Latin 1, nearly always.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

# The name of the way to read them, as `open` and `decode` take it for `errors`.
LETTERS = "resilify-letters"
_HALF = re.compile("[\ud800-\udfff]")


def _letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.encoding != "utf-8":
        # Where a terminal is said to know no more than ASCII, what it sends is UTF-8 all the same.
        for length in (2, 3, 4):
            with suppress(UnicodeDecodeError):
                return error.object[error.start :][:length].decode("utf-8"), error.start + length
    with suppress(UnicodeDecodeError):
        # Half of a character, which is no letter in any encoding.
        error.object[error.start :][:3].decode("utf-8", "surrogatepass")
        return "\ufffd", error.start + 3
    return "".join(map(_letter, error.object[error.start : error.end])), error.end


def _letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error(LETTERS, _letters)


def with_letters(argument: str) -> str:
    """Return an argument of the command line; what was no text in it came as surrogates."""
    if argument.isascii():
        return argument
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", LETTERS)


def without_halves(text: str) -> str:
    """Return a text with a mark for each half of a character, which no file of UTF-8 can hold.

    JSON can: as an escape such as `\\ud800`.
    """
    return text if text.isascii() else _HALF.sub("\ufffd", text)
