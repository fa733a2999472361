"""The source of an import: a file, a folder, or a stream, which is read once, from its beginning."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Self

from resilify_cli.decoding import LENIENT, detect_encoding, utf8_recoder
from resilify_cli.errors import ImportRefusedError

# No entry in words comes near this; what is larger is told, and left out.
LARGEST_ENTRY = 64 * 1024 * 1024
TOO_LARGE = "it is too large for an entry"
_HEAD = 64 * 1024
_BUFFER = 256 * 1024

ProgressCallback = Callable[[int], None]


def ignore_progress(done: int) -> None:
    """Do nothing, where nobody is shown how far it is."""


class ImportSource:
    """The source of an import; a context manager that closes the file that it opened.

    Args:
        name: The path as the person typed it.
        stream: What to read instead of a file of that name.
        on_progress: Is called with the number of bytes, or of files in a folder, read since its last call.

    Attributes:
        path: The path; None for a stream.
        is_folder: Whether it is a folder.
        head: The first 64 KiB, without a byte-order mark; UTF-16 and UTF-32 are recoded to UTF-8.

    Raises:
        ImportRefusedError: It can't be opened.
    """

    def __init__(
        self, name: str, stream: BinaryIO | None = None, on_progress: ProgressCallback = ignore_progress
    ) -> None:
        self.name = name
        self.path = None if stream else Path(name)
        self.on_progress = on_progress
        self.is_folder = self.path is not None and os.path.isdir(self.path)
        self._stream = stream
        self.head = b""
        if not self.is_folder:
            self._open()

    def _open(self) -> None:
        try:
            # Neither a pipe nor a device, which might never end.
            if self.path is not None and self.path.exists() and not self.path.is_file():
                raise ImportRefusedError(f"{self.name} is no file or folder.", "Give standard input as -.")
            # Closed by the context that this is.
            stream = self._stream or open(self.name, "rb", buffering=0)  # noqa: SIM115
            head = b""
            while len(head) < _HEAD and (more := stream.read(_HEAD - len(head))):
                head += more
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "odd name"
            raise ImportRefusedError(f"{self.name} can't be read: {reason}.", "Check its name.") from error
        encoding, mark = detect_encoding(head)
        self._stream, self.head = stream, head[mark:]
        self._rest: BinaryIO | _Recoded = stream
        if encoding != "utf-8":
            recode = utf8_recoder(encoding)
            self.head = recode(self.head, False)
            self._rest = _Recoded(stream, recode)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._stream is not None and self.path is not None:
            self._stream.close()

    def size(self) -> int | None:
        """Return the size in bytes; None for a folder or a stream."""
        if self.path is None or self.is_folder:
            return None
        return self.path.stat().st_size

    def open(self) -> BinaryIO:
        """Return the bytes as a stream, without a byte-order mark; UTF-16 and UTF-32 are recoded to UTF-8.

        It can be read once.

        Raises:
            ImportRefusedError: It is a folder.
        """
        if self._stream is None:
            raise ImportRefusedError(
                f"{self.name} is a folder, and this format is one file.", "Name the file."
            )
        return io.BufferedReader(_Chained(self.head, self._rest, self.on_progress), _BUFFER)

    def open_text(self) -> BinaryIO:
        """Return the text as a stream of UTF-8, whatever encoding it is in. It can be read once."""
        return io.BufferedReader(_Recoded(self.open(), utf8_recoder("utf-8")), _BUFFER)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield each line without its end, and its number, counted from 1."""
        # A line without an end comes in pieces, of which no entry can be made.
        pieces = iter(partial(self.open().readline, LARGEST_ENTRY + 1), b"")
        yield from enumerate((line.removesuffix(b"\n") for line in pieces), 1)

    def line_blocks(self) -> Iterator[tuple[int, list[str]]]:
        """Yield some lines at a time as text, without their ends, and the number of the first, from 1.

        A CR before the end stays, since an entry's words may end with one; in a file that has no other
        line ends, CR is one.
        """
        number = 1
        for lines in self._split_at_cr() if self._has_only_cr() else self._split_at_lf():
            yield number, lines
            number += len(lines)

    def _has_only_cr(self) -> bool:
        return b"\r" in self.head and b"\n" not in self.head

    def _split_at_cr(self) -> Iterator[list[str]]:
        for _, line in self.lines():
            yield [piece.decode("utf-8", LENIENT) for piece in line.removesuffix(b"\r").split(b"\r")]

    def _split_at_lf(self) -> Iterator[list[str]]:
        for block in self._line_blocks():
            try:
                yield block.decode("utf-8").split("\n")
            except UnicodeDecodeError:
                # What is damaged is decoded line by line, as each line says by itself.
                yield [line.decode("utf-8", LENIENT) for line in block.split(b"\n")]

    def _line_blocks(self) -> Iterator[bytes]:
        """Yield some lines at a time, without the end of the last one; of one that is too large, pieces."""
        file = self.open()
        rest: list[bytes] = []
        size = 0
        while piece := file.read(_BUFFER):
            lines, end, begun = piece.rpartition(b"\n")
            if end:
                yield b"".join([*rest, lines])
                rest, size = [begun], len(begun)
                continue
            rest.append(piece)
            size += len(piece)
            if size > LARGEST_ENTRY:
                yield b"".join(rest)
                rest, size = [], 0
        if last := b"".join(rest):
            yield last


def first_line(head: bytes) -> str:
    """Return the first line of a file that is not empty.

    Args:
        head: The first bytes of the file.
    """
    return re.split(r"[\r\n]", head.lstrip().decode("utf-8", LENIENT), maxsplit=1)[0]


class _Chained(io.RawIOBase):
    """A stream of the head that was read already, then of the rest."""

    def __init__(self, head: bytes, rest: io.RawIOBase | BinaryIO, on_progress: ProgressCallback) -> None:
        self._head, self._rest, self._tick = io.BytesIO(head), rest, on_progress

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        got = self._head.read(len(buffer)) or self._rest.read(len(buffer)) or b""
        buffer[: len(got)] = got
        self._tick(len(got))
        return len(got)


class _Recoded(io.RawIOBase):
    """A stream that recodes a file to UTF-8."""

    def __init__(self, file: BinaryIO, recode: Callable[[bytes, bool], bytes]) -> None:
        self._file, self._recode = file, recode
        self._left = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left and not self._ended:
            piece = self._file.read(_BUFFER)
            self._ended = not piece
            self._left = self._recode(piece or b"", self._ended)
        got, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(got)] = got
        return len(got)
