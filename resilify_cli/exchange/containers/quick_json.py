"""Reads JSON as `json_stream` does, by Python's own decoder, which builds an item in a sixth of the time.

That one needs an item as a whole, and has no bounds. So it is given no more than `MOST_QUICK` characters, in
which no item can have too many parts; and whatever it does not read, or may read otherwise than the parser of
`json_stream` does, is left to that one.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Generator
from typing import Any, BinaryIO, NamedTuple, NoReturn

# At least so many characters are held from the beginning of an item; more until it is whole.
_AHEAD = 64 * 1024
MOST_QUICK = 256 * 1024
# An escaped half of a character is no text to the other parser, and only that one looks how deep an item is.
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_MOST_BRACKETS = 20
_BLANKS = " \t\n\r"
_BLANK = re.compile(f"[{_BLANKS}]*")
_BEHIND_A_VALUE = frozenset(f"{_BLANKS},:]}}")


class JsonItem(NamedTuple):
    """A value in the outermost object, or an item of a list there.

    Attributes:
        key: The key of the value or of the list.
        value: The value or the item.
        location: Where it stands, for messages.
        in_list: Whether it is an item of a list.
    """

    key: str
    value: Any
    location: str
    in_list: bool


class UnreadRest(NamedTuple):
    """The part of a file that another parser has to read.

    Attributes:
        data: What was taken from the file and not read, behind something that stands for what was.
        skipped: How many items stand for what was read.
        number: The number of the first item, if it is one of a list.
        is_end: Whether nothing is left.
    """

    data: bytes
    skipped: int
    number: int
    is_end: bool


class _UncertainError(Exception):
    """From here on the other parser has to read."""


def read_quickly(file: BinaryIO, read_again: Callable[[str], Any]) -> Generator[JsonItem, None, UnreadRest]:
    """Yield the items of the outermost object of a file as far as they can be read quickly.

    Args:
        file: The file.
        read_again: Reads an item that has to be read by the other parser.

    Returns:
        What is left of the file.
    """
    text = _Text(file, read_again)
    is_end = False
    try:
        text.take("{")
        text.keep("{")
        is_first = True
        while not text.skip("}"):
            if not is_first:
                text.take(",")
            key = text.take_key()
            text.take(":")
            if text.skip("["):
                yield from _read_list(text, key)
            else:
                yield JsonItem(key, text.take_value(), key, in_list=False)
            text.keep('{"": 0', 1)
            is_first = False
        text.keep('{"": 0}', 1)
        # What stands behind the end is for the other parser to refuse.
        is_end = not text.goes_on()
    except _UncertainError:
        pass
    return text.rest(is_end=is_end)


def _read_list(text: _Text, key: str) -> Generator[JsonItem, None, None]:
    begin = f"{{{json.dumps(key)}: ["
    text.keep(begin)
    number = 0
    while not text.skip("]"):
        if number:
            text.take(",")
        yield JsonItem(key, text.take_value(), f"{key}[{number}]", in_list=True)
        text.keep(f"{begin}0", 1, number)
        number += 1


class _Text:
    """The text of a file, of which one part after the other is taken."""

    def __init__(self, file: BinaryIO, read_again: Callable[[str], Any]) -> None:
        self._file = file
        self._read_again = read_again
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._undecoded = b""
        self._ended = False
        self._at = 0
        self.keep("")

    def keep(self, begin: str, skipped: int = 0, number: int = 0) -> None:
        """Let go what was taken up to here.

        Args:
            begin: What is to stand for it.
            skipped: How many items there are in that.
            number: The number of the first item, if it is one of a list.
        """
        if len(self._text) - self._at < _AHEAD:
            self._text, self._at = self._text[self._at :], 0
            while len(self._text) < _AHEAD and self._read():
                pass
        self._kept = self._at, begin, skipped, number

    def rest(self, *, is_end: bool) -> UnreadRest:
        """Return the part of the file behind the last item that was read."""
        at, begin, skipped, number = self._kept
        data = f"{begin}{self._text[at:]}".encode() + self._undecoded
        return UnreadRest(data, skipped, number, is_end)

    def goes_on(self) -> bool:
        """Skip blanks, and return whether anything stands behind them."""
        if self._at < len(self._text) and self._text[self._at] not in _BLANKS:
            return True
        while True:
            blank = _BLANK.match(self._text, self._at)
            assert blank is not None, "it may be empty"
            if blank.end() < len(self._text):
                self._at = blank.end()
                return True
            if not self._read():
                if not self._ended:
                    raise _UncertainError
                return False

    def skip(self, mark: str) -> bool:
        """Take a mark if it comes next, and return whether it does."""
        if self.goes_on() and self._text.startswith(mark, self._at):
            self._at += 1
            return True
        return False

    def take(self, mark: str) -> None:
        """Take a mark, which has to come next."""
        if not self.skip(mark):
            raise _UncertainError

    def take_key(self) -> str:
        """Take a key."""
        key = self.take_value()
        if not isinstance(key, str):
            raise _UncertainError
        return key

    def take_value(self) -> Any:
        """Take the value that comes next."""
        self.goes_on()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError):
                end = len(self._text)
            if self._text[end : end + 1] in _BEHIND_A_VALUE:
                break
            # It may go on behind what is held.
            if not self._read():
                raise _UncertainError
        begin, self._at = self._at, end
        brackets = self._text.count("{", begin, end) + self._text.count("[", begin, end)
        if brackets > _MOST_BRACKETS or _ESCAPED_HALF.search(self._text, begin, end):
            return self._read_again(self._text[begin:end])
        return value

    def _read(self) -> bool:
        """Read on; return whether there was more, and it could be held."""
        if self._ended or self._undecoded or len(self._text) - self._at > MOST_QUICK - _AHEAD:
            return False
        data = self._file.read(_AHEAD)
        before = self._decoder.getstate()[0]
        try:
            self._text += self._decoder.decode(data, not data)
        except UnicodeDecodeError:
            self._undecoded = before + data
            return False
        self._ended = not data
        return not self._ended


def _refuse(_written: str) -> NoReturn:
    raise ValueError


def _whole(written: str) -> int:
    number = int(written)
    return number if abs(number) < 1 << 63 else _refuse(written)


def _real(written: str) -> float:
    number = float(written)
    return number if abs(number) < float("inf") else _refuse(written)


_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_int=_whole, parse_float=_real)
