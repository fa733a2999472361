"""Reads bytes as text, in whatever encoding they are, without losing a letter.

Words from an old file, or from an editor set to another encoding, are in Windows' or Latin 1, nearly always;
or in UTF-16, which begins with a byte-order mark.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from contextlib import suppress

# The name of the way to read them, as `open` and `decode` take it for `errors`.
LETTERS = "resilify-letters"
_HALF = re.compile("[\ud800-\udfff]")
# The marks of UTF-32 are looked for first: one of UTF-16 is the beginning of one of them.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How much of a file without a mark is looked at, and how often a byte in two must be NUL in UTF-16.
_LOOKED_AT = 512
_MOSTLY = 0.8


def _letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.encoding.startswith(("utf-16", "utf-32", "utf16", "utf32")):
        return "\ufffd", error.end
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


def encoding_of(head: bytes) -> tuple[str, int]:
    """Return the encoding of a file that begins with `head`, and how many bytes its byte-order mark has.

    A file without a mark is UTF-8 (to be read with `LETTERS`), unless every other byte of it is NUL.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    if b"\0" in head[:_LOOKED_AT]:
        even, odd = head[:_LOOKED_AT:2], head[1:_LOOKED_AT:2]
        if b"\0" not in even and odd.count(0) > _MOSTLY * len(odd):
            return "utf-16-le", 0
        if b"\0" not in odd and even.count(0) > _MOSTLY * len(even):
            return "utf-16-be", 0
    return "utf-8", 0


def text_of(data: bytes) -> str:
    """Return the text of a whole file: the one way in which bytes become words. It never fails.

    Line ends stay as they are, but for those of a file that has only the old ones of the Mac (CR).
    """
    encoding, mark = encoding_of(data)
    text = data[mark:].decode(encoding, LETTERS)
    return text if "\n" in text else text.replace("\r", "\n")


def recoder(encoding: str) -> Callable[[bytes, bool], bytes]:
    """Return a function that takes a file's bytes piece by piece (and whether one is the last) as UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)(LETTERS)
    return lambda piece, last: decoder.decode(piece, last).encode()


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
