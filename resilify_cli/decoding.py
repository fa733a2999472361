"""Decodes bytes to text, whatever encoding they are in, without losing a character.

Words from an old file, or from an editor set to another encoding, are nearly always in Windows-1252 or
Latin-1, or in UTF-16, which begins with a byte-order mark.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from contextlib import suppress

# The name of the error handler that is registered below, for the `errors` of `open` and `decode`.
LENIENT = "resilify-lenient"
# UTF-32 comes first: the mark of UTF-16-LE is the beginning of that of UTF-32-LE.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How many bytes of a file without a mark are looked at, and what share of every other byte is NUL in UTF-16.
_SAMPLE_BYTES = 512
_NUL_SHARE = 0.8


def _decode_leniently(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that an encoding refused: as UTF-8 if they are that, else as Windows-1252.

    Returns:
        The characters, and the position in the input to go on from.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.encoding.startswith(("utf-16", "utf-32", "utf16", "utf32")):
        return "\ufffd", error.end
    if error.encoding != "utf-8":
        # A terminal whose locale knows no more than ASCII sends UTF-8 all the same.
        for length in (2, 3, 4):
            with suppress(UnicodeDecodeError):
                return error.object[error.start :][:length].decode("utf-8"), error.start + length
    with suppress(UnicodeDecodeError):
        # An encoded surrogate is no character in any encoding.
        error.object[error.start :][:3].decode("utf-8", "surrogatepass")
        return "\ufffd", error.start + 3
    return "".join(map(_windows_character, error.object[error.start : error.end])), error.end


def _windows_character(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error(LENIENT, _decode_leniently)


def detect_encoding(head: bytes) -> tuple[str, int]:
    """Return the encoding of a file, and the length of its byte-order mark in bytes.

    A file without a mark is UTF-8 (to be decoded with `LENIENT`), unless every other byte of it is NUL.

    Args:
        head: the first bytes of the file.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    if b"\0" in head[:_SAMPLE_BYTES]:
        even, odd = head[:_SAMPLE_BYTES:2], head[1:_SAMPLE_BYTES:2]
        if b"\0" not in even and odd.count(0) > _NUL_SHARE * len(odd):
            return "utf-16-le", 0
        if b"\0" not in odd and even.count(0) > _NUL_SHARE * len(even):
            return "utf-16-be", 0
    return "utf-8", 0


def decode_text(data: bytes) -> str:
    """Return the text of a whole file. It never fails.

    Line ends stay as they are, but for those of a file that has only the old ones of the Mac (CR).
    """
    encoding, mark = detect_encoding(data)
    text = data[mark:].decode(encoding, LENIENT)
    return text if "\n" in text else text.replace("\r", "\n")


def utf8_recoder(encoding: str) -> Callable[[bytes, bool], bytes]:
    """Return a function that recodes a file to UTF-8 piece by piece.

    It takes the bytes of a piece, and whether that is the last one.
    """
    decoder = codecs.getincrementaldecoder(encoding)(LENIENT)
    return lambda piece, last: decoder.decode(piece, last).encode()


def decode_argument(argument: str) -> str:
    """Return a command-line argument with the bytes that Python kept as surrogates decoded."""
    if argument.isascii():
        return argument
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", LENIENT)


def replace_surrogates(text: str) -> str:
    r"""Return a text with U+FFFD for each lone surrogate, which no file of UTF-8 can hold.

    JSON can hold one: as an escape such as `\ud800`.
    """
    try:
        # Nothing else can't be encoded, and nearly no text has one.
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text
